import { bboxOf, isInPolygon } from '#shared/geo'
import type { Bbox, Polygon, Position } from '#shared/geo'
import { DEMO_CENTER, DEMO_SEED, drawStreet } from '../../server/demo/street/draw-street.ts'
import { createRandom } from '../rules/tracks/walkers.ts'

export interface Area {
  boundary: Polygon
}

/** The grids of the made-up street. */
export function drawDemoGrids(): Area[] {
  return drawStreet({ seed: DEMO_SEED, center: DEMO_CENTER }).grids
}

const CELL_DEGREES = 0.003
/** Bends along each side, so that an area has 24 corners, about as many as a grid of the made-up street. */
const SIDE_PARTS = 6

/** So many areas without gap or overlap: cells of a lattice with crooked sides, each side the same for both neighbours. */
export function drawLattice(count: number, seed = 7): Area[] {
  const columns = Math.ceil(Math.sqrt(count))
  const [west, south] = DEMO_CENTER
  const places = new Map<string, Position>()
  const random = createRandom(seed)
  // Corners are addressed in parts of a cell; whoever asks first decides where one is, the neighbour gets the same.
  const corner = (column: number, row: number): Position => {
    const known = places.get(`${column} ${row}`)
    if (known) return known
    const bend = () => (random() - 0.5) * 0.8
    const made: Position = [
      west + ((column + bend()) / SIDE_PARTS) * CELL_DEGREES,
      south + ((row + bend()) / SIDE_PARTS) * CELL_DEGREES,
    ]
    places.set(`${column} ${row}`, made)
    return made
  }
  return Array.from({ length: count }, (_, cell) => {
    const [left, bottom] = [(cell % columns) * SIDE_PARTS, Math.floor(cell / columns) * SIDE_PARTS]
    const along = Array.from({ length: SIDE_PARTS }, (_, part) => part)
    const ring = [
      ...along.map((part) => corner(left + part, bottom)),
      ...along.map((part) => corner(left + SIDE_PARTS, bottom + part)),
      ...along.map((part) => corner(left + SIDE_PARTS - part, bottom + SIDE_PARTS)),
      ...along.map((part) => corner(left, bottom + SIDE_PARTS - part)),
    ]
    return { boundary: { type: 'Polygon', coordinates: [[...ring, corner(left, bottom)]] } }
  })
}

const ringOf = ({ boundary }: Area): Position[] => boundary.coordinates[0] ?? []

/** Points anywhere in the box around all areas. */
export function randomPoints(areas: readonly Area[], count: number, seed = 11): Position[] {
  const random = createRandom(seed)
  const boxes = areas.map((area) => bboxOf(ringOf(area)))
  const [west, south, east, north] = boxes.reduce(([w, s, e, n], box): Bbox => [
    Math.min(w, box[0]), Math.min(s, box[1]), Math.max(e, box[2]), Math.max(n, box[3]),
  ]) // prettier-ignore
  return Array.from({ length: count }, () => [west + random() * (east - west), south + random() * (north - south)])
}

/** Of ten points three lie on an edge, one is a corner, and six are anywhere. */
export function* drawTestPoints(areas: readonly Area[], count: number, seed = 13): Iterable<Position> {
  const random = createRandom(seed)
  const anywhere = randomPoints(areas, Math.ceil(count * 0.6), seed)
  for (let number = 0; number < count; number++) {
    const turn = number % 10
    if (turn < 6) {
      yield anywhere[Math.floor(number / 10) * 6 + turn] ?? [NaN, NaN]
      continue
    }
    const area = areas[Math.floor(random() * areas.length)]
    const ring = area ? ringOf(area) : []
    const at = Math.floor(random() * (ring.length - 1))
    const [[fromLng, fromLat], [toLng, toLat]] = [ring[at] ?? [NaN, NaN], ring[at + 1] ?? [NaN, NaN]]
    const share = turn === 9 ? 0 : random()
    yield [fromLng + (toLng - fromLng) * share, fromLat + (toLat - fromLat) * share]
  }
}

const BUCKET_DEGREES = CELL_DEGREES

/**
 * The first area that holds a point, with no tree over them: each point tries all that reach into its bucket of a plain
 * lattice. An area outside of whose box a point lies cannot hold it.
 */
export function bruteForceOf(areas: readonly Area[]): (position: Position) => Area | null {
  const bucketOf = (degrees: number) => Math.floor(degrees / BUCKET_DEGREES)
  const buckets = new Map<number, Area[]>()
  const keyOf = (column: number, row: number) => column * 1e6 + row
  for (const area of areas) {
    const [west, south, east, north] = bboxOf(ringOf(area))
    for (let column = bucketOf(west); column <= bucketOf(east); column++) {
      for (let row = bucketOf(south); row <= bucketOf(north); row++) {
        const key = keyOf(column, row)
        const together = buckets.get(key)
        if (together) together.push(area)
        else buckets.set(key, [area])
      }
    }
  }
  return ([lng, lat]) => {
    const near = buckets.get(keyOf(bucketOf(lng), bucketOf(lat))) ?? []
    return near.find((area) => isInPolygon([lng, lat], area.boundary)) ?? null
  }
}
