import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CannotStart } from './db/cannot-start.ts'

const KEY_BYTES = 32

/** The key of the encrypted fields, made at the first start. It lies beside the database, never in it or its backup. */
export async function keepFieldKey(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, 'key')
  const kept = await readIfThere(path)
  if (kept !== null) return checked(Buffer.from(kept.trim(), 'base64'), path)
  const key = randomBytes(KEY_BYTES)
  await writeFile(path, `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  return key
}

function checked(key: Buffer, path: string): Buffer {
  if (key.length === KEY_BYTES) return key
  throw new CannotStart(`${path} is damaged: expected ${KEY_BYTES} bytes, got ${key.length}; restore the file`)
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error // there but unreadable: a new key would lock us out of every field
  }
}
