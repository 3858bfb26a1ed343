import {
  clip,
  extentOf,
  inset,
  isInside,
  rectangle,
  turn,
  type Corner,
  type Cut,
  type Extent,
  type Point,
} from './plane.ts'
import { halfWidthOf } from './ways.ts'

/** The compound of the pipe-burst story on the sheet: twelve slabs, three to a row, garage and small square in the middle. */
export interface HeroLand {
  grids: Corner[][]
  block: Corner[]
  /** In the order of their numbers, 1 to 12. */
  slabs: Point[][]
  garage: Point[]
  square: Point[]
  distributionRoom: Point
  pumpRoom: Point
  heatStation: Point
  gatehouse: Point[]
  station: Point[]
  lanes: Point[][]
}

/** Shares of the frame, from its north-western corner: rows of slabs, and the lanes between them. */
const ROWS = [0.08, 0.27, 0.73, 0.93]
const COLUMNS = [0.165, 0.5, 0.835]
const NORTH_LANE = 0.385
const SOUTH_LANE = 0.6
const EAST_LANE = 0.6675

export function planHero(land: readonly Corner[], facing: number): HeroLand {
  const block = inset(land, (way) => halfWidthOf[way] + 1.5)
  const frame = largestFrame(
    inset(land, (way) => halfWidthOf[way] + 8),
    facing,
  )
  const width = frame.u1 - frame.u0
  const height = frame.v1 - frame.v0
  const at = (across: number, down: number): Point =>
    turn({ x: frame.u0 + width * across, y: frame.v1 - height * down }, facing)
  const box = (across: number, down: number, along: number, deep: number) =>
    rectangle(at(across, down), along, deep, facing)
  const path = (...stops: [number, number][]) => stops.map(([across, down]) => at(across, down))

  const length = Math.min(width * 0.285, 140)
  const depth = Math.min(height * 0.095, 22)
  const acrossLane: Cut = { at: at(0, NORTH_LANE), normal: { x: -Math.sin(facing), y: Math.cos(facing) }, way: 'lane' }
  const downLane: Cut = { at: at(EAST_LANE, 0), normal: { x: Math.cos(facing), y: Math.sin(facing) }, way: 'lane' }
  const halves = bothSides(land, acrossLane).flatMap((half) => bothSides(half, downLane))

  return {
    grids: halves,
    block,
    slabs: ROWS.flatMap((down) => COLUMNS.map((across) => box(across, down, length, depth))),
    garage: box(0.29, 0.4925, width * 0.42, height * 0.15),
    square: box(0.835, 0.4925, width * 0.25, height * 0.15),
    distributionRoom: at(0.2, 0.4925),
    pumpRoom: at(0.38, 0.4925),
    heatStation: at(0.585, 0.47),
    gatehouse: box(0.6, 0.55, 16, 9),
    station: box(0.59, 0.44, 26, 13),
    lanes: [
      path([-0.012, -0.02], [1.012, -0.02], [1.012, 1.02], [-0.012, 1.02], [-0.012, -0.02]),
      path([-0.012, NORTH_LANE], [1.012, NORTH_LANE]),
      path([-0.012, SOUTH_LANE], [1.012, SOUTH_LANE]),
      path([EAST_LANE, -0.02], [EAST_LANE, 1.02]),
      path([0.3325, SOUTH_LANE], [0.3325, 1.02]),
    ],
  }
}

function bothSides(land: readonly Corner[], cut: Cut): Corner[][] {
  const near = clip(land, cut)
  const far = clip(land, { ...cut, normal: { x: -cut.normal.x, y: -cut.normal.y } })
  if (near.length === 0 || far.length === 0) throw new Error('the lanes of the hero compound do not cross its land')
  return [near, far]
}

/** The largest upright rectangle that fits, tried in steps of a thirtieth. */
function largestFrame(land: readonly Corner[], facing: number): Extent {
  const upright = land.map((corner) => turn(corner, -facing))
  const extent = extentOf(upright, 0)
  const steps = Array.from({ length: 11 }, (_, index) => index / 30)
  const width = extent.u1 - extent.u0
  const height = extent.v1 - extent.v0
  let best: Extent = { u0: 0, u1: 0, v0: 0, v1: 0 }
  const size = (frame: Extent) => (frame.u1 - frame.u0) * (frame.v1 - frame.v0)
  for (const west of steps) {
    for (const east of steps) {
      for (const south of steps) {
        for (const north of steps) {
          const frame = {
            u0: extent.u0 + width * west,
            u1: extent.u1 - width * east,
            v0: extent.v0 + height * south,
            v1: extent.v1 - height * north,
          }
          if (size(frame) <= size(best)) continue
          const corners = [
            { x: frame.u0, y: frame.v0 },
            { x: frame.u1, y: frame.v0 },
            { x: frame.u1, y: frame.v1 },
            { x: frame.u0, y: frame.v1 },
          ]
          if (corners.every((corner) => isInside(upright, corner))) best = frame
        }
      }
    }
  }
  return best
}
