import type { Pool } from 'pg'
import { CannotStart } from '../db/cannot-start.ts'
import type { Cipher } from './cipher.ts'

/** A key that cannot open what is stored must be noticed now, not at the first old case. */
export async function checkFieldKey(pool: Pool, cipher: Cipher): Promise<void> {
  const { rows } = await pool.query<{ keyCheck: Buffer | null }>(`select key_check as "keyCheck" from installation`)
  const sealed = rows[0]?.keyCheck
  if (!sealed) {
    await pool.query(`update installation set key_check = $1`, [cipher.encrypt('shaotu')])
    return
  }
  try {
    cipher.decrypt(sealed)
  } catch (cause) {
    throw new CannotStart('SHAOTU_KEY (or DATA_DIR/key) is not the key this database was encrypted with', { cause })
  }
}
