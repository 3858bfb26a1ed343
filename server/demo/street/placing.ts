import { extentOf, inset, middleOf, rectangle, spanAt, turn, type Corner, type Extent, type Point } from './plane.ts'
import type { Random } from './random.ts'
import { halfWidthOf } from './ways.ts'

/** How one fills a cell: the way people live there, or green. */
export type CellUse = 'bungalow' | 'walk-up' | 'tower' | 'other'

/** A building's outline on the sheet. */
export interface Placed {
  use: CellUse
  outline: Point[]
}

export interface Filling {
  random: Random
  facing: number
  /** 1 as usual; above 1 more air between the houses. */
  spacing: number
}

/** The part of a cell where houses may stand: what the roads leave, and four metres of pavement. */
export function yardOf(cell: readonly Corner[]): Corner[] {
  return inset(cell, (way) => halfWidthOf[way] + 4)
}

/** Everything that fits into a yard in rows facing south, with every corner inside. */
export function fillYard(yard: readonly Corner[], use: CellUse, { random, facing, spacing }: Filling): Placed[] {
  const angle = facing + random.between(-0.04, 0.04)
  const upright = yard.map((corner) => turn(corner, -angle))
  const placed: Placed[] = []
  const boxes: Extent[] = []
  const site: Site = {
    extent: extentOf(upright, 0),
    room(v, deep) {
      // A convex yard holds a rectangle when it holds its northern and its southern side.
      const [north, south] = [spanAt(upright, v + deep / 2), spanAt(upright, v - deep / 2)]
      if (!north || !south) return null
      const span = { from: Math.max(north.from, south.from), to: Math.min(north.to, south.to) }
      return span.from < span.to ? span : null
    },
    put(u, v, along, deep, asUse = use) {
      const box = { u0: u - along / 2, u1: u + along / 2, v0: v - deep / 2, v1: v + deep / 2 }
      if (boxes.some((other) => isNear(box, other))) return
      boxes.push(box)
      placed.push({ use: asUse, outline: rectangle(turn({ x: u, y: v }, angle), along, deep, angle) })
    },
  }
  if (use === 'tower') fillWithTowers(site, random, spacing)
  else if (use === 'other') fillWithHalls(site, random)
  else fillWithRows(site, use, random, spacing)
  return placed
}

/** The yard turned upright: u runs along the rows, v from south to north. */
interface Site {
  extent: Extent
  /** How far a row `deep` metres deep about the height `v` may reach. */
  room(v: number, deep: number): { from: number; to: number } | null
  /** Puts a house there, unless another stands in the way. */
  put(u: number, v: number, along: number, deep: number, asUse?: CellUse): void
}

/** Long houses one behind the other, the way most of the street lives; a small shop or shed at the end of some rows. */
function fillWithRows({ extent, room, put }: Site, use: 'bungalow' | 'walk-up', random: Random, spacing: number): void {
  const bungalow = use === 'bungalow'
  const deep = bungalow ? random.between(8, 9.5) : random.between(12.5, 15)
  const rowDistance = (bungalow ? random.between(17, 20) : random.between(28, 34)) * spacing
  const length = bungalow ? random.between(32, 42) : random.between(52, 84)
  const shortest = bungalow ? 20 : 34
  const gap = bungalow ? 6 : 10

  for (let v = extent.v1 - deep * 0.7; v > extent.v0; v -= rowDistance) {
    const span = room(v, deep)
    if (!span) continue
    let u = span.from + random.between(0, 6)
    while (span.to - u > shortest) {
      const along = Math.min(length * random.between(0.8, 1.2), span.to - u)
      put(u + along / 2, v, along, deep)
      u += along + gap * random.between(0.9, 1.6)
    }
    const shed = random.between(11, 17)
    if (span.to - u > shed && random.chance(0.5)) put(u + shed / 2, v, shed, deep * 0.8, 'other')
  }
}

function fillWithTowers({ extent, room, put }: Site, random: Random, spacing: number): void {
  for (let v = extent.v1 - 15; v > extent.v0; v -= 54 * spacing) {
    const span = room(v, 30)
    if (!span) continue
    let u = span.from + random.between(0, 10)
    for (let along = random.between(24, 33); u + along < span.to; along = random.between(24, 33)) {
      put(u + along / 2, v + random.between(-2, 2), along, random.between(22, 26))
      u += along + random.between(17, 26) * spacing
    }
  }
}

/** Markets, schools, workshops: one large hall, smaller houses in a row along the street. */
function fillWithHalls({ extent, room, put }: Site, random: Random): void {
  const width = extent.u1 - extent.u0
  const height = extent.v1 - extent.v0
  const place = (share: number, v: number, along: number, deep: number) => {
    const span = room(v, deep)
    if (!span || span.to - span.from < along) return
    put(span.from + along / 2 + (span.to - span.from - along) * share, v, along, deep)
  }
  place(0.5, extent.v1 - height * 0.24, width * random.between(0.32, 0.46), height * random.between(0.2, 0.28))
  place(0.04, extent.v0 + height * 0.5, random.between(13, 18), height * random.between(0.18, 0.22))
  place(0.96, extent.v0 + height * 0.5, random.between(13, 18), height * random.between(0.18, 0.22))
  const row = extent.v0 + height * 0.16
  const span = room(row, 19)
  if (!span) return
  let u = span.from + random.between(0, 6)
  for (let along = random.between(20, 44); u + along < span.to; along = random.between(20, 44)) {
    put(u + along / 2, row, along, random.between(13, 19))
    u += along + random.between(8, 16)
  }
}

function isNear(one: Extent, other: Extent): boolean {
  const meters = 3
  return (
    one.u0 < other.u1 + meters && other.u0 < one.u1 + meters && one.v0 < other.v1 + meters && other.v0 < one.v1 + meters
  )
}

/** Is there room for a house? Slivers between two roads are left to the trees. */
export function isBuildable(yard: readonly Corner[]): boolean {
  if (yard.length === 0) return false
  const extent = extentOf(yard, 0)
  return Math.min(extent.u1 - extent.u0, extent.v1 - extent.v0) > 30
}

export function centreOf(placed: Placed): Point {
  return middleOf(placed.outline)
}
