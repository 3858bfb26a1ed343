import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { z } from 'zod'
import { migrate } from '../../server/db/migrate.ts'
import { createPool } from '../../server/db/pool.ts'
import { startTrackHistory } from '../../server/tracks/history.ts'
import type { KeptFix } from '../../server/tracks/history.ts'
import { openOwnCluster } from '../support/own-cluster.ts'
import { quietLog } from '../support/quiet-log.ts'
import { stopAtSignal } from './child.ts'
import { hold } from './contest.ts'
import { medianOf } from './figures.ts'
import type { Goal } from './goals.ts'
import { eventOf, startWalk, WALK_AT } from './walk.ts'

const SINGLE = 300
const BATCH = 9_000
/** What the limit writes of each position: two coordinates, as 32-bit steps, a time and a worker. */
const BARE_BYTES = 16
/** One is over in a fraction of a millisecond, and no disk is that steady. */
const BARE_WRITES = 300

/** Wall time until a position is on the disk, and what it adds to the write-ahead log, in a PostgreSQL of our own. */
export const ingestDurable: Goal = async function* ({ repetitions }) {
  const cluster = await openOwnCluster()
  const isStopped = stopAtSignal(cluster.remove)
  await migrate(cluster.url, quietLog)
  const pool = createPool(cluster.url, quietLog, { statementMs: 60_000 })
  const clock = { now: () => new Date(WALK_AT).toISOString() }
  const history = startTrackHistory({ pool, clock, log: quietLog, limits: { everyMs: 3_600_000 } })
  const file = await open(join(cluster.dataDir, 'bench'), 'w')
  try {
    const ways = {
      ours: async (fixes: KeptFix[]) => {
        fixes.forEach(history.add)
        await history.flush()
      },
      insert: async (fixes: KeptFix[]) => {
        for (const fix of fixes) await pool.query(INSERT, valuesOf(fix))
      },
      unnest: (fixes: KeptFix[]) => pool.query(UNNEST, columnsOf(fixes)),
    }
    const fixes = makeFixes()
    let expected = 0
    const spend = async (way: keyof typeof ways, count: number, cost: () => Promise<number>) => {
      const chosen = fixes.slice(0, count)
      const before = await cost()
      await ways[way](chosen)
      expected += count
      return ((await cost()) - before) / count
    }
    const micros = () => Promise.resolve(performance.now() * 1_000)
    const writeOnce = async () => {
      const before = performance.now()
      await file.write(Buffer.alloc(BATCH * BARE_BYTES, 1), 0, undefined, 0)
      await file.datasync()
      return ((performance.now() - before) * 1_000) / BATCH
    }
    const writeBare = async () => {
      const took: number[] = []
      for (let times = 0; times < BARE_WRITES; times++) took.push(await writeOnce())
      return medianOf(took)
    }
    await spend('ours', BATCH, micros) // warm, with the day's partition made
    await spend('insert', SINGLE, micros)
    await spend('unnest', BATCH, micros)

    const time = await hold(
      {
        goal: 'ingest_durable',
        wl: `time:B${BATCH}`,
        unit: 'us/position',
        ours: { id: 'ours', measure: () => spend('ours', BATCH, micros) },
        anchor: { id: 'insert', measure: () => spend('insert', SINGLE, micros) },
        peer: { id: 'unnest', measure: () => spend('unnest', BATCH, micros) },
        limit: { id: 'write_fdatasync', measure: writeBare },
        target: { x_anchor: 40 },
        isRight: true,
      },
      repetitions,
    )
    const wal = () => walBytes(pool)
    const log = await hold(
      {
        goal: 'ingest_durable',
        wl: `wal:B${BATCH}`,
        unit: 'bytes/position',
        ours: { id: 'ours', measure: () => spend('ours', BATCH, wal) },
        anchor: { id: 'insert', measure: () => spend('insert', SINGLE, wal) },
        peer: { id: 'unnest', measure: () => spend('unnest', BATCH, wal) },
        limit: { id: 'bare_record', measure: () => BARE_BYTES },
        target: {},
        isRight: true,
      },
      repetitions,
    )
    const isRight = (await countRows(pool)) === expected
    for (const outcome of [time, log]) yield { ...outcome, pass: isRight ? outcome.pass : false }
  } finally {
    await history.stop()
    await file.close()
    await rm(join(cluster.dataDir, 'bench'))
    await pool.end()
    await cluster.remove()
    isStopped()
  }
}

function makeFixes(): KeptFix[] {
  const workers = 3_000
  const walk = startWalk(workers)
  return Array.from({ length: BATCH }, (_, number) => {
    if (number > 0 && number % workers === 0) walk.step()
    const { lng, lat } = eventOf(number % workers, walk.positions, walk.at)
    const at = new Date(walk.at).toISOString()
    return {
      workerId: idOf(number % workers),
      at,
      claimedAt: at,
      position: [lng, lat],
      accuracyMeters: 8,
      gridId: idOf(0),
    }
  })
}

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const INSERT = `insert into track_fix (worker_id, at, claimed_at, position, accuracy, grid_id)
  values ($1, $2, $3, point($4, $5), $6, $7)`
const UNNEST = `insert into track_fix (worker_id, at, claimed_at, position, accuracy, grid_id)
  select worker_id, at, claimed_at, point(lng, lat), accuracy, grid_id
  from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::float8[], $5::float8[], $6::real[], $7::uuid[])
    as fix (worker_id, at, claimed_at, lng, lat, accuracy, grid_id)`

const valuesOf = ({ workerId, at, claimedAt, position, accuracyMeters, gridId }: KeptFix) => [
  workerId,
  at,
  claimedAt,
  ...position,
  accuracyMeters,
  gridId,
]

function columnsOf(fixes: readonly KeptFix[]): unknown[][] {
  const rows = fixes.map(valuesOf)
  return Array.from({ length: 7 }, (_, column) => rows.map((row) => row[column]))
}

async function walBytes(pool: Pool): Promise<number> {
  const { rows } = await pool.query(`select (pg_current_wal_insert_lsn() - '0/0')::float8 as bytes`)
  return z.object({ bytes: z.number() }).parse(rows[0]).bytes
}

async function countRows(pool: Pool): Promise<number> {
  const { rows } = await pool.query(`select count(*) as count from track_fix`)
  return z.object({ count: z.number() }).parse(rows[0]).count
}
