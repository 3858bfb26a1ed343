import type { Severity } from '#shared/severity'
import { severityLook } from '../../look/severity-look.ts'
import type { Point } from '../place-labels.ts'

interface Mark {
  severity: Severity
  at: Point
}

/** Two marks nearer than this share of their size hide each other. */
const HIDDEN_SHARE = 0.9
/** Tried in turn, in sizes of the mark: beside, beneath, above, then the corners. */
const STEPS: readonly Point[] = [
  { x: 0, y: 0 },
  { x: 1.15, y: 0 },
  { x: -1.15, y: 0 },
  { x: 0, y: 1.15 },
  { x: 0, y: -1.15 },
  { x: 1.15, y: 1.15 },
  { x: -1.15, y: 1.15 },
  { x: 1.15, y: -1.15 },
  { x: -1.15, y: -1.15 },
]

/**
 * Moves marks aside that would hide another: several cases in one building all have to be seen. The first,
 * which is the most urgent, stays where it is; in a crowd without room so do the last.
 */
export function spreadMarks<T extends Mark>(marks: readonly T[], scale: number): T[] {
  const placed: { at: Point; size: number }[] = []
  return marks.map((mark) => {
    const size = severityLook[mark.severity].mapSize * scale
    const isFree = (at: Point) =>
      placed.every(
        (other) => Math.hypot(at.x - other.at.x, at.y - other.at.y) >= (HIDDEN_SHARE * (size + other.size)) / 2,
      )
    const spots = STEPS.map(({ x, y }) => ({ x: mark.at.x + x * size, y: mark.at.y + y * size }))
    const at = spots.find(isFree) ?? mark.at
    placed.push({ at, size })
    return { ...mark, at }
  })
}
