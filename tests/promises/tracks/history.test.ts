import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plus } from '#shared/time'
import { startTrackHistory } from '../../../server/tracks/history.ts'
import type { KeptFix, RunningTrackHistory } from '../../../server/tracks/history.ts'
import { makeClock } from '../../rules/tracks/make.ts'
import { openTestDatabase } from '../../support/database.ts'
import type { TestDatabase } from '../../support/database.ts'
import { quietLog } from '../../support/quiet-log.ts'

const AT = '2026-11-18T01:00:00.000Z'
const DAY = 86_400_000

const makeKept = (about: Partial<KeptFix> = {}): KeptFix => ({
  workerId: randomUUID(),
  at: AT,
  claimedAt: '2026-11-18T00:59:58.000Z',
  position: [116.39, 39.87],
  accuracyMeters: 12,
  gridId: randomUUID(),
  ...about,
})

describe('the history of positions', () => {
  let database: TestDatabase
  let clock = makeClock(AT)
  let running: RunningTrackHistory[] = []

  beforeEach(async () => {
    clock = makeClock(AT)
    database = await openTestDatabase()
  })
  afterEach(async () => {
    await Promise.all(running.map((history) => history.stop()))
    running = []
    await database.drop()
  })

  function start(limits: Parameters<typeof startTrackHistory>[0]['limits'] = {}) {
    // It writes when it is told to, so that no test waits for time.
    const history = startTrackHistory({
      pool: database.pool,
      clock,
      log: quietLog,
      limits: { everyMs: 1e8, ...limits },
    })
    running.push(history)
    return history
  }

  async function partitions() {
    const { rows } = await database.pool.query<{ name: string }>(
      `select relname as name from pg_class join pg_inherits on inhrelid = pg_class.oid
       where inhparent = 'track_fix'::regclass order by relname`,
    )
    return rows.map((row) => row.name)
  }

  it('keeps every field as it was given, missing ones as missing', async () => {
    const history = start()
    const [full, bare] = [makeKept(), makeKept({ claimedAt: null, accuracyMeters: null, gridId: null })]
    history.add(full)
    history.add(bare)
    await history.flush()
    const { rows } = await database.pool.query(
      `select worker_id as "workerId", at, claimed_at as "claimedAt", position, accuracy as "accuracyMeters",
              grid_id as "gridId" from track_fix`,
    )
    expect(rows).toHaveLength(2)
    expect(rows).toEqual(expect.arrayContaining([full, bare]))
    expect(history.stats()).toEqual({ written: 2, waiting: 0, dropped: 0 })
  })

  it('lies in partitions by the street day, and has the next one ready', async () => {
    const history = start()
    history.add(makeKept({ at: '2026-11-17T15:59:59.999Z' }))
    history.add(makeKept({ at: '2026-11-17T16:00:00.000Z' })) // the street's midnight
    await history.flush()
    expect(await partitions()).toEqual(['track_fix_20261117', 'track_fix_20261118', 'track_fix_20261119'])
    const { rows } = await database.pool.query('select 1 from track_fix_20261117')
    expect(rows).toHaveLength(1)
  })

  it('forgets a day when thirty have passed, by the clock of the street', async () => {
    const history = start()
    history.add(makeKept())
    await history.flush()
    clock.pass(30 * DAY)
    history.add(makeKept({ at: clock.now() }))
    await history.flush()
    expect(await partitions()).toContain('track_fix_20261118')
    clock.pass(DAY)
    history.add(makeKept({ at: clock.now() }))
    await history.flush()
    expect(await partitions()).not.toContain('track_fix_20261118')
    expect(await partitions()).toContain('track_fix_20261119')
  })

  it('is written by two processes at once without one of them failing', async () => {
    const histories = [start(), start()]
    for (const history of histories) {
      for (let second = 0; second < 50; second++) history.add(makeKept({ at: plus(AT, second * DAY) }))
    }
    await Promise.all(histories.map((history) => history.flush()))
    const { rows } = await database.pool.query<{ count: number }>('select count(*) from track_fix')
    expect(rows[0]?.count).toBe(100)
  })

  it('waits while the database refuses, and loses nothing that fits', async () => {
    const history = start()
    await database.pool.query('alter table track_fix rename to hidden')
    history.add(makeKept())
    await expect(history.flush()).rejects.toThrow()
    expect(history.stats()).toEqual({ written: 0, waiting: 1, dropped: 0 })

    history.add(makeKept())
    await database.pool.query('alter table hidden rename to track_fix')
    await history.flush()
    expect(history.stats()).toEqual({ written: 2, waiting: 0, dropped: 0 })
    const { rows } = await database.pool.query<{ count: number }>('select count(*) from track_fix')
    expect(rows[0]?.count).toBe(2)
  })

  it('lets the oldest go when too many wait, and counts them', async () => {
    const history = start({ mostWaiting: 100 })
    for (let second = 0; second < 101; second++) history.add(makeKept({ at: plus(AT, second * 1_000) }))
    expect(history.stats()).toEqual({ written: 0, waiting: 90, dropped: 11 })
    await history.flush()
    const { rows } = await database.pool.query<{ first: string }>('select min(at) as first from track_fix')
    expect(rows[0]?.first).toBe(plus(AT, 11_000))
  })

  it('writes what waits before it ends', async () => {
    const history = start()
    history.add(makeKept())
    await history.stop()
    expect(history.stats().written).toBe(1)
  })
})
