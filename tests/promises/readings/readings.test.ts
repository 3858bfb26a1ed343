import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ProblemBody } from '#shared/problem'
import { ReadingAnswer, ReadingList, ReadingsNow, Station, WeatherWarning } from '#shared/reading'
import { DAY_MS, HOUR_MS, MINUTE_MS, plus, realClock } from '#shared/time'
import { PlannedOutage, UtilitiesNow } from '#shared/utility'
import { dropOld } from '../../../server/db/keeping.ts'
import { createRain } from '../../../server/readings/rain.ts'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

/** The full hour that was last, so that hours before it are in the past and mostly of one day. */
const hour = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS).toISOString()
const ago = (hours: number) => plus(hour, -hours * HOUR_MS)

describe('readings', () => {
  let street: StreetServer
  beforeAll(async () => {
    street = await openStreetServer()
  })
  afterAll(() => street.close())

  const post = (path: string, body: object, as: 'coordinator' | 'admin' = 'coordinator') =>
    street.send('POST', path, { as, body: { id: randomUUID(), ...body } })
  const now = async () => ReadingsNow.parse((await street.send('GET', '/api/readings', { as: 'wall' })).body)
  async function addStation(about: object = {}): Promise<Station> {
    const station = { code: randomUUID().slice(0, 8), name: '望河桥', kind: 'rain', position: [116.302, 39.902] }
    const { body } = await post('/api/stations', { ...station, everyMinutes: 60, ...about }, 'admin')
    return z.object({ station: Station }).parse(body).station
  }
  const read = (station: Station, value: number, observedAt = ago(0), id = randomUUID()) => ({
    id,
    station: station.code,
    value,
    observedAt,
  })
  const send = (...readings: object[]) => post('/api/readings', { readings })
  const fates = ({ body }: { body: unknown }) => ReadingAnswer.parse(body).readings.map(({ fate }) => fate)
  const problem = ({ body }: { body: unknown }) => ProblemBody.parse(body)

  it('without a station are none, which is not the same as fine weather', async () => {
    expect(await now()).toMatchObject({ items: [], warnings: [] })
  })

  it('show the newest of each station, whatever order they came in', async () => {
    const station = await addStation({ kind: 'temperature' })
    expect(fates(await send(read(station, 4, ago(1)), read(station, 2, ago(0))))).toEqual(['stored', 'stored'])
    await send(read(station, 7, ago(3)))
    const shown = (await now()).items.find(({ id }) => id === station.id)
    expect(shown).toMatchObject({ state: 'live', newest: { value: 2, observedAt: ago(0) } })
  })

  it('of a station that has not spoken for three of its intervals are called silent', async () => {
    const station = await addStation({ everyMinutes: 10 })
    await send(read(station, 0, ago(1)))
    expect((await now()).items.find(({ id }) => id === station.id)).toMatchObject({ state: 'silent' })
  })

  it('that come twice are one, whether the batch or only the reading has the same id', async () => {
    const station = await addStation({ position: [116.35, 39.95] })
    const batch = { id: randomUUID(), readings: [read(station, 3)] }
    const twice = () => street.send('POST', '/api/readings', { as: 'coordinator', body: batch })
    expect([(await twice()).status, (await twice()).status]).toEqual([201, 200])
    expect(fates(await send(...batch.readings))).toEqual(['again'])
    const rain = await createRain(street.pool)(station.position, [{ from: ago(48), to: plus(hour, HOUR_MS) }])
    expect(rain[0]?.millimetres).toBeGreaterThanOrEqual(3)
  })

  it('that a station corrects replace what it had said of that moment, in the day as well', async () => {
    const station = await addStation({ position: [116.31, 39.91] })
    await send(read(station, 30), read(station, 12, ago(1)))
    expect(fates(await send(read(station, 3)))).toEqual(['corrected'])
    const [rain] = await createRain(street.pool)(station.position, [{ from: ago(24), to: plus(hour, HOUR_MS) }])
    expect(rain).toMatchObject({ millimetres: 15, station: station.name })
  })

  it.each([
    ['a value that no gauge can read', (station: Station) => read(station, 900), 'readings.0.value', /between 0 and 310 mm, got 900/],
    ['a station nobody registered', (station: Station) => ({ ...read(station, 1), station: 'nowhere' }), 'readings.0.station', /code of a station/],
    ['a month-old reading', (station: Station) => read(station, 1, ago(31 * 24)), 'readings.0.observedAt', /last 30 days/],
  ] as const)('refuse %s and say what was expected; nothing of the batch is kept', async (_, bad, path, message) => {
    const station = await addStation()
    const answer = await send(bad(station), read(station, 5, ago(2)))
    expect(answer.status).toBe(400)
    expect(problem(answer).errors).toMatchObject([{ path, message: expect.stringMatching(message) }])
    expect((await now()).items.find(({ id }) => id === station.id)?.newest).toBeNull()
  }) // prettier-ignore

  it('from the future are kept, flagged and counted nowhere', async () => {
    const station = await addStation()
    const ahead = plus(realClock.now(), 5 * MINUTE_MS)
    expect(fates(await send(read(station, 99, ahead)))).toEqual(['future'])
    expect((await now()).items.find(({ id }) => id === station.id)).toMatchObject({ state: 'never', newest: null })
    const path = `/api/readings/window?from=${ago(1)}&to=${plus(ahead, HOUR_MS)}&station=${station.code}`
    const { items } = ReadingList.parse((await street.send('GET', path, { as: 'leader' })).body)
    expect(items).toMatchObject([{ value: 99, isFuture: true }])
  })

  it('refuse an id that stands for another reading', async () => {
    const [one, other] = [await addStation(), await addStation()]
    const id = randomUUID()
    await send(read(one, 1, ago(0), id))
    expect(problem(await send(read(other, 1, ago(0), id))).code).toBe('id-reused')
  })

  it('are given for a window, newest first; a window longer than 31 days is refused', async () => {
    const station = await addStation()
    await send(read(station, 1, ago(3)), read(station, 2, ago(2)), read(station, 3, ago(1)))
    const ask = (from: string, to: string) =>
      street.send('GET', `/api/readings/window?kind=rain&station=${station.code}&from=${from}&to=${to}`, {
        as: 'leader',
      })
    const list = ReadingList.parse((await ask(ago(3), ago(1))).body)
    expect(list.items.map(({ value }) => value)).toEqual([2, 1])
    expect((await ask(ago(32 * 24), ago(0))).status).toBe(400)
  })

  it('are dropped after ninety days; what the day counted stays', async () => {
    const station = await addStation()
    await send(read(station, 8))
    const later = { now: () => plus(hour, 91 * DAY_MS) }
    await dropOld(street.pool, later, Date.now)
    const { rows } = await street.pool.query<{ left: number; days: number }>(
      `select (select count(*) from reading where station_id = $1) as left,
              (select count(*) from reading_day where station_id = $1) as days`,
      [station.id],
    )
    expect(rows).toEqual([{ left: 0, days: 1 }])
  })

  describe('from a machine with its own token', () => {
    const addSource = async () => {
      const answer = await post('/api/sources', { label: '气象网关' }, 'admin')
      return z.object({ source: z.object({ id: z.uuid() }), token: z.string() }).parse(answer.body)
    }
    const sendAs = (token: string, ...readings: object[]) =>
      street.send('POST', '/api/readings', {
        headers: { authorization: `Bearer ${token}` },
        body: { id: randomUUID(), readings },
      })

    it('are taken for its own stations and for no other', async () => {
      const { source, token } = await addSource()
      const own = await addStation({ sourceId: source.id })
      expect((await sendAs(token, read(own, 1))).status).toBe(201)
      expect(problem(await sendAs(token, read(await addStation(), 1))).errors[0]?.path).toBe('readings.0.station')
    })

    it('are refused once it is revoked; it may look at nothing with its token', async () => {
      const { source, token } = await addSource()
      const own = await addStation({ sourceId: source.id })
      const look = await street.send('GET', '/api/readings', { headers: { authorization: `Bearer ${token}` } })
      expect(look.status).toBe(401)
      await street.send('DELETE', `/api/sources/${source.id}`, { as: 'admin' })
      expect((await sendAs(token, read(own, 1))).status).toBe(401)
    })
  })

  describe('and warnings', () => {
    it('are none unless somebody sets one; it holds until it is lifted or runs out', async () => {
      const set = async (about: object) =>
        z.object({ warning: WeatherWarning }).parse((await post('/api/warnings', about)).body).warning
      const lasting = await set({ hazard: 'rainstorm', colour: 'blue' })
      await set({ hazard: 'gale', colour: 'yellow', untilAt: plus(realClock.now(), HOUR_MS) })
      expect((await now()).warnings.map(({ hazard }) => hazard)).toEqual(['gale', 'rainstorm'])
      await post(`/api/warnings/${lasting.id}/lift`, { revision: 1 })
      expect((await now()).warnings.map(({ hazard }) => hazard)).toEqual(['gale'])
      expect((await post(`/api/warnings/${lasting.id}/lift`, { revision: 1 })).status).toBe(409)
      expect((await post('/api/warnings', { hazard: 'heat', colour: 'red', untilAt: ago(1) })).status).toBe(400)
    })
  })

  describe('and utilities', () => {
    const utilities = async () =>
      UtilitiesNow.parse((await street.send('GET', '/api/utilities', { as: 'wall' })).body).items
    const of = async (utility: string) => (await utilities()).find((one) => one.utility === utility)

    it('count what people report and nothing else: without a report nobody says that all is well', async () => {
      expect(await of('heating')).toEqual({ utility: 'heating', reported: 0, cutBuildings: 0, running: [], coming: [] })
      await street.report({ kind: 'heating-outage' })
      expect(await of('heating')).toMatchObject({ reported: 1 })
    })

    it('take an announced outage, show it before and while it runs, and end it sooner', async () => {
      const buildingIds = [await street.buildingId()]
      const announce = async (fromAt: string) => {
        const body = { utility: 'water', buildingIds, fromAt, untilAt: plus(hour, 6 * HOUR_MS), note: '换阀' }
        return z.object({ outage: PlannedOutage }).parse((await post('/api/utilities/outages', body)).body).outage
      }
      const [running, coming] = [await announce(ago(1)), await announce(plus(hour, 5 * HOUR_MS))]
      const water = await of('water')
      expect([water?.running.map(({ id }) => id), water?.coming.map(({ id }) => id)]).toEqual([
        [running.id],
        [coming.id],
      ])
      await post(`/api/utilities/outages/${running.id}/end`, { revision: 1 })
      expect((await of('water'))?.running).toEqual([])
    })

    it('refuse an outage of no place, of an unknown one, and one that is over', async () => {
      const base = { utility: 'power', fromAt: ago(3), untilAt: plus(hour, HOUR_MS) }
      const refused = async (about: object) => (await post('/api/utilities/outages', { ...base, ...about })).status
      expect(await refused({})).toBe(400)
      expect(await refused({ communityId: randomUUID() })).toBe(400)
      expect(await refused({ buildingIds: [await street.buildingId()], untilAt: ago(1) })).toBe(400)
    })
  })
})
