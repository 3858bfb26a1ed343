import { isInRing, METERS_PER_DEGREE } from '#shared/geo'
import type { Position } from '#shared/geo'

/**
 * Metres from a position to the nearest point of a ring; 0 inside it. Flat around the position
 * (equirectangular), so good to 0.1 % within 20 km; degrees alone would rank north before east.
 */
export function metersToRing(position: Position, ring: readonly Position[]): number {
  if (isInRing(position, ring)) return 0
  const [lng0, lat0] = position
  const perLng = METERS_PER_DEGREE * Math.cos((lat0 * Math.PI) / 180)
  const flat = ring.map(([lng, lat]): [number, number] => [(lng - lng0) * perLng, (lat - lat0) * METERS_PER_DEGREE])
  let nearest = Infinity
  for (let i = 1; i < flat.length; i++) {
    const [from, to] = [flat[i - 1], flat[i]]
    if (from && to) nearest = Math.min(nearest, metersToSegment(from, to))
  }
  return nearest
}

/** From the origin to a segment, in the segment's own unit. */
function metersToSegment([ax, ay]: [number, number], [bx, by]: [number, number]): number {
  const [dx, dy] = [bx - ax, by - ay]
  const lengthSquared = dx * dx + dy * dy
  const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / lengthSquared))
  return Math.hypot(ax + along * dx, ay + along * dy)
}
