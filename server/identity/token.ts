import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, safe in a header, a cookie and a form. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token. A plain hash is enough: the token itself cannot be guessed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
