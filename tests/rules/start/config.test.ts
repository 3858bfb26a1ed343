import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../server/config.ts'

const own = 'postgres://shaotu:secret@db/shaotu'
const key = Buffer.alloc(32, 7)

describe('the settings', () => {
  it('need not be given at all', () => {
    expect(readConfig({})).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      dataDir: `${process.cwd()}/data`,
      databaseUrl: null,
      demo: true,
      fieldKey: null,
      tls: null,
    })
  })

  it.each([
    ['the embedded database on loopback', {}, true],
    ['another loopback address', { HOST: '::1' }, true],
    ['an address others can reach', { HOST: '0.0.0.0' }, false],
    ['a database of one’s own', { DATABASE_URL: own, SHAOTU_KEY: key.toString('hex') }, false],
    ['an address others can reach, set by hand', { HOST: '0.0.0.0', DEMO: '1' }, true],
    ['loopback, unset by hand', { DEMO: '0' }, false],
  ])('decide about the made-up street: %s', (_, environment, demo) => {
    expect(readConfig(environment).demo).toBe(demo)
  })

  it.each(['hex', 'base64'] as const)('take the key as %s', (encoding) => {
    expect(readConfig({ SHAOTU_KEY: key.toString(encoding) }).fieldKey).toEqual(key)
  })

  it('take an empty value for none', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: '' })).toMatchObject({ databaseUrl: null, port: 8080 })
  })

  it.each([
    [{ PORT: 'eighty' }, /^PORT: .*got "eighty"/],
    [{ PORT: '65536' }, /^PORT: /],
    [{ DEMO: 'maybe' }, /^DEMO: expected 0 or 1, got "maybe"/],
    [{ DATABASE_URL: 'mysql://root:secret@db/x' }, /^DATABASE_URL: expected postgres:\/\//],
    [{ DATABASE_URL: own }, /^SHAOTU_KEY: needed with DATABASE_URL/],
    [{ SHAOTU_KEY: 'secret' }, /^SHAOTU_KEY: expected 32 bytes/],
    [{ TLS_CERT: 'a.pem' }, /^TLS_CERT and TLS_KEY: /],
    [{ PUBLIC_URL: 'javascript:alert(1)' }, /^PUBLIC_URL: /],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL: /],
  ])('refuse %o in one line', (environment, message) => {
    expect(() => readConfig(environment)).toThrow(message)
    expect(() => readConfig(environment)).not.toThrow(/secret|\n/)
  })
})
