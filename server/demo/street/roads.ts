import { distanceMeters } from '#shared/geo'
import type { Plan } from './communities.ts'
import type { GridLand } from './grids.ts'
import type { RoadGraph } from './made-up-street.ts'
import { distance, inset, turn, type Corner, type Point, type Way } from './plane.ts'
import { createSeams } from './seams.ts'
import type { Sheet } from './sheet.ts'
import { BANK_ROAD_METERS, BOUNDARY_ROAD_METERS, CANAL_HALF_WIDTH_METERS } from './ways.ts'

/** A road over the canal: its ends on the two bank roads, and what is drawn of it. */
export interface Bridge {
  from: Point
  to: Point
  deck: Point[]
}

const STEP_METERS = 45
const BRIDGE_DISTANCE_METERS = 400
/** Which ways go over the water, the widest first. */
const bridgeWidths = new Map<Way, number>([
  ['avenue', 24],
  ['road', 16],
  ['lane', 11],
])

/** Roads run between the pieces of land; along the water there is one on each bank, and bridges join them. */
export function drawRoads(
  plan: Plan,
  grids: readonly GridLand[],
  sheet: Sheet,
): { roads: RoadGraph; bridges: Bridge[] } {
  const pieces = grids
    .flatMap((grid) => (grid.cells.length > 0 ? grid.cells : [grid.land]))
    .map((land) => inset(land, (way) => roadSide[way] ?? 0))
    .filter((land) => land.length > 0)
  const bridges = findBridges(plan, pieces)
  const seams = createSeams([...pieces, bridges.flatMap(({ from, to }) => [from, to])], STEP_METERS)

  const indexOf = new Map<Point, number>()
  const nodes: Point[] = []
  const inner = new Map<string, number>()
  const number = (point: Point) => {
    // Corners are shared objects; the steps between them are equal numbers, whichever side walked them.
    const known = indexOf.get(point) ?? inner.get(`${point.x} ${point.y}`)
    if (known !== undefined) return known
    indexOf.set(point, nodes.length)
    inner.set(`${point.x} ${point.y}`, nodes.length)
    return nodes.push(point) - 1
  }
  const edges = new Map<string, { a: number; b: number }>()
  const join = (points: readonly Point[]) => {
    points.slice(1).forEach((point, index) => {
      const a = number(points[index] ?? point)
      const b = number(point)
      if (a !== b) edges.set(a < b ? `${a} ${b}` : `${b} ${a}`, { a, b })
    })
  }
  for (const land of pieces) {
    const around = seams.around(land)
    join([...around, ...around.slice(0, 1)])
  }
  for (const { from, to } of bridges) join([...seams.along(from, to), seams.known(to)])

  const positions = nodes.map(sheet.position)
  return {
    bridges,
    roads: inOnePiece({
      nodes: positions,
      edges: [...edges.values()].map(({ a, b }) => {
        const [one, other] = [positions[a], positions[b]]
        if (!one || !other) throw new Error('a road ends nowhere')
        return { a, b, lengthMeters: Math.round(distanceMeters(one, other) * 100) / 100 }
      }),
    }),
  }
}

const roadSide: Partial<Record<Way, number>> = { canal: BANK_ROAD_METERS, boundary: BOUNDARY_ROAD_METERS }

/** Where a main road meets the bank it goes straight on to the other side; smaller bridges keep their distance. */
function findBridges(plan: Plan, pieces: readonly (readonly Corner[])[]): Bridge[] {
  const { at, angle } = plan.canal
  const toCanal = (point: Point) => turn({ x: point.x - at.x, y: point.y - at.y }, -angle)
  const fromCanal = (point: Point) => {
    const turned = turn(point, angle)
    return { x: turned.x + at.x, y: turned.y + at.y }
  }
  const found: (Bridge & { width: number })[] = []
  for (const land of pieces) {
    land.forEach((corner, index) => {
      const before = land[(index + land.length - 1) % land.length] ?? corner
      const after = land[(index + 1) % land.length] ?? corner
      const arriving = corner.way === 'canal' ? { way: before.way, inland: before } : { way: corner.way, inland: after }
      if (corner.way !== 'canal' && before.way !== 'canal') return
      const width = bridgeWidths.get(arriving.way)
      if (width === undefined) return
      const bank = toCanal(corner)
      const inland = toCanal(arriving.inland)
      const slope = (bank.x - inland.x) / (bank.y - inland.y)
      if (!Number.isFinite(slope) || Math.abs(slope) > 1.6) return
      const across = (y: number) => fromCanal({ x: bank.x + slope * (y - bank.y), y })
      const reach = (CANAL_HALF_WIDTH_METERS + 3) * Math.sign(bank.y)
      const half = width / 2
      const side = (point: Point, meters: number) => {
        const local = toCanal(point)
        return fromCanal({ x: local.x + meters * Math.hypot(1, slope), y: local.y })
      }
      const [near, far] = [across(reach), across(-reach)]
      found.push({
        width,
        from: { x: corner.x, y: corner.y },
        to: across(-bank.y),
        deck: [side(near, -half), side(far, -half), side(far, half), side(near, half)],
      })
    })
  }
  const apart = (one: Bridge, other: Bridge, meters: number) =>
    Math.min(distance(one.from, other.from), distance(one.from, other.to)) > meters
  return found
    .sort((one, other) => other.width - one.width)
    .reduce<Bridge[]>((kept, bridge) => {
      return kept.every((other) => apart(bridge, other, BRIDGE_DISTANCE_METERS)) ? [...kept, bridge] : kept
    }, [])
}

/** Only what hangs together: a scrap of road that nobody can reach would trap whoever is put on it. */
function inOnePiece({ nodes, edges }: RoadGraph): RoadGraph {
  const neighbours = nodes.map((): number[] => [])
  for (const { a, b } of edges) {
    neighbours[a]?.push(b)
    neighbours[b]?.push(a)
  }
  const piece = new Int32Array(nodes.length).fill(-1)
  const sizes: number[] = []
  for (let start = 0; start < nodes.length; start++) {
    if (piece[start] !== -1) continue
    const waiting = [start]
    piece[start] = sizes.length
    let size = 0
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      size++
      for (const neighbour of neighbours[node] ?? []) {
        if (piece[neighbour] !== -1) continue
        piece[neighbour] = sizes.length
        waiting.push(neighbour)
      }
    }
    sizes.push(size)
  }
  const largest = sizes.indexOf(Math.max(...sizes))
  const renumbered = new Map<number, number>()
  const kept = nodes.filter((_, index) => {
    if (piece[index] !== largest) return false
    renumbered.set(index, renumbered.size)
    return true
  })
  return {
    nodes: kept,
    edges: edges.flatMap(({ a, b, lengthMeters }) => {
      const [from, to] = [renumbered.get(a), renumbered.get(b)]
      return from === undefined || to === undefined ? [] : [{ a: from, b: to, lengthMeters }]
    }),
  }
}
