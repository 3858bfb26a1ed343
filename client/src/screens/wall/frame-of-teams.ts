import { offsetMeters } from '#shared/geo'
import type { Position } from '#shared/geo'

/** So many of the nearest teams have to be in view. */
const TEAMS_IN_VIEW = 3
const SMALLEST_METERS = 250
const LARGEST_METERS = 800

/** A square around a place in which the nearest teams stand, never so wide that the place itself gets lost. */
export function frameOfTeams(at: Position, nearest: readonly { meters: number }[]): Position[] {
  const farthest = nearest.slice(0, TEAMS_IN_VIEW).at(-1)?.meters ?? SMALLEST_METERS
  const half = Math.min(LARGEST_METERS, Math.max(SMALLEST_METERS, farthest))
  return [
    offsetMeters(at, -half, -half),
    offsetMeters(at, half, -half),
    offsetMeters(at, half, half),
    offsetMeters(at, -half, half),
    offsetMeters(at, -half, -half),
  ]
}
