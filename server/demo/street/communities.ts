import { areaOf, extentOf, middleOf, split, turn, type Corner, type Cut, type Point, type Way } from './plane.ts'
import { COMMUNITY_NAMES } from './names.ts'
import type { Random } from './random.ts'

/** A community on the sheet. */
export interface CommunityLand {
  name: string
  land: Corner[]
  isHero: boolean
}

/** What the street was before anybody built on it: outline, canal, main roads and the land between them. */
export interface Plan {
  outline: Corner[]
  /** The direction houses face: almost south, as everywhere in the north. */
  facing: number
  canal: { at: Point; angle: number }
  communities: CommunityLand[]
  /** The cuts that main roads follow, for what is drawn beyond the boundary. */
  mainRoads: Cut[]
}

const HALF_WIDTH_METERS = 1_480
const HALF_HEIGHT_METERS = 1_215

/** The canal comes first, then two avenues across it; everything else grows on the banks. */
export function planCommunities(random: Random): Plan {
  const facing = random.between(0.05, 0.09)
  const outline = drawOutline(random.fork('outline'))
  const canal = {
    at: { x: random.between(-190, -90), y: random.between(-40, 60) },
    angle: -random.between(0.93, 1.05),
  }
  const avenues = [
    cutAlong(
      { x: random.between(-80, 80), y: random.between(60, 160) },
      facing + random.between(-0.06, 0.06),
      'avenue',
    ),
    cutAlong({ x: random.between(240, 330), y: 0 }, facing + Math.PI / 2 + random.between(-0.06, 0.06), 'avenue'),
  ]
  const firstCuts = [cutAlong(canal.at, canal.angle, 'canal'), ...avenues]
  const quarters = firstCuts.reduce<Corner[][]>((lands, cut) => lands.flatMap((land) => split(land, cut)), [outline])
  const cuts: Cut[] = [...avenues]
  const lands = splitLargest(quarters, COMMUNITY_NAMES.length, {
    random: random.fork('communities'),
    facing,
    way: (made) => (made < 5 ? 'avenue' : 'road'),
    onCut: (cut) => cuts.push(cut),
  })
  return { outline, facing, canal, communities: nameInReadingOrder(lands, facing), mainRoads: cuts.slice(0, 7) }
}

export interface Splitting {
  random: Random
  facing: number
  way: (made: number) => Way
  onCut?: (cut: Cut) => void
}

/** Halves the largest piece, again and again, until there are so many. Halves are never quite equal nor quite straight. */
export function splitLargest(lands: readonly Corner[][], count: number, splitting: Splitting): Corner[][] {
  const pieces = [...lands]
  for (let made = 0; pieces.length < count; made++) {
    const largest = pieces.reduce((best, piece) => (areaOf(piece) > areaOf(best) ? piece : best))
    const cut = halvingCut(largest, splitting.facing, splitting.random, splitting.way(made))
    const halves = split(largest, cut)
    if (halves.length < 2) throw new Error('a piece of land could not be halved')
    splitting.onCut?.(cut)
    pieces.splice(pieces.indexOf(largest), 1, ...halves)
  }
  return pieces
}

/** Across the longer side of the land, near its middle, a few degrees off the right angle. */
export function halvingCut(land: readonly Point[], facing: number, random: Random, way: Way): Cut {
  const extent = extentOf(land, facing)
  const width = extent.u1 - extent.u0
  const height = extent.v1 - extent.v0
  const share = random.between(0.42, 0.58)
  const across = width > height
  const at = across
    ? { x: extent.u0 + width * share, y: (extent.v0 + extent.v1) / 2 }
    : { x: (extent.u0 + extent.u1) / 2, y: extent.v0 + height * share }
  return cutAlong(turn(at, facing), facing + (across ? Math.PI / 2 : 0) + random.between(-0.09, 0.09), way)
}

function cutAlong(at: Point, direction: number, way: Way): Cut {
  return { at, normal: { x: -Math.sin(direction), y: Math.cos(direction) }, way }
}

/** An uneven oval without dents. */
function drawOutline(random: Random): Corner[] {
  const points = Array.from({ length: 21 }, (_, index) => {
    const angle = ((index + random.between(-0.22, 0.22)) / 21) * 2 * Math.PI
    // A superellipse: between an oval and a box.
    const reach = (Math.abs(Math.cos(angle)) ** 2.9 + Math.abs(Math.sin(angle)) ** 2.9) ** (-1 / 2.9)
    const stretch = reach * random.between(0.955, 1.03)
    return { x: HALF_WIDTH_METERS * stretch * Math.cos(angle), y: HALF_HEIGHT_METERS * stretch * Math.sin(angle) }
  })
  return hullOf(points).map((point) => ({ ...point, way: 'boundary' }))
}

/** Convex hull, counter-clockwise (Andrew's monotone chain). */
function hullOf(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y)
  const chain = (list: readonly Point[]) => {
    const hull: Point[] = []
    for (const point of list) {
      while (hull.length > 1) {
        const [a, b] = hull.slice(-2)
        if (!a || !b || (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x) > 0) break
        hull.pop()
      }
      hull.push(point)
    }
    return hull.slice(0, -1)
  }
  return [...chain(sorted), ...chain([...sorted].reverse())]
}

/** Names are dealt as one reads, so that neighbours sound like neighbours; the hero's land is chosen for its shape. */
function nameInReadingOrder(lands: readonly Corner[][], facing: number): CommunityLand[] {
  const hero = lands.reduce((best, land) => (suitsHero(land, facing) > suitsHero(best, facing) ? land : best))
  const row = (land: Corner[]) => Math.round(-middleOf(land).y / 430)
  const rest = lands
    .filter((land) => land !== hero)
    .sort((one, other) => row(one) - row(other) || middleOf(one).x - middleOf(other).x)
  return [hero, ...rest].map((land, index) => ({ name: COMMUNITY_NAMES[index] ?? '', land, isHero: land === hero }))
}

/** The pipe-burst compound wants room, a square shape and no canal; near the middle it is seen best. */
function suitsHero(land: readonly Corner[], facing: number): number {
  const extent = extentOf(land, facing)
  const lopsided = Math.abs(Math.log((extent.u1 - extent.u0) / (extent.v1 - extent.v0) / 1.25))
  const middle = middleOf(land)
  const remote = Math.hypot(middle.x - 150, middle.y - 100) / 900
  const ragged = land.length > 5 ? 1.6 : 1
  const atTheEdge = land.some((corner) => corner.way === 'canal' || corner.way === 'boundary') ? 50 : 1
  return Math.sqrt(areaOf(land)) / (1 + 2.5 * lopsided) / (1 + remote) / ragged / atTheEdge
}
