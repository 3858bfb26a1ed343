import { bboxOf, isInPolygon, isInRing } from './geo.ts'
import type { Polygon, Position } from './geo.ts'

/**
 * Does an area reach a building? A corner of the house lies in it, a corner of the area lies in the house, or an edge of
 * one crosses an edge of the other. The desk counts by it while somebody draws, the server declares by it.
 */
export function touchesArea(footprint: readonly Position[], area: Polygon): boolean {
  const [outer = []] = area.coordinates
  if (!boxesMeet(footprint, outer)) return false
  if (footprint.some((corner) => isInPolygon(corner, area))) return true
  if (outer.some((corner) => isInRing(corner, footprint))) return true
  return area.coordinates.some((ring) => ringsCross(footprint, ring))
}

function boxesMeet(one: readonly Position[], other: readonly Position[]): boolean {
  const [west, south, east, north] = bboxOf(one)
  const [otherWest, otherSouth, otherEast, otherNorth] = bboxOf(other)
  return west <= otherEast && otherWest <= east && south <= otherNorth && otherSouth <= north
}

function ringsCross(one: readonly Position[], other: readonly Position[]): boolean {
  return edgesOf(one).some(([a, b]) => edgesOf(other).some(([c, d]) => edgesCross(a, b, c, d)))
}

const edgesOf = (ring: readonly Position[]) =>
  ring.slice(1).map((to, index): [Position, Position] => [ring[index] ?? to, to])

function edgesCross(a: Position, b: Position, c: Position, d: Position): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

/** Above 0 on the left of the line from a to b, below 0 on its right. */
const side = ([ax, ay]: Position, [bx, by]: Position, [x, y]: Position) => (bx - ax) * (y - ay) - (by - ay) * (x - ax)

/** Corners in the order they were set, as the area they bound; null under three. */
export function areaOf(corners: readonly Position[]): Polygon | null {
  const [first] = corners
  return first && corners.length >= 3 ? { type: 'Polygon', coordinates: [[...corners, first]] } : null
}
