import { createPool } from '../../server/db/pool.ts'
import { migrate } from '../../server/db/migrate.ts'
import { inTransaction } from '../../server/db/transaction.ts'
import { pastOf } from '../../server/demo/past.ts'
import { seedStreet } from '../../server/demo/seed.ts'
import { storePast } from '../../server/demo/store-past.ts'
import { DEMO_CENTER, DEMO_SEED, drawStreet } from '../../server/demo/street/draw-street.ts'
import { insertAccount } from '../../server/identity/accounts.ts'
import { createCipher } from '../../server/identity/cipher.ts'
import { createPlaces } from '../../server/places/places.ts'
import { createCalendar } from '../../server/promises/calendar.ts'
import { createRoster } from '../../server/roster/roster.ts'
import { openOwnCluster } from '../support/own-cluster.ts'
import { quietLog } from '../support/quiet-log.ts'
import { stopAtSignal } from './child.ts'

export const BENCH_KEY = Buffer.alloc(32, 7)
/** The day shift of a winter Wednesday, by the street's clock 14:32. */
const SEEDED_AT = '2026-11-18T06:32:00.000Z'
const FIRST_SEEN = '2026-11-18'

export type BenchStreet = Awaited<ReturnType<typeof openBenchStreet>>

/** A PostgreSQL of our own with the made-up street in it, and an account `coordinator`; with its two years if asked. */
export async function openBenchStreet({ withPast }: { withPast: boolean }) {
  const cluster = await openOwnCluster()
  const isStopped = stopAtSignal(cluster.remove)
  await migrate(cluster.url, quietLog)
  const pool = createPool(cluster.url, quietLog, { statementMs: 60_000 })
  const cipher = createCipher(BENCH_KEY)
  await seedStreet(pool, { seed: DEMO_SEED, cipher, clock: { now: () => SEEDED_AT } })
  await inTransaction(pool, (db) =>
    insertAccount(
      db,
      { username: 'coordinator', password: 'demo', role: 'coordinator', label: '演示', workerId: null },
      SEEDED_AT,
    ),
  )
  return {
    pool,
    cipher,
    url: cluster.url,
    dataDir: cluster.dataDir,
    cases: withPast ? await addPast() : 0,
    async close() {
      await pool.end()
      await cluster.remove()
      isStopped()
    },
  }

  /** Answers how many cases. */
  async function addPast(): Promise<number> {
    const roster = createRoster({ pool })
    const places = await createPlaces({ pool, gridWorkers: roster.gridWorkers })
    const calendar = createCalendar(await roster.calendarDays())
    const street = drawStreet({ seed: DEMO_SEED, center: DEMO_CENTER })
    const past = pastOf({ street, seed: DEMO_SEED, until: FIRST_SEEN, calendar })
    return storePast(pool, past, { places, calendar, until: FIRST_SEEN })
  }
}
