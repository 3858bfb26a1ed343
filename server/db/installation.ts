import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { CannotStart } from './cannot-start.ts'
import { inTransaction } from './transaction.ts'

export interface Installation {
  /** Renewed when the database is made or restored: cursors of another epoch mean nothing here. */
  epoch: string
  demo: boolean
}

/** Reads what was decided when this database was first used, or decides it now. Refuses to start when `demo` disagrees. */
export async function openInstallation(pool: Pool, demo: boolean): Promise<Installation> {
  const found = await inTransaction(pool, async (db) => {
    await db.query(
      `insert into installation (epoch, demo, created_at) values ($1, $2, clock_timestamp()) on conflict (one) do nothing`,
      [randomUUID(), demo],
    )
    const { rows } = await db.query<Installation>(`select epoch, demo from installation`)
    return rows[0]
  })
  if (!found) throw new Error('The installation row was written and is not there')
  if (found.demo !== demo) {
    throw new CannotStart(
      `This database was made ${found.demo ? 'as a made-up street (DEMO=1)' : 'for real use (DEMO=0)'}; ` +
        `set DEMO=${found.demo ? '1' : '0'} or use another database.`,
    )
  }
  return found
}
