import type { Pool } from 'pg'
import { DAY_MS, atStreetHour, plus, streetDay } from '#shared/time'
import type { Instant } from '#shared/time'
import { inTransaction } from '../db/transaction.ts'
import type { Db } from '../db/pool.ts'

/** Any number will do, as long as nothing else in this database locks the same one. */
const PARTITIONS_LOCK = 20_006
const KEPT_DAYS = 30

/**
 * Sees to it that `track_fix` has a partition for every street day given, for today and for tomorrow,
 * and none that is older than 30 days. Costs nothing when nothing is to be done.
 */
export function createPartitionKeeper(pool: Pool): (days: readonly Instant[], now: Instant) => Promise<void> {
  const there = new Set<string>()
  let tidiedOn = ''

  return async (instants, now) => {
    const today = streetDay(now)
    const needed = new Set([...instants.map(streetDay), today, streetDay(plus(now, DAY_MS))])
    const missing = [...needed].filter((day) => !there.has(day))
    if (missing.length === 0 && tidiedOn === today) return

    await inTransaction(pool, async (db) => {
      // Several processes come to this at midnight: they take turns, and all but the first find it done.
      await db.query('select pg_advisory_xact_lock($1)', [PARTITIONS_LOCK])
      for (const day of missing) await make(db, day)
      await dropBefore(db, streetDay(plus(now, -KEPT_DAYS * DAY_MS)))
    })
    for (const day of missing) there.add(day)
    tidiedOn = today
  }
}

async function make(db: Db, day: string) {
  await db.query(
    `create table if not exists ${nameOf(day)} partition of track_fix
     for values from ('${atStreetHour(day, 0)}') to ('${atStreetHour(day, 24)}')`,
  )
}

async function dropBefore(db: Db, oldestDay: string) {
  const { rows } = await db.query<{ name: string }>(
    `select partition.relname as name
     from pg_inherits join pg_class partition on partition.oid = inhrelid
     where inhparent = 'track_fix'::regclass and partition.relname < $1`,
    [nameOf(oldestDay)],
  )
  for (const { name } of rows) await db.query(`drop table "${name}"`)
}

const nameOf = (day: string) => `track_fix_${day.replaceAll('-', '')}`
