import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'

/** Encrypts single fields, and makes keyed hashes to find them by. */
export interface Cipher {
  encrypt(text: string): Buffer
  decrypt(sealed: Buffer): string
  /** A keyed hash: equal for equal input, worthless without the key. */
  fingerprint(text: string): string
}

/** The key a sealed field was made with; a new key gets the next number. */
const KEY_ID = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * AES-256-GCM with a fresh nonce per field. Layout: key id (1 byte), nonce (12), tag (16), text.
 * `key` is 32 bytes or more of secret; decrypting what another key sealed throws.
 */
export function createCipher(key: Buffer): Cipher {
  const fieldKey = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', 'shaotu field', 32)))
  const hashKey = Buffer.from(hkdfSync('sha256', key, '', 'shaotu fingerprint', 32))

  return {
    encrypt(text) {
      const nonce = randomBytes(NONCE_BYTES)
      const aes = createCipheriv('aes-256-gcm', fieldKey, nonce)
      const body = Buffer.concat([aes.update(text, 'utf8'), aes.final()])
      return Buffer.concat([Buffer.from([KEY_ID]), nonce, aes.getAuthTag(), body])
    },

    decrypt(sealed) {
      if (sealed[0] !== KEY_ID) throw new Error(`Expected a field sealed with key ${KEY_ID}, got key ${sealed[0]}`)
      const aes = createDecipheriv('aes-256-gcm', fieldKey, sealed.subarray(1, 1 + NONCE_BYTES))
      aes.setAuthTag(sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES))
      return aes.update(sealed.subarray(1 + NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + aes.final('utf8')
    },

    fingerprint: (text) => createHmac('sha256', hashKey).update(text).digest('hex'),
  }
}
