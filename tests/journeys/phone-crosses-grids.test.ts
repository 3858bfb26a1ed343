import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Position } from '#shared/geo'
import { distanceMeters } from '#shared/geo'
import { Roster } from '#shared/people'
import { TrackStats } from '#shared/phone'
import { SentDrawing } from '#shared/sent-drawing'
import type { StreetDrawing } from '#shared/street'
import { type DemoStreetAt, openDemoStreetAt } from '../support/demo-street.ts'
import { enterAs, type Journey, openJourney } from '../support/journey.ts'
import { tellAsOneStory } from '../support/one-story.ts'
import { openStreetOnScreen } from '../support/street-on-screen.ts'

const POLL = { timeout: 60_000, interval: 250 }
const STEPS = 12
const STEP_SECONDS = 6
/** The frame keeps a fifth of a metre. */
const SAME_PLACE_METERS = 1

describe('a phone that is carried from one grid into the next', () => {
  let street: DemoStreetAt
  let journey: Journey
  let walk: { places: Position[]; from: string; to: string }
  let phone: { id: string; token: string }
  let stepsTold = 0
  /** Of the first step, by the phone's own clock, which knows nothing of the street's made-up afternoon. */
  let beganMs: number

  beforeAll(async () => {
    journey = await openJourney()
    street = await openDemoStreetAt('2026-11-18T14:32')
    const drawing = SentDrawing.parse(await street.ask('GET', '/api/places/drawing', { as: 'wall' }))
    const { workers } = Roster.parse(await street.ask('GET', '/api/roster', { as: 'coordinator' }))
    const worker = workers.find(({ duty, gridId, teamId }) => duty === 'on' && gridId !== null && teamId === null)
    walk = walkOutOf(z.uuid().parse(worker?.gridId), drawing)
    const registered = await street.ask('POST', '/api/devices', {
      as: 'admin',
      body: { id: randomUUID(), workerId: worker?.id, label: '测试手机', crs: 'WGS84' },
    })
    const { device, token } = z.object({ device: z.object({ id: z.uuid() }), token: z.string() }).parse(registered)
    phone = { id: device.id, token }
    beganMs = Date.now() - STEPS * STEP_SECONDS * 1_000
  })
  afterAll(async () => {
    await journey.close()
    await street.close()
  })
  tellAsOneStory(() => journey)

  it('is seen on the wall on both sides of the border, and the map says which grid it is in', async () => {
    const page = await journey.openScreen(street.url)
    await enterAs(page, 'wall')
    const map = await openStreetOnScreen(page)
    await map.idle()
    const dotsAt = async (place: Position) =>
      (await map.staff()).filter((dot) => distanceMeters(dot, place) < SAME_PLACE_METERS).length
    await expect.poll(async () => (await map.staff()).length, POLL).toBeGreaterThan(60)
    const [first, last] = [stepAt(0), stepAt(STEPS - 1)]
    expect([await dotsAt(first), await dotsAt(last)]).toEqual([0, 0])

    await tellStep()
    await expect.poll(() => dotsAt(first), POLL).toBe(1)
    expect(await map.gridUnder(first)).toBe(walk.from)
    const dots = (await map.staff()).length

    while (stepsTold < STEPS) await tellStep()
    await expect.poll(() => dotsAt(last), POLL).toBe(1)
    expect(await map.gridUnder(last)).toBe(walk.to)
    // It is one dot that walked, not a second one.
    expect(await dotsAt(first)).toBe(0)
    expect((await map.staff()).length).toBe(dots)
    expect(journey.troubles).toEqual([])
  })

  it('is believed in every step, and what no walker can do is counted by its reason', async () => {
    const again = stepsTold - 1
    await tell(stepAt(again), again)
    await tell([0, 0], again + 1)
    const [lng, lat] = stepAt(again)
    // So far that even a slow machine leaves no time to get there, and still within 5 km of the street.
    await tell([lng + 0.05, lat], again + 1)
    await tell([lng + 1, lat], again + 2)
    const { devices } = TrackStats.parse(await street.ask('GET', '/api/tracks/stats', { as: 'admin' }))
    const { accepted, rejected } = devices[phone.id] ?? { accepted: 0, rejected: {} }
    expect(accepted).toBe(STEPS)
    expect(
      Object.entries(rejected)
        .filter(([, count]) => count > 0)
        .sort(),
    ).toEqual([
      ['duplicate', 1],
      ['outside', 1],
      ['too-fast', 1],
      ['zero', 1],
    ])
  })

  const stepAt = (step: number) => walk.places[step] ?? [NaN, NaN]

  async function tellStep() {
    await tell(stepAt(stepsTold), stepsTold)
    stepsTold++
  }

  /** In turn as the two apps do it: both speak for the same phone. */
  async function tell([lng, lat]: Position, step: number) {
    const seconds = Math.round(beganMs / 1_000) + step * STEP_SECONDS
    const response = await (step % 2 === 0 ? tellOwnTracks(lng, lat, seconds) : tellOsmAnd(lng, lat, seconds))
    expect(response.status).toBe(200)
  }

  const tellOwnTracks = (lng: number, lat: number, seconds: number) =>
    fetch(`${street.url}/owntracks`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`phone:${phone.token}`).toString('base64')}`,
      },
      body: JSON.stringify({ _type: 'location', lat, lon: lng, tst: seconds, acc: 8, tid: 'ph' }),
    })

  const tellOsmAnd = (lng: number, lat: number, seconds: number) =>
    fetch(`${street.url}/osmand?id=${phone.token}&lat=${lat}&lon=${lng}&timestamp=${seconds}&accuracy=8`)
})

/** From the middle of a grid straight to the middle of the nearest other one. */
function walkOutOf(gridId: string, { grids }: StreetDrawing) {
  const from = grids.find(({ id }) => id === gridId)
  if (!from) throw new Error('expected the worker’s grid to be drawn')
  const away = (grid: { labelAt: Position }) => distanceMeters(grid.labelAt, from.labelAt)
  const [to] = grids.filter(({ id }) => id !== gridId).sort((one, other) => away(one) - away(other))
  if (!to) throw new Error('expected a second grid')
  const places = Array.from({ length: STEPS }, (_, step): Position => {
    const share = step / (STEPS - 1)
    return [
      from.labelAt[0] + (to.labelAt[0] - from.labelAt[0]) * share,
      from.labelAt[1] + (to.labelAt[1] - from.labelAt[1]) * share,
    ]
  })
  return { places, from: from.id, to: to.id }
}
