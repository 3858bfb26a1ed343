const OFFSET = 0xcbf29ce484222325n
const PRIME = 0x100000001b3n
const MASK = 0xffffffffffffffffn

/**
 * FNV-1a, 64 bit, lower-case hex of 16 digits, over the UTF-8 bytes of `id:revision\n` of the open
 * incidents, sorted by id. Both sides make it from what they hold; equal hashes mean equal pictures.
 */
export function digestOf(open: readonly { id: string; revision: number }[]): string {
  const text = [...open]
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .map(({ id, revision }) => `${id}:${revision}\n`)
    .join('')
  return fnv1a64(text)
}

/** Known vectors: '' → cbf29ce484222325, 'a' → af63dc4c8601ec8c (Fowler, Noll, Vo). */
export function fnv1a64(text: string): string {
  let hash = OFFSET
  for (const byte of new TextEncoder().encode(text)) {
    hash = ((hash ^ BigInt(byte)) * PRIME) & MASK
  }
  return hash.toString(16).padStart(16, '0')
}
