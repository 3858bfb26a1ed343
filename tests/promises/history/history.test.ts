import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { CaseList, Hotspots, RecurrenceList, WallHotspots } from '#shared/history'
import { DAY_MS, plus, realClock, streetDay } from '#shared/time'
import { pastOf } from '../../../server/demo/past.ts'
import type { Past } from '../../../server/demo/past.ts'
import { storePast } from '../../../server/demo/store-past.ts'
import { DEMO_SEED } from '../../../server/demo/street/draw-street.ts'
import { createPlaces } from '../../../server/places/places.ts'
import { createCalendar } from '../../../server/promises/calendar.ts'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'
import { drawTestStreet } from '../../support/street.ts'

const calendar = createCalendar()
const until = streetDay(realClock.now())

describe('the history of a street', () => {
  let street: StreetServer
  let past: Past

  const ask = async <T>(schema: z.ZodType<T>, path: string, as: 'leader' | 'coordinator' | 'wall' = 'leader') => {
    const { status, body } = await street.send('GET', path, { as })
    expect(status, path).toBe(200)
    return schema.parse(body)
  }
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

  beforeAll(async () => {
    street = await openStreetServer()
    const { pool } = street
    past = pastOf({ street: drawTestStreet(), seed: DEMO_SEED, until, calendar })
    const places = await createPlaces({ pool, gridWorkers: () => Promise.resolve([]) })
    await storePast(pool, past, { places, calendar, until })
  }, 120_000)
  afterAll(() => street.close())

  it('finds every planted trouble from history alone, and nothing else', async () => {
    const from = plus(realClock.now(), -731 * DAY_MS)
    const { items } = await ask(RecurrenceList, `/api/recurrences?from=${from}`)
    const found = items.map(({ kind, receivedAt }) => `${kind} ${receivedAt.join()}`).sort()
    const planted = past.planted.map(({ kind, at }) => `${kind} ${at.join()}`).sort()
    expect(found).toEqual(planted)
  })

  it('tells the tripping house with its dates, its last fix and what it waits for', async () => {
    const { items } = await ask(RecurrenceList, '/api/recurrences?kind=power-outage')
    const found = items.find(({ count }) => count === 7)
    expect(found).toMatchObject({
      state: 'not-cured',
      waitsFor: '产权未应',
      season: null,
      last: { fix: '换保险丝' },
    })
    expect(found?.last.restoredMinutes).toBeGreaterThan(10)
  })

  it('tells the flooded bridge as a trouble of the rains, in two different years', async () => {
    const from = plus(realClock.now(), -731 * DAY_MS)
    const { items } = await ask(RecurrenceList, `/api/recurrences?kind=waterlogging&from=${from}`)
    expect(items.find(({ place }) => place === '望河桥下')).toMatchObject({ season: 'rain', seasonYears: 2 })
  })

  it('takes another rule: twice within 30 days finds more than three times within 90', async () => {
    const strict = await ask(RecurrenceList, '/api/recurrences')
    const loose = await ask(RecurrenceList, '/api/recurrences?window=30&times=2')
    expect(loose.total).toBeGreaterThan(strict.total)
  })

  it('opens a recurrence to exactly its cases', async () => {
    const { items } = await ask(RecurrenceList, '/api/recurrences')
    for (const { id, caseIds } of items.slice(0, 5)) {
      const cases = await ask(CaseList, `/api/hotspots/cases?group=all&place=${encodeURIComponent(id)}`)
      expect(cases.items.map((one) => one.id).sort()).toEqual([...caseIds].sort())
    }
  })

  it('adds up, by cell and by community, and opens a cell to as many cases as it prints', async () => {
    const hotspots = await ask(Hotspots, '/api/hotspots')
    const { cells, remainder, unplaced, communities, total } = hotspots
    expect(total).toBeGreaterThan(1_500)
    expect(sum(cells.map(({ count }) => count)) + remainder.incidents + unplaced).toBe(total)
    expect(sum(communities.map(({ count }) => count))).toBe(total)
    const [fullest] = [...cells].sort((one, other) => other.count - one.count)
    const cases = await ask(CaseList, `/api/hotspots/cases?cell=${encodeURIComponent(fullest?.id ?? '')}&limit=200`)
    expect(cases.total).toBe(fullest?.count)
  })

  it('opens every number of the screen to exactly as many cases, and the parts of each add up to the whole', async () => {
    const hotspots = await ask(Hotspots, '/api/hotspots')
    const { from, to, group, cells, remainder, unplaced, communities, months, leftOut } = hotspots
    const numbers: [count: number, cut: Record<string, string>][] = [
      [hotspots.total, {}],
      [hotspots.recurring, { only: 'recurring' }],
      [remainder.incidents, { only: 'remainder' }],
      [unplaced, { only: 'unplaced' }],
      ...cells.map(({ id, count }): [number, Record<string, string>] => [count, { cell: id }]),
      ...months.map((month): [number, Record<string, string>] => [month.count, { from: month.from, to: month.to }]),
      ...Object.entries(leftOut).map(([why, count]): [number, Record<string, string>] => [count, { leftOut: why }]),
      ...communities.flatMap(({ id, count, recurring, byOrigin }): [number, Record<string, string>][] => {
        const community = id ?? 'none'
        return [
          [count, { community }],
          [recurring, { community, only: 'recurring' }],
          ...Object.entries(byOrigin).map(([origin, n]): [number, Record<string, string>] => [
            n,
            { community, origin },
          ]),
        ]
      }),
    ]
    for (const [count, cut] of numbers) {
      const query = new URLSearchParams({ group, from, to, limit: '1', ...cut })
      const { total } = await ask(CaseList, `/api/hotspots/cases?${query}`)
      expect([query.toString(), total]).toEqual([query.toString(), count])
    }
    expect(sum(communities.map(({ recurring }) => recurring))).toBe(hotspots.recurring)
    for (const { count, byOrigin } of communities) expect(sum(Object.values(byOrigin))).toBe(count)
    expect(numbers.length).toBeGreaterThan(300)
  })

  it('pages through cases without losing or doubling one', async () => {
    const first = await ask(CaseList, '/api/hotspots/cases?only=recurring&limit=20')
    const second = await ask(CaseList, `/api/hotspots/cases?only=recurring&limit=20&cursor=${first.next}`)
    const ids = [...first.items, ...second.items].map(({ id }) => id)
    expect(new Set(ids).size).toBe(40)
  })

  it('shows the wall cells and counts only', async () => {
    const wall = await ask(WallHotspots, '/api/hotspots/wall', 'wall')
    expect(wall.cells.length).toBeGreaterThan(3)
    expect(Object.keys(wall.cells[0] ?? {}).sort()).toEqual(['center', 'count'])
    expect((await street.send('GET', '/api/hotspots', { as: 'wall' })).status).toBe(403)
    expect((await street.send('GET', '/api/recurrences', { as: 'wall' })).status).toBe(403)
  })

  it('refuses a period that ends before it begins', async () => {
    const path = '/api/hotspots?from=2026-11-18T00:00:00Z&to=2026-11-01T00:00:00Z'
    expect((await street.send('GET', path, { as: 'leader' })).status).toBe(400)
  })

  describe('with what comes in now', () => {
    const place = async () => {
      const { rows } = await street.pool.query<{ id: string }>(
        `select id from building b where households > 0 and not exists (
           select 1 from incident i where i.building_id = b.id and i.kind = 'power-outage'
         ) order by code limit 1`,
      )
      return rows[0]?.id
    }
    const call = async (buildingId: string | undefined, phone: string, about: object = {}) => {
      const { body } = await street.report({ buildingId, kind: 'power-outage', reporter: { phone }, ...about })
      return z.looseObject({ incident: z.looseObject({ id: z.uuid(), revision: z.int() }) }).parse(body).incident
    }
    const recurrencesAt = async (buildingId: string | undefined) => {
      const { items } = await ask(RecurrenceList, '/api/recurrences?kind=power-outage', 'coordinator')
      return items.filter((item) => item.buildingId === buildingId)
    }

    it('counts the third call of three neighbours, and leaves out a drill and a care call', async () => {
      const buildingId = await place()
      await call(buildingId, '10030000001')
      await call(buildingId, '10030000002')
      await call(buildingId, '10030000003', { drill: true })
      const lonely = await call(buildingId, '10030000004')
      await street.send('POST', `/api/incidents/${lonely.id}/facts`, {
        as: 'coordinator',
        body: { id: randomUUID(), revision: lonely.revision, kind: 'care-call' },
      })
      expect(await recurrencesAt(buildingId)).toEqual([])
      await call(buildingId, '10030000005')
      expect(await recurrencesAt(buildingId)).toMatchObject([{ count: 3 }])
    })

    it('does not count who calls again while nothing was done', async () => {
      const buildingId = await place()
      for (let again = 0; again < 3; again++) await call(buildingId, '10030000009')
      expect(await recurrencesAt(buildingId)).toEqual([])
      const { leftOut } = await ask(Hotspots, '/api/hotspots')
      expect(leftOut['repeat-caller']).toBe(2)
    })
  })
})
