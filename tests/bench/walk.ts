import { centersOf } from '../../server/demo/district.ts'
import { makeWalkers, ORIGIN } from '../rules/tracks/walkers.ts'

export { ORIGIN } from '../rules/tracks/walkers.ts'

/** The moment at which every walk begins. */
export const WALK_AT = Date.parse('2026-11-18T01:00:00.000Z')

/** The same walk in every run and every process: a second's step of everybody each time. */
export function startWalk(count: number) {
  const walkers = makeWalkers(count, 20_261_118)
  let at = WALK_AT
  walkers.walk(at)
  return {
    positions: walkers.positions,
    get at() {
      return at
    },
    step() {
      at += 1_000
      walkers.walk(at)
    },
  }
}

/** The same on several streets of the made-up district: one walk, at each street's own place, one after the other. */
export function startStreetWalks(workers: number, streets: number) {
  const walk = startWalk(workers)
  const positions = new Float64Array(2 * workers * streets)
  const offsets = centersOf(ORIGIN, streets).map(([lng, lat]) => [lng - ORIGIN[0], lat - ORIGIN[1]])
  place()
  return {
    positions,
    get at() {
      return walk.at
    },
    step() {
      walk.step()
      place()
    },
  }

  function place() {
    offsets.forEach((offset, street) => {
      const from = 2 * workers * street
      walk.positions.forEach((degrees, at) => (positions[from + at] = degrees + (offset[at & 1] ?? NaN)))
    })
  }
}

/** What a program that sends one event each would send: six decimals are 0.1 m. */
export function eventOf(slot: number, positions: Float64Array, at: number) {
  return { id: codeOf(slot), lng: sixDecimals(positions[2 * slot]), lat: sixDecimals(positions[2 * slot + 1]), at }
}

/** The same of everybody, with no word twice. */
export function jsonFrameOf(positions: Float64Array, at: number) {
  const workers = Array.from({ length: positions.length / 2 }, (_, slot) => {
    const { id, lng, lat } = eventOf(slot, positions, at)
    return [id, lng, lat] as const
  })
  return { at, workers }
}

export const codeOf = (slot: number) => `w${String(slot).padStart(4, '0')}`

const sixDecimals = (degrees = NaN) => Math.round(degrees * 1e6) / 1e6
