import { z } from 'zod'

/** [longitude, latitude] in WGS 84 degrees. Longitude comes first, as in GeoJSON. */
export const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
export type Position = z.infer<typeof Position>

/** A closed ring: the last position repeats the first. */
export const Ring = z.array(Position).min(4).max(10_000)
export type Ring = z.infer<typeof Ring>

export const Polygon = z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring).min(1).max(50) })
export type Polygon = z.infer<typeof Polygon>

/** In which coordinate system a source speaks. Converted once, at the border; inside everything is WGS 84. */
export const Crs = z.enum(['WGS84', 'GCJ02', 'BD09'])
export type Crs = z.infer<typeof Crs>

/** [west, south, east, north] in degrees. */
export const Bbox = z.tuple([z.number(), z.number(), z.number(), z.number()])
export type Bbox = z.infer<typeof Bbox>

/** Mean Earth radius, IUGG. */
const EARTH_RADIUS_METERS = 6_371_008.8
export const METERS_PER_DEGREE = (Math.PI / 180) * EARTH_RADIUS_METERS

/**
 * Metres between two positions, by the equirectangular approximation:
 * within 0.01 % of the great circle over the ten kilometres a street spans.
 */
export function distanceMeters([lngA, latA]: Position, [lngB, latB]: Position): number {
  const east = (lngB - lngA) * Math.cos(((latA + latB) / 2) * (Math.PI / 180))
  return Math.hypot(east, latB - latA) * METERS_PER_DEGREE
}

/** The position so many metres east and north of another. */
export function offsetMeters([lng, lat]: Position, east: number, north: number): Position {
  const dLat = north / METERS_PER_DEGREE
  return [lng + east / (METERS_PER_DEGREE * Math.cos(((lat + dLat / 2) * Math.PI) / 180)), lat + dLat]
}

export function bboxOf(ring: readonly Position[]): Bbox {
  const lngs = ring.map(([lng]) => lng)
  const lats = ring.map(([, lat]) => lat)
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}

/** Is the position inside the ring? Even-odd rule; a point on an edge belongs to exactly one of two neighbours. */
export function isInRing([lng, lat]: Position, ring: readonly Position[]): boolean {
  let inside = false
  let from = ring.at(-1)
  for (const to of ring) {
    if (from && to[1] > lat !== from[1] > lat) {
      if (lng < ((from[0] - to[0]) * (lat - to[1])) / (from[1] - to[1]) + to[0]) inside = !inside
    }
    from = to
  }
  return inside
}

/** Is the position in the polygon and in none of its holes? */
export function isInPolygon(position: Position, { coordinates }: Polygon): boolean {
  const [outer] = coordinates
  if (!outer || !isInRing(position, outer)) return false
  for (let hole = 1; hole < coordinates.length; hole++) if (isInRing(position, coordinates[hole] ?? [])) return false
  return true
}

/** The middle of a ring by area (the centroid of the polygon it bounds). */
export function centroidOf(ring: readonly Position[]): Position {
  const [x0, y0] = ring[0] ?? [0, 0]
  let area = 0
  let x = 0
  let y = 0
  for (let i = 0; i < ring.length; i++) {
    const [ax, ay] = ring[i] ?? [0, 0]
    const [bx, by] = ring[(i + 1) % ring.length] ?? [0, 0]
    // Relative to the first corner: degrees are large beside a building, and the products would lose digits.
    const cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
    area += cross
    x += (ax + bx - 2 * x0) * cross
    y += (ay + by - 2 * y0) * cross
  }
  return area === 0 ? [x0, y0] : [x0 + x / (3 * area), y0 + y / (3 * area)]
}
