import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestDatabase } from '../support/database.ts'
import { makeDataDir } from '../support/own-cluster.ts'
import { refuseToStart, startServer } from '../support/server-process.ts'

const key = Buffer.alloc(32, 1).toString('base64')
let dataDir: string

beforeAll(async () => {
  dataDir = await makeDataDir()
})
afterAll(() => rm(dataDir, { recursive: true }))

/** One line that says what is wrong, no stack, and an exit code that a service manager understands. */
const oneLine = (pattern: RegExp) => ({ code: 1, lines: [expect.stringMatching(pattern)] })

describe('the server refuses to start, in one line,', () => {
  it('when its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address ? String(address.port) : ''
    expect(await refuseToStart({ DATA_DIR: dataDir, PORT: port })).toEqual(oneLine(new RegExp(`Port ${port} .*in use`)))
    other.close()
  })

  it('when another server works on the same data directory, and names it', async () => {
    const first = await startServer({ DATA_DIR: dataDir })
    try {
      expect(await refuseToStart({ DATA_DIR: dataDir })).toEqual(oneLine(new RegExp(`process ${first.pid}, already`)))
      expect((await fetch(`${first.url}/healthz`)).ok).toBe(true)
    } finally {
      expect(await first.end('SIGTERM')).toBe(0)
    }
  })

  it.each([
    ['not an address', 'nonsense', /DATABASE_URL: expected postgres:\/\//],
    ['nobody listens there', 'postgres://a:secret@127.0.0.1:1/street', /DATABASE_URL: cannot connect .*127.0.0.1:1/],
  ])('when DATABASE_URL is broken: %s', async (_, url, message) => {
    const refusal = await refuseToStart({ DATA_DIR: dataDir, DATABASE_URL: url, SHAOTU_KEY: key })
    expect(refusal).toEqual(oneLine(message))
    expect(refusal.lines.join()).not.toContain('secret')
  })

  it('when the password in DATABASE_URL is wrong', async () => {
    const url = new URL(`${inject('clusterUrl')}postgres`)
    url.password = 'wrong'
    const refusal = await refuseToStart({ DATA_DIR: dataDir, DATABASE_URL: url.href, SHAOTU_KEY: key })
    expect(refusal).toEqual(oneLine(/DATABASE_URL: .*password authentication failed/))
  })

  it('when the database has a newer schema than the program knows', async () => {
    const database = await openTestDatabase()
    await database.pool.query(`insert into schema_migration (name, run_on) values ('9999-from-the-future', $1)`, [
      '2030-01-01T00:00:00.000Z',
    ])
    const refusal = await refuseToStart({ DATA_DIR: dataDir, DATABASE_URL: database.url, SHAOTU_KEY: key })
    expect(refusal).toEqual(oneLine(/newer schema .*9999-from-the-future/))
    await database.drop()
  })

  it('when a setting is wrong, and says which', async () => {
    expect(await refuseToStart({ DATA_DIR: dataDir, PORT: 'eighty' })).toEqual(oneLine(/PORT: .*got "eighty"/))
  })

  it('when the data directory cannot be made', async () => {
    await writeFile(join(dataDir, 'a-file'), '')
    const refusal = await refuseToStart({ DATA_DIR: join(dataDir, 'a-file', 'below') })
    expect(refusal).toEqual(oneLine(/DATA_DIR: cannot make/))
  })
})
