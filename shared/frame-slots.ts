import { METERS_PER_DEGREE } from './geo.ts'
import type { Position } from './geo.ts'

/** Half a step each way, both axes: never more than 0.18 m off. */
const STEP_METERS = 0.25
/** Parts of a degree in which the origin is told. */
export const ORIGIN_UNITS = 1e7
/**
 * 262 km: far beyond any street, so what lies outside is a mistake or an attack.
 * A surprise spans at most four times as far, with both signs: half of what a column of a frame holds.
 */
const REACH_STEPS = 2 ** 20

export const isStepInReach = (step: number) => Math.abs(step) <= REACH_STEPS

/** What both ends remember of each slot; equal on both after every frame. */
export function createSlots(count: number) {
  const place = new Int32Array(2 * count)
  const step = new Int32Array(2 * count)
  const takenAt = new Float64Array(count).fill(NaN)

  /** Where somebody who keeps on walking would be now. */
  const expected = (slot: number, axis: 0 | 1) => (place[2 * slot + axis] ?? 0) + (step[2 * slot + axis] ?? 0)

  /** Moves a slot along one axis, and says by how much it is not where it was expected. */
  function surprise(slot: number, axis: 0 | 1, now: number): number {
    const difference = now - expected(slot, axis)
    const at = 2 * slot + axis
    // A first position is an arrival, not a step: nobody goes on from the origin at that speed.
    step[at] = Number.isNaN(takenAt[slot]) ? 0 : now - (place[at] ?? 0)
    place[at] = now
    return difference
  }

  const known = () => Array.from({ length: count }, (_, slot) => slot).filter((slot) => !Number.isNaN(takenAt[slot]))

  return { count, place, step, takenAt, expected, surprise, known }
}

/** The grid of 0.25 m steps around an origin given in 1e-7 degrees, level with the origin's latitude. */
export function createRaster(lngUnits: number, latUnits: number) {
  const origin = [Math.round(lngUnits), Math.round(latUnits)] as const
  const [lng, lat] = [origin[0] / ORIGIN_UNITS, origin[1] / ORIGIN_UNITS]
  const northDegrees = STEP_METERS / METERS_PER_DEGREE
  const eastDegrees = northDegrees / Math.cos((lat * Math.PI) / 180)
  return {
    origin,
    placeOf: (atLng: number, atLat: number) =>
      [Math.round((atLng - lng) / eastDegrees), Math.round((atLat - lat) / northDegrees)] as const,
    positionOf: (east: number, north: number): Position => [lng + east * eastDegrees, lat + north * northDegrees],
  }
}
