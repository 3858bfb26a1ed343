import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCipher } from '../../../server/identity/cipher.ts'
import { allowedOrigins } from '../../../server/identity/origin.ts'
import { createSignInGuard } from '../../../server/identity/sign-in-guard.ts'

describe('a sealed field', () => {
  const cipher = createCipher(randomBytes(32))

  it('opens with its key, looks different each time, and tells nothing', () => {
    const [one, two] = [cipher.encrypt('王金丝雀'), cipher.encrypt('王金丝雀')]
    expect(cipher.decrypt(one)).toBe('王金丝雀')
    expect(one.equals(two)).toBe(false)
    expect(one.toString('utf8')).not.toContain('金丝雀')
  })

  it('does not open with another key, nor after a bit was changed', () => {
    const sealed = cipher.encrypt('x')
    expect(() => createCipher(randomBytes(32)).decrypt(sealed)).toThrow()
    sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1)
    expect(() => cipher.decrypt(sealed)).toThrow()
  })

  it('can be found by a fingerprint that only this key makes', () => {
    expect(cipher.fingerprint('5678')).toBe(cipher.fingerprint('5678'))
    expect(createCipher(randomBytes(32)).fingerprint('5678')).not.toBe(cipher.fingerprint('5678'))
  })
})

describe('our own origins', () => {
  const at = (host: string, publicUrl: string | null = null) =>
    allowedOrigins({ host, port: 8080, isTls: false, publicUrl })

  it('are this machine and the address we listen on, to the letter', () => {
    expect([...at('10.1.2.3')]).toEqual(
      expect.arrayContaining(['http://localhost:8080', 'http://127.0.0.1:8080', 'http://10.1.2.3:8080']),
    )
    expect(at('127.0.0.1').has('http://127.0.0.1:8081')).toBe(false)
    expect(at('127.0.0.1').has('https://127.0.0.1:8080')).toBe(false)
  })

  it('hold PUBLIC_URL when a proxy stands in between', () => {
    expect(at('127.0.0.1', 'https://map.example').has('https://map.example')).toBe(true)
    expect(at('127.0.0.1', 'https://map.example').has('https://map.example.evil.example')).toBe(false)
  })
})

describe('guessing passwords', () => {
  it('is over after five for one account from one address, for a quarter of an hour', () => {
    let now = 0
    const guard = createSignInGuard(() => now)
    for (let i = 0; i < 5; i++) guard.failed('coordinator', 'a')
    expect(() => guard.check('coordinator', 'a')).toThrow(expect.objectContaining({ code: 'too-many' }))
    expect(() => guard.check('coordinator', 'b')).not.toThrow() // the officer on duty, at the own desk
    now = 15 * 60_000 + 1
    expect(() => guard.check('coordinator', 'a')).not.toThrow()
  })

  it('of many accounts from one address is noticed', () => {
    const guard = createSignInGuard(() => 0)
    for (let i = 0; i < 30; i++) guard.failed(`user-${i}`, 'a')
    expect(() => guard.check('somebody-else', 'a')).toThrow(expect.objectContaining({ code: 'too-many' }))
  })
})
