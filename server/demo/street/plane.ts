/**
 * The street is drawn on a flat sheet, in metres: x east, y north, the middle at 0, 0.
 * Every piece of land on it is convex, because it comes from cutting a convex outline with straight lines.
 */
export interface Point {
  x: number
  y: number
}

/** What runs along an edge; it decides how much of the land the road takes. */
export type Way = 'boundary' | 'canal' | 'avenue' | 'road' | 'lane' | 'alley'

/** A corner of a piece of land, with the way along the edge that starts here. */
export interface Corner extends Point {
  way: Way
}

/** Convex, counter-clockwise, not closed. */
export type Land = readonly Corner[]

/** A straight cut: everything with (p − at) · normal ≥ 0 lies on its near side. */
export interface Cut {
  at: Point
  normal: Point
  way: Way
}

/** The part of the land on the near side of the cut; empty when there is none. */
export function clip(land: Land, { at, normal, way }: Cut): Corner[] {
  const depths = land.map((corner) => (corner.x - at.x) * normal.x + (corner.y - at.y) * normal.y)
  const kept: Corner[] = []
  land.forEach((corner, index) => {
    const following = land[(index + 1) % land.length] ?? corner
    const depth = depths[index] ?? 0
    const depthAfter = depths[(index + 1) % land.length] ?? 0
    if (depth >= 0) kept.push(corner)
    if (depth >= 0 === depthAfter >= 0) return
    const share = depth / (depth - depthAfter)
    const crossing = between(corner, following, share)
    // Leaving the near side, the new edge runs along the cut; coming back, the old edge goes on.
    kept.push({ ...crossing, way: depth >= 0 ? way : corner.way })
  })
  return kept.length < 3 || areaOf(kept) < 1 ? [] : kept
}

/** Both sides of a cut, without those that came out empty. */
export function split(land: Land, cut: Cut): Corner[][] {
  const far = { ...cut, normal: { x: -cut.normal.x, y: -cut.normal.y } }
  return [clip(land, cut), clip(land, far)].filter((piece) => piece.length > 0)
}

/** The land that is left when each edge moves inwards by the metres its way takes. Empty when nothing is left. */
export function inset(land: Land, metersOf: (way: Way) => number): Corner[] {
  let left: Corner[] = [...land]
  land.forEach((corner, index) => {
    const following = land[(index + 1) % land.length] ?? corner
    const length = distance(corner, following)
    const meters = metersOf(corner.way)
    if (length < 0.01 || meters === 0 || left.length === 0) return
    const normal = { x: -(following.y - corner.y) / length, y: (following.x - corner.x) / length }
    const at = { x: corner.x + normal.x * meters, y: corner.y + normal.y * meters }
    left = clip(left, { at, normal, way: corner.way })
  })
  return left
}

/** How far the land reaches along the direction `angle` (u) and across it (v). */
export interface Extent {
  u0: number
  u1: number
  v0: number
  v1: number
}

export function extentOf(land: readonly Point[], angle: number): Extent {
  const turned = land.map((point) => turn(point, -angle))
  const us = turned.map((point) => point.x)
  const vs = turned.map((point) => point.y)
  return { u0: Math.min(...us), u1: Math.max(...us), v0: Math.min(...vs), v1: Math.max(...vs) }
}

/** Turned about the middle of the sheet, counter-clockwise, in radians. */
export function turn({ x, y }: Point, angle: number): Point {
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  return { x: x * cos - y * sin, y: x * sin + y * cos }
}

/** A rectangle `along` × `across` metres about a centre, its long side in the direction `angle`. */
export function rectangle(centre: Point, along: number, across: number, angle: number): Point[] {
  const signs = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ] as const
  return signs.map(([u, v]) => {
    const arm = turn({ x: (u * along) / 2, y: (v * across) / 2 }, angle)
    return { x: centre.x + arm.x, y: centre.y + arm.y }
  })
}

/** Square metres; positive for counter-clockwise land. */
export function areaOf(land: readonly Point[]): number {
  let double = 0
  let before = land[land.length - 1]
  for (const point of land) {
    if (before) double += before.x * point.y - point.x * before.y
    before = point
  }
  return double / 2
}

export function middleOf(land: readonly Point[]): Point {
  let double = 0
  let x = 0
  let y = 0
  land.forEach((point, index) => {
    const following = land[(index + 1) % land.length] ?? point
    const cross = point.x * following.y - following.x * point.y
    double += cross
    x += (point.x + following.x) * cross
    y += (point.y + following.y) * cross
  })
  return { x: x / (3 * double), y: y / (3 * double) }
}

/** Is the point in convex, counter-clockwise land? A point on the edge is. */
export function isInside(land: readonly Point[], point: Point): boolean {
  let before = land[land.length - 1]
  for (const corner of land) {
    if (before && (corner.x - before.x) * (point.y - before.y) - (corner.y - before.y) * (point.x - before.x) < -1e-9) {
      return false
    }
    before = corner
  }
  return true
}

/** From where to where convex land reaches at the height `y`; null where it does not reach at all. */
export function spanAt(land: readonly Point[], y: number): { from: number; to: number } | null {
  let from = Infinity
  let to = -Infinity
  let before = land[land.length - 1]
  for (const corner of land) {
    if (before && before.y > y !== corner.y > y) {
      const x = before.x + ((corner.x - before.x) * (y - before.y)) / (corner.y - before.y)
      from = Math.min(from, x)
      to = Math.max(to, x)
    }
    before = corner
  }
  return from < to ? { from, to } : null
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y)
}

export function between(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }
}
