import type { Pool } from 'pg'
import type { Position } from '#shared/geo'
import type { Log } from '#shared/log'
import { SECOND_MS } from '#shared/time'
import type { Clock, Instant } from '#shared/time'
import { inTransaction } from '../db/transaction.ts'
import type { Db } from '../db/pool.ts'
import { createPartitionKeeper } from './partitions.ts'

/** One position as it is kept. */
export interface KeptFix {
  workerId: string
  /** When the server took it. */
  at: Instant
  claimedAt: Instant | null
  position: Position
  accuracyMeters: number | null
  gridId: string | null
}

export interface TrackHistory {
  /** Keeps a position soon. Never waits and never fails. */
  add(fix: KeptFix): void
  stats(): { written: number; waiting: number; dropped: number }
}

export interface RunningTrackHistory extends TrackHistory {
  /** Writes what waits, now. Throws what the database says; what waits goes on waiting. */
  flush(): Promise<void>
  /** Writes what waits, if the database is there, and ends. */
  stop(): Promise<void>
}

const defaults = {
  everyMs: 3 * SECOND_MS,
  /** While the database is away so many wait, about 20 MB; then the oldest go. */
  mostWaiting: 100_000,
  /** Rows in one statement. */
  batch: 10_000,
}

export interface HistoryParts {
  pool: Pool
  clock: Clock
  log: Log
  limits?: Partial<typeof defaults>
}

/** Writes positions to their daily partitions, many at a time. Survives a database that is away. */
export function startTrackHistory({ pool, clock, log, limits }: HistoryParts): RunningTrackHistory {
  const { everyMs, mostWaiting, batch } = { ...defaults, ...limits }
  const prepare = createPartitionKeeper(pool)
  let waiting: KeptFix[] = []
  let written = 0
  let dropped = 0
  let isAway = false
  let writing: Promise<void> = Promise.resolve()

  function add(fix: KeptFix) {
    waiting.push(fix)
    // Cut rarely and by a tenth, because cutting copies what remains.
    if (waiting.length <= mostWaiting) return
    const surplus = waiting.length - Math.floor(mostWaiting * 0.9)
    waiting = waiting.slice(surplus)
    dropped += surplus
  }

  async function write() {
    while (waiting.length > 0) {
      const rows = waiting.slice(0, batch)
      await prepare(
        rows.map((row) => row.at),
        clock.now(),
      )
      await inTransaction(pool, (db) => insert(db, rows))
      const lastWritten = rows.at(-1)
      // More may have come and the oldest may have gone while we wrote: what was written is what stands up to its last row.
      waiting = waiting.slice(lastWritten ? waiting.indexOf(lastWritten) + 1 : 0)
      written += rows.length
    }
  }

  function flush(): Promise<void> {
    writing = writing.catch(() => undefined).then(write) // whoever asked for the one before has its error
    return writing
  }

  async function flushOrNote() {
    try {
      await flush()
      if (isAway) log.info({ dropped }, 'positions are kept again')
      isAway = false
    } catch (error) {
      if (!isAway) log.warn({ reason: String(error), waiting: waiting.length }, 'positions cannot be kept just now')
      isAway = true
    }
  }

  const timer = setInterval(() => void flushOrNote(), everyMs)

  return {
    add,
    flush,
    stats: () => ({ written, waiting: waiting.length, dropped }),
    async stop() {
      clearInterval(timer)
      await flushOrNote()
    },
  }
}

async function insert(db: Db, rows: readonly KeptFix[]) {
  await db.query(
    `insert into track_fix (worker_id, at, claimed_at, position, accuracy, grid_id)
     select worker_id, at, claimed_at, point(lng, lat), accuracy, grid_id
     from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::float8[], $5::float8[], $6::real[], $7::uuid[])
       as fix (worker_id, at, claimed_at, lng, lat, accuracy, grid_id)`,
    [
      rows.map((row) => row.workerId),
      rows.map((row) => row.at),
      rows.map((row) => row.claimedAt),
      rows.map((row) => row.position[0]),
      rows.map((row) => row.position[1]),
      rows.map((row) => row.accuracyMeters),
      rows.map((row) => row.gridId),
    ],
  )
}
