import type { Pool } from 'pg'
import type { NewSource } from '#shared/reading'
import type { Work } from '../db/command.ts'
import type { Db } from '../db/transaction.ts'
import { hashToken, newToken } from '../identity/token.ts'

/** A machine outside the house that may send readings and announce outages. */
export interface Source {
  id: string
  label: string
}

export type Sources = ReturnType<typeof createSources>

export function createSources(pool: Pool) {
  return {
    /** Registers a source; the token is shown this once. */
    async add({ db, at }: Work, { id, label }: NewSource): Promise<{ source: Source; token: string }> {
      const token = newToken()
      await db.query(`insert into source (id, token_hash, label, created_at) values ($1, $2, $3, $4)`, [
        id,
        hashToken(token),
        label,
        at,
      ])
      return { source: { id, label }, token }
    },

    async find(token: string): Promise<Source | null> {
      const { rows } = await pool.query<Source>(
        `select id, label from source where token_hash = $1 and revoked_at is null`,
        [hashToken(token)],
      )
      return rows[0] ?? null
    },

    async list(): Promise<Source[]> {
      const { rows } = await pool.query<Source>(
        `select id, label from source where revoked_at is null order by created_at, id`,
      )
      return rows
    },

    async revoke({ db, at }: Work, id: string): Promise<boolean> {
      const { rowCount } = await db.query(`update source set revoked_at = $2 where id = $1 and revoked_at is null`, [
        id,
        at,
      ])
      return rowCount === 1
    },
  }
}

export async function sourceExists(db: Db, id: string): Promise<boolean> {
  const { rowCount } = await db.query(`select 1 from source where id = $1 and revoked_at is null`, [id])
  return rowCount === 1
}
