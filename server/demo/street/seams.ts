import { between, distance, type Land, type Point } from './plane.ts'

/**
 * Neighbours must share every point of their common edge, or slivers open between them once the sheet is bent.
 * A seam knows all corners of all pieces and gives each piece the corners of the others that lie on its own edges.
 */
export interface Seams {
  /** The one point that stands for this one and for all within a few millimetres of it. */
  known(point: Point): Point
  /** The points of an edge, first included, last not, in its direction; no two further apart than `stepMeters`. */
  along(from: Point, to: Point): Point[]
  /** The points all the way round a piece of land, not closed. */
  around(land: Land | readonly Point[]): Point[]
}

const SAME_METERS = 0.02

export function createSeams(lands: readonly (readonly Point[])[], stepMeters: number): Seams {
  const points: Point[] = []
  const known = (point: Point) => {
    const same = points.find((other) => isSame(other, point))
    if (same) return same
    points.push(point)
    return point
  }
  for (const land of lands) for (const corner of land) known({ x: corner.x, y: corner.y })

  const along = (from: Point, to: Point): Point[] => {
    const [start, end] = [known(from), known(to)]
    const length = distance(start, end)
    if (length === 0) return []
    const [west, east] = [Math.min(start.x, end.x) - SAME_METERS, Math.max(start.x, end.x) + SAME_METERS]
    const [south, north] = [Math.min(start.y, end.y) - SAME_METERS, Math.max(start.y, end.y) + SAME_METERS]
    const share = (point: Point) =>
      ((point.x - start.x) * (end.x - start.x) + (point.y - start.y) * (end.y - start.y)) / length ** 2
    const lies = (point: Point) => {
      if (point === start || point === end) return false
      if (point.x < west || point.x > east || point.y < south || point.y > north) return false
      const at = share(point)
      return at > 0 && at < 1 && distance(point, between(start, end, at)) < 2 * SAME_METERS
    }
    const stops = [start, ...points.filter(lies).sort((one, other) => share(one) - share(other)), end]
    return stops.slice(0, -1).flatMap((stop, index) => [stop, ...steps(stop, stops[index + 1] ?? end, stepMeters)])
  }

  return {
    known,
    along,
    around: (land) => land.flatMap((corner, index) => along(corner, land[(index + 1) % land.length] ?? corner)),
  }
}

function isSame(one: Point, other: Point): boolean {
  return Math.abs(one.x - other.x) < SAME_METERS && Math.abs(one.y - other.y) < SAME_METERS
}

/** Equal steps strictly between two points: the same points whichever way one walks. */
function steps(from: Point, to: Point, stepMeters: number): Point[] {
  const count = Math.ceil(distance(from, to) / stepMeters)
  const forward = from.x < to.x || (from.x === to.x && from.y < to.y)
  const [first, last] = forward ? [from, to] : [to, from]
  const inner = Array.from({ length: count - 1 }, (_, index) => between(first, last, (index + 1) / count))
  return forward ? inner : inner.reverse()
}
