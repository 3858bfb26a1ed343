import { describe, expect, it } from 'vitest'
import { distanceMeters, isInPolygon, type Position } from '#shared/geo'
import { between, MINUTE_MS, plus, SECOND_MS, type Instant } from '#shared/time'
import { createRoadNet } from '../../../server/demo/road-net.ts'
import { DEMO_CENTER, DEMO_SEED, drawStreet } from '../../../server/demo/street/draw-street.ts'
import { createRandom } from '../../../server/demo/street/random.ts'
import { createWalkers, type WalkerFix, type Walkers } from '../../../server/demo/walkers.ts'

const street = drawStreet({ seed: DEMO_SEED, center: DEMO_CENTER })
const noon = '2026-11-18T04:00:00.000Z'
const midnight = '2026-11-18T16:00:00.000Z'
const gridStaffIds = new Set(
  street.people.staff.filter(({ worker }) => worker.gridId !== null).map(({ worker }) => worker.id),
)
const makeWalkers = () => createWalkers({ street, random: createRandom('walkers') })

/** Every fix told while the clock runs from `start` for so long. */
function watch(walkers: Walkers, start: Instant, minutes: number, everyMs = 2 * SECOND_MS): WalkerFix[] {
  const steps = Math.ceil((minutes * MINUTE_MS) / everyMs)
  return Array.from({ length: steps + 1 }, (_, step) => walkers.step(plus(start, step * everyMs))).flat()
}

describe('staff on duty', () => {
  it('are 88 at noon and 31 at midnight, and the teams day and night', () => {
    const heard = (at: Instant) =>
      makeWalkers()
        .step(at)
        .map((fix) => fix.workerId)
    const teams = street.people.teams.length
    expect(heard(noon).filter((id) => gridStaffIds.has(id))).toHaveLength(88)
    expect(heard(noon)).toHaveLength(88 + teams)
    expect(heard(midnight).filter((id) => gridStaffIds.has(id))).toHaveLength(31)
  })

  it('that go off duty are heard no more', () => {
    const walkers = makeWalkers()
    walkers.step('2026-11-18T11:59:00.000Z')
    const night = watch(walkers, '2026-11-18T12:00:00.000Z', 10)
    const onNights = street.people.staff.filter(({ shifts }) => shifts.includes('night')).map(({ worker }) => worker.id)
    expect(onNights).toEqual(expect.arrayContaining([...new Set(night.map((fix) => fix.workerId))]))
  })

  it('walk the same way for the same chance', () => {
    expect(watch(makeWalkers(), noon, 5)).toEqual(watch(makeWalkers(), noon, 5))
  })

  it('stay near their grid, on the street, and never jump', () => {
    const fixes = watch(makeWalkers(), noon, 30)
    const gridOf = new Map(street.grids.map((grid) => [grid.id, grid]))
    expect(fixes.filter((fix) => !isInPolygon(fix.position, street.street.boundary))).toEqual([])
    for (const { worker } of street.people.staff) {
      const own = fixes.filter((fix) => fix.workerId === worker.id)
      const grid = gridOf.get(worker.gridId ?? '')
      const astray = own.filter((fix) => grid && distanceMeters(fix.position, grid.labelAt) > 700)
      const jumps = own.filter((fix, index) => {
        const last = own[index - 1]
        return last && distanceMeters(last.position, fix.position) / (between(last.at, fix.at) / SECOND_MS) > 4.8
      })
      expect([worker.label, astray, jumps]).toEqual([worker.label, [], []])
    }
  })

  it('move in turns: at any moment some walk, some ride, some stand', () => {
    const walkers = makeWalkers()
    watch(walkers, noon, 20)
    const speeds = watch(walkers, plus(noon, 20 * MINUTE_MS), 1).map((fix) => fix.speed)
    expect(speeds.some((speed) => speed === 0)).toBe(true)
    expect(speeds.some((speed) => speed > 0.9 && speed < 1.5)).toBe(true)
    expect(speeds.some((speed) => speed > 3)).toBe(true)
  })

  it('are without position about four at a time, from the first moment', () => {
    const walkers = makeWalkers()
    const first = walkers.step(noon)
    expect(first.filter((fix) => between(fix.at, noon) > 5 * MINUTE_MS)).toHaveLength(4)
    const heard = new Set(watch(walkers, plus(noon, SECOND_MS), 5).map((fix) => fix.workerId))
    const silent = [...new Set(first.map((fix) => fix.workerId))].filter((id) => gridStaffIds.has(id) && !heard.has(id))
    expect(silent).toHaveLength(4)
  })
})

describe('who is sent', () => {
  const [onDay] = street.people.staff.filter(({ worker, shifts }) => worker.gridId !== null && shifts.includes('day'))
  const far: Position = street.communities[19]?.labelAt ?? DEMO_CENTER

  it('arrives by the roads, in the time the way takes, and stays until released', () => {
    const walkers = makeWalkers()
    const id = onDay?.worker.id ?? ''
    const start = walkers.step(noon).find((fix) => fix.workerId === id)?.position ?? far
    expect(walkers.send(id, far)).toBe(true)
    expect(walkers.hasArrived(id)).toBe(false)
    const longest = (distanceMeters(start, far) * 2.2) / 1 / 60
    const fixes = watch(walkers, plus(noon, SECOND_MS), longest).filter((fix) => fix.workerId === id)
    expect(walkers.hasArrived(id)).toBe(true)
    expect(distanceMeters(fixes.at(-1)?.position ?? start, far)).toBeLessThan(6)

    walkers.release(id)
    const back = watch(walkers, plus(noon, longest * MINUTE_MS + MINUTE_MS), longest)
    expect(distanceMeters(back.findLast((fix) => fix.workerId === id)?.position ?? far, far)).toBeGreaterThan(100)
  })

  it('may be a team: its leader is the one who is seen', () => {
    const walkers = makeWalkers()
    const squad = street.people.teams.find(({ team }) => team.label === '抢险 1 队')
    walkers.step(noon)
    expect(walkers.send(squad?.team.id ?? '', far)).toBe(true)
    const fixes = watch(walkers, plus(noon, SECOND_MS), 20)
    expect(fixes.some((fix) => fix.workerId === squad?.leaderId && fix.speed > 3)).toBe(true)
    expect(walkers.hasArrived(squad?.team.id ?? '')).toBe(true)
  })

  it('cannot be somebody without a device of their own', () => {
    const squad = street.people.teams[0]
    expect(makeWalkers().send(squad?.memberIds[1] ?? '', far)).toBe(false)
  })
})

describe('a way through the street', () => {
  const net = createRoadNet({
    nodes: [
      [116, 40],
      [116.001, 40],
      [116.002, 40],
      [116.001, 40.001],
    ],
    edges: [
      { a: 0, b: 1, lengthMeters: 85 },
      { a: 1, b: 2, lengthMeters: 900 },
      { a: 0, b: 3, lengthMeters: 140 },
      { a: 3, b: 2, lengthMeters: 140 },
    ],
  })

  it('is the shortest by road, not the one that looks straightest', () => {
    expect(net.route(0, 2)).toEqual([0, 3, 2])
  })

  it('to where one stands is no way at all', () => {
    expect(net.route(1, 1)).toEqual([1])
  })

  it('begins at the nearest corner', () => {
    expect(net.nearest([116.0021, 40.0001])).toBe(2)
    expect(net.around([117, 41], 50)).toHaveLength(1)
  })
})
