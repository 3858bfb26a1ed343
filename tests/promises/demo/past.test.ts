import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPlaces } from '../../../server/places/places.ts'
import { createCalendar } from '../../../server/promises/calendar.ts'
import { pastOf } from '../../../server/demo/past.ts'
import { storePast } from '../../../server/demo/store-past.ts'
import { DEMO_SEED } from '../../../server/demo/street/draw-street.ts'
import type { TestDatabase } from '../../support/database.ts'
import { drawTestStreet, openTestStreet } from '../../support/street.ts'

const until = '2026-11-18'
const calendar = createCalendar()

describe('the past of a made-up street in the database', () => {
  let database: TestDatabase
  const past = pastOf({ street: drawTestStreet(), seed: DEMO_SEED, until, calendar })
  const store = async (signal?: AbortSignal) => {
    const places = await createPlaces({ pool: database.pool, gridWorkers: () => Promise.resolve([]) })
    return storePast(database.pool, past, { places, calendar, until, ...(signal ? { signal } : {}) })
  }
  const count = async (query: string) => {
    const { rows } = await database.pool.query<{ n: number }>(`select count(*) as n from ${query}`)
    return rows[0]?.n
  }

  beforeAll(async () => {
    database = await openTestStreet()
  })
  afterAll(() => database.drop())

  it('is not there at all when it was given up half way', async () => {
    await expect(store(AbortSignal.abort())).rejects.toThrow()
    expect(await count('incident')).toBe(0)
    expect(await count('incident_counter')).toBe(0)
  })

  it('goes on with the case numbers of a day that has some already', async () => {
    await database.pool.query(`insert into incident_counter (day, last) values ('2026-11-17', 40)`)
    expect(await store()).toBe(25_100)
    const { rows } = await database.pool.query<{ number: string }>(
      `select min(number) as number from incident where received_at >= '2026-11-17T00:00:00+08:00'`,
    )
    expect(rows[0]?.number).toBe('1117-0041')
  })

  it.each([
    ['25,100 cases', 'incident', 25_100],
    ['20,000 of the street’s own and 5,100 of 12345', `incident where origin = '12345'`, 5_100],
    ['all of them filed', `incident where status <> 'closed' or closed_at is null`, 0],
    ['no name and no telephone', 'reporter', 0],
    ['nothing on the change lane', 'change', 0],
    ['no case without a community', 'incident where community_id is null', 0],
    [
      'no case whose reports do not add up',
      `incident i where report_count <> (select count(*) from report r where r.incident_id = i.id)`,
      0,
    ],
    [
      'no number twice in a year',
      `(select number, date_trunc('year', received_at at time zone 'Asia/Shanghai') from incident group by 1, 2 having count(*) > 1) twice`,
      0,
    ],
  ])('holds %s', async (_what, query, number) => {
    expect(await count(query)).toBe(number)
  })

  it('has for each case the facts from which its times follow', async () => {
    expect(
      await count(`incident i where done_at is distinct from (select at from fact f where f.incident_id = i.id and kind = 'done')
        or closed_at is distinct from (select at from fact f where f.incident_id = i.id and kind = 'closed')
        or rooted_out_at is distinct from (select at from fact f where f.incident_id = i.id and kind = 'rooted-out')`),
    ).toBe(0)
  })

  it('is left as it is by a second attempt', async () => {
    expect(await store()).toBe(0)
    expect(await count('incident')).toBe(25_100)
  })
})
