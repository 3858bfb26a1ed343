import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Position } from '#shared/geo'
import { Problem } from '#shared/problem'
import type { Clock } from '#shared/time'
import { CannotStart } from '../db/cannot-start.ts'
import { insertRows } from '../db/insert-rows.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Db } from '../db/transaction.ts'
import type { Cipher } from '../identity/cipher.ts'
import { DEMO_CENTER, drawStreet } from './street/draw-street.ts'
import type { MadeUpStreet } from './street/made-up-street.ts'
import { registerRows, rowsOfStreet } from './street-rows.ts'

export interface SeedOrder {
  /** The same seed, the same street, to the last telephone number. */
  seed: string
  cipher: Pick<Cipher, 'encrypt'>
  /** Whoever is planned for the shift that runs now is on duty. */
  clock: Clock
  /** The middle of the street, WGS 84. */
  center?: Position
  /** Replaces the street that is there, with all its places and staff. */
  force?: boolean
  /** Told of each kind of thing that was stored, `户 households`, and how many. */
  onProgress?: (what: string, rows: number) => void
}

/**
 * Draws a street from the seed and stores it, in one transaction. Throws Problem('conflict') when a street is there
 * already and `force` is not set; of several processes that try at once, one does it and the others get that refusal.
 */
export async function seedStreet(pool: Pool, order: SeedOrder): Promise<void> {
  const { seed, cipher, clock, center = DEMO_CENTER, force = false, onProgress = () => undefined } = order
  if (!force) await refuseSecondStreet(pool)
  // Drawing holds up this process for a second or two: no connection may wait for that.
  const filled = rowsOfStreet(drawStreet({ seed, center }), cipher.encrypt, clock.now())
  await inTransaction(pool, async (db) => {
    await waitForTurn(db)
    if (force) await removeStreet(db)
    else await refuseSecondStreet(db)
    for (const { table, what, rows } of filled) {
      await insertRows(db, table, rows)
      onProgress(what, rows.length)
    }
    await db.query(`analyze ${filled.map(({ table }) => table).join(', ')}`)
  })
}

/**
 * Gives a street that was filled before there was a register its made-up residents; says whether it did. Leaves a
 * register with anybody in it alone, and a street that was drawn from another seed, whose doors are not ours.
 */
export async function seedRegister(
  pool: Pool,
  street: MadeUpStreet,
  { cipher, clock }: Pick<SeedOrder, 'cipher' | 'clock'>,
): Promise<boolean> {
  const lacksRegister = async (db: Db | Pool) => {
    const { rows } = await db.query<{ lacks: boolean }>(
      `select exists (select 1 from street where id = $1) and not exists (select 1 from resident) as lacks`,
      [street.street.id],
    )
    return rows[0]?.lacks ?? false
  }
  if (!(await lacksRegister(pool))) return false
  const { table, rows } = registerRows(street, cipher.encrypt, clock.now())
  return inTransaction(pool, async (db) => {
    await waitForTurn(db)
    if (!(await lacksRegister(db))) return false
    await insertRows(db, table, rows)
    return true
  })
}

async function refuseSecondStreet(db: Db | Pool): Promise<void> {
  const { rowCount } = await db.query(`select 1 from street limit 1`)
  if (rowCount) throw new Problem('conflict', 'There is a street in this database already; nothing was changed')
}

/**
 * A database of one's own is never filled with a made-up street unless asked: throws CannotStart when this one was
 * made for real use, or was not made for anything yet and `demo` is off.
 */
export async function refuseRealDatabase(pool: Pool, demo: boolean): Promise<void> {
  const { rows } = await pool.query<{ demo: boolean }>(`select demo from installation`)
  if (rows[0]?.demo ?? demo) return
  throw new CannotStart('This database is not for the demo; to fill it with a made-up street all the same, add --yes')
}

/** Any number will do, as long as nothing else in this database locks the same one. */
export const SEED_LOCK = 20_301
const LOOK_AGAIN_MS = 200
const LONGEST_WAIT_MS = 60_000

/** Another process may be filling this database. Asked again and again: a statement that waits runs into its time limit. */
export async function waitForTurn(db: Db): Promise<void> {
  for (let waitedMs = 0; waitedMs < LONGEST_WAIT_MS; waitedMs += LOOK_AGAIN_MS) {
    const { rows } = await db.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock($1) as mine`, [SEED_LOCK])
    if (rows[0]?.mine) return
    await delay(LOOK_AGAIN_MS)
  }
  throw new Problem('unavailable', 'Another process has been filling this database for a minute; try again later')
}

/** Each table before those it refers to. What other rooms know of these places keeps the ids it was given. */
const placeTables = [
  'resident',
  'shift_worker',
  'shift',
  'duty_line',
  'department',
  'team_member',
  'worker',
  'team',
  'household',
  'household_group',
  'specialist',
  'building_dependency',
  'utility_node',
  'unit_manager',
  'building',
  'compound',
  'grid',
  'community',
  'street',
] as const

async function removeStreet(db: Db): Promise<void> {
  for (const table of placeTables) await db.query(`delete from ${table}`)
}
