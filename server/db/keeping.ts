import type { Pool } from 'pg'
import type { Log } from '#shared/log'
import { DAY_MS, HOUR_MS, plus } from '#shared/time'
import type { Clock } from '#shared/time'

/** For how long each kind of row is kept, in days. Tracks have their own partitions and their own time. */
const keptDays = { change: 7, command: 30, audit: 3 * 365 }

/** Single readings; what each day counted stays for ever. Longer than anybody may send one late. */
const KEPT_READING_DAYS = 90

/** Sessions that ended long ago tell nobody anything; real time, like everything about sessions. */
const KEPT_SESSION_DAYS = 30

/** Drops what is older than it is kept for. A cursor that reaches back further gets a snapshot. */
export async function dropOld(pool: Pool, clock: Clock, realNow: () => number): Promise<void> {
  const now = clock.now()
  for (const [table, days] of Object.entries(keptDays)) {
    await pool.query(`delete from ${table} where at < $1`, [plus(now, -days * DAY_MS)]) // names from the table above
  }
  await pool.query(`delete from reading where observed_at < $1`, [plus(now, -KEPT_READING_DAYS * DAY_MS)])
  const endedBefore = new Date(realNow() - KEPT_SESSION_DAYS * DAY_MS).toISOString()
  await pool.query(`delete from session where ended_at < $1`, [endedBefore])
}

/** Does so every hour. Returns how to stop. */
export function startKeeping(parts: { pool: Pool; clock: Clock; log: Log }): () => void {
  const timer = setInterval(() => {
    dropOld(parts.pool, parts.clock, Date.now).catch((error: unknown) => {
      parts.log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'could not drop old rows')
    })
  }, HOUR_MS)
  return () => clearInterval(timer)
}
