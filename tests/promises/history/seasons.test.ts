import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { CaseList, PlaceHistory, RecurrenceList } from '#shared/history'
import { PreSeasonList } from '#shared/pre-season'
import { ProblemBody } from '#shared/problem'
import { Recheck } from '#shared/recheck'
import { DAY_MS, HOUR_MS, plus, realClock, streetDay } from '#shared/time'
import { pastOf } from '../../../server/demo/past.ts'
import type { Past } from '../../../server/demo/past.ts'
import { seedStations } from '../../../server/demo/seed-stations.ts'
import { storePast } from '../../../server/demo/store-past.ts'
import { RAIN_AT_BRIDGE } from '../../../server/demo/weather.ts'
import { DEMO_SEED } from '../../../server/demo/street/draw-street.ts'
import { createPlaces } from '../../../server/places/places.ts'
import { createCalendar } from '../../../server/promises/calendar.ts'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'
import { drawTestStreet } from '../../support/street.ts'

const calendar = createCalendar()
const now = realClock.now()
const until = streetDay(now)
/** The server asks every fifteen seconds whether there is something new in the history. */
const SOON = { timeout: 50_000, interval: 500 }

describe('a street that looks back over two years', () => {
  let street: StreetServer
  let past: Past
  beforeAll(async () => {
    street = await openStreetServer()
    const drawn = drawTestStreet()
    past = pastOf({ street: drawn, seed: DEMO_SEED, until, calendar })
    await seedStations(street.pool, { street: drawn, seed: DEMO_SEED, clock: realClock })
    const places = await createPlaces({ pool: street.pool, gridWorkers: () => Promise.resolve([]) })
    await storePast(street.pool, past, { places, calendar, until })
  }, 120_000)
  afterAll(() => street.close())

  const ask = async <T>(schema: z.ZodType<T>, path: string) => {
    const { status, body } = await street.send('GET', path, { as: 'leader' })
    expect(status, path).toBe(200)
    return schema.parse(body)
  }
  const seasonal = async () => (await ask(RecurrenceList, '/api/recurrences')).seasonal
  const bridge = async () => {
    const found = (await seasonal()).find(({ place }) => place === '望河桥下')
    if (!found) throw new Error('expected the flooded bridge')
    return found
  }
  const tasks = () => ask(PreSeasonList, '/api/pre-season-tasks')

  it('finds exactly the places that were planted with a season, from history alone, before anyone flags them', async () => {
    const planted = past.planted.filter(({ when }) => 'season' in when)
    const nameOf = (kind: string, first: string | undefined) => `${kind} ${first}`
    const firsts = new Map<string, string>()
    for (const { id } of await seasonal()) {
      const { items } = await ask(CaseList, `/api/hotspots/cases?${new URLSearchParams({ group: 'all', place: id, only: 'place', from: plus(now, -735 * DAY_MS), to: now, limit: '200' })}`) // prettier-ignore
      firsts.set(id, items.at(-1)?.receivedAt ?? '')
    }
    const found = (await seasonal()).map(({ id, kind }) => nameOf(kind, firsts.get(id))).sort()
    const all = past.incidents
    const firstOf = ({ kind, place }: (typeof planted)[number]) =>
      all.find((one) => one.kind === kind && JSON.stringify(one.place) === JSON.stringify(place))?.receivedAt
    expect(found).toEqual(planted.map((one) => nameOf(one.kind, firstOf(one))).sort())
  })

  it('counts each season, and opens it to exactly those cases', async () => {
    for (const { id, seasons, position } of await seasonal()) {
      expect(position).toHaveLength(2)
      for (const { from, to, count } of seasons) {
        const path = new URLSearchParams({ group: 'all', place: id, only: 'place', from, to })
        expect((await ask(CaseList, `/api/hotspots/cases?${path}`)).total).toBe(count)
      }
    }
  })

  it('writes a task with a due date before the season, by itself and once, for each that is not cured', async () => {
    await vi.waitFor(async () => expect((await tasks()).total).toBeGreaterThan(0), SOON)
    const notCured = (await seasonal()).filter(({ state }) => state === 'not-cured').map(({ id }) => id)
    const { items } = await tasks()
    expect(items.map(({ placeKey }) => placeKey).sort()).toEqual([...notCured].sort())
    for (const task of items) {
      expect(task).toMatchObject({ state: 'open', decidedBy: null })
      expect(task.dueOn < task.beginsOn && task.beginsOn > until).toBe(true)
    }
    const { task } = await bridge()
    expect(task).toMatchObject({ season: 'rain', who: '城乡办', state: 'open' })
  })

  it('lets a task be declined with a reason and no other way, and taken up again', async () => {
    const task = (await tasks()).items[0]
    const decide = (body: object) =>
      street.send('POST', `/api/pre-season-tasks/${task?.id}`, { as: 'leader', body: { id: randomUUID(), ...body } })
    expect((await decide({ revision: 1, does: 'decline' })).status).toBe(400)
    expect((await decide({ revision: 1, does: 'decline', note: '楼体年内拆除' })).status).toBe(200)
    expect(ProblemBody.parse((await decide({ revision: 1, does: 'done' })).body).code).toBe('conflict')
    expect((await decide({ revision: 2, does: 'reopen' })).body).toMatchObject({ task: { state: 'open', revision: 3 } })
  })

  it('lays a place side by side before and after its cure, with the rain in both and its cases', async () => {
    const { items } = await ask(RecurrenceList, `/api/recurrences?from=${plus(now, -735 * DAY_MS)}`)
    const cured = items.filter(({ state }) => state !== 'not-cured')
    expect(cured.length).toBeGreaterThan(3)
    for (const { id, kind } of cured) {
      const place = await ask(PlaceHistory, `/api/hotspots/place?place=${encodeURIComponent(id)}`)
      expect(place).toMatchObject({ id, kind })
      expect(place.curedAt).not.toBeNull()
      for (const part of [place.before, place.after, ...place.seasons]) {
        if (!part) continue
        const path = new URLSearchParams({ group: 'all', place: id, only: 'place', from: part.from, to: part.to })
        expect((await ask(CaseList, `/api/hotspots/cases?${path}`)).total).toBe(part.count)
        expect(part.rain?.station).toMatch(/雨量站/)
      }
    }
  })

  it('does not call a flood cured that no rain has tested', async () => {
    const { id } = await bridge()
    const place = await ask(PlaceHistory, `/api/hotspots/place?place=${encodeURIComponent(id)}`)
    expect(place).toMatchObject({ proof: 'no-cure', season: 'rain', curedAt: null })
    expect((await street.send('GET', '/api/hotspots/place?place=nowhere', { as: 'leader' })).status).toBe(404)
  })

  it('lets the look after the works fall due with the next rain reading near the place, and with nothing else', async () => {
    const { position } = await bridge()
    const { body } = await street.report({ kind: 'waterlogging', text: '桥下又积水了', position })
    const { incident } = z.object({ incident: z.object({ id: z.uuid(), revision: z.int() }) }).parse(body)
    const fact = { id: randomUUID(), revision: incident.revision, kind: 'rooted-out', note: '新铺排水管' }
    await street.send('POST', `/api/incidents/${incident.id}/facts`, { as: 'coordinator', body: fact })
    const look = async () => {
      const { body: list } = await street.send('GET', '/api/rechecks', { as: 'coordinator' })
      return z
        .object({ items: z.array(Recheck) })
        .parse(list)
        .items.find((one) => one.incidentId === incident.id)
    }
    expect(await look()).toMatchObject({ due: 'next-rain', dueAt: null })

    const read = async (value: number, observedAt: string, station = RAIN_AT_BRIDGE) => {
      const readings = [{ id: randomUUID(), station, value, observedAt }]
      const answer = await street.send('POST', '/api/readings', {
        as: 'coordinator',
        body: { id: randomUUID(), readings },
      })
      expect(answer.status).toBe(201)
    }
    await read(40, plus(now, -2 * HOUR_MS)) // before the works
    await read(0.4, realClock.now()) // a drizzle
    await read(35, realClock.now(), 'LEVEL-WANGHE') // water, not rain
    expect(await look()).toMatchObject({ dueAt: null })
    await read(12, realClock.now())
    expect((await look())?.dueAt).not.toBeNull()
  })
})
