import type { Position, Ring } from '#shared/geo'
import type { Ground } from '#shared/street'
import type { Plan } from './communities.ts'
import type { GridLand } from './grids.ts'
import type { HeroLand } from './hero.ts'
import { areaOf, distance, clip, extentOf, inset, middleOf, type Corner, type Point } from './plane.ts'
import type { Random } from './random.ts'
import type { Bridge } from './roads.ts'
import type { SettledCell } from './settling.ts'
import type { Sheet } from './sheet.ts'
import { CANAL_HALF_WIDTH_METERS, halfWidthOf } from './ways.ts'

export interface GroundParts {
  plan: Plan
  grids: readonly GridLand[]
  cells: readonly SettledCell[]
  hero: HeroLand
  bridges: readonly Bridge[]
  sheet: Sheet
  random: Random
}

/** The street's own basemap, from what was settled. */
export function drawGround({ plan, grids, cells, hero, bridges, sheet, random }: GroundParts): Ground {
  const blockOf = (land: readonly Corner[], moreMeters: number) => inset(land, (way) => halfWidthOf[way] + moreMeters)
  const worthDrawing = (land: Corner[]) => land.length > 2 && areaOf(land) > 250
  const parks = grids.filter((grid) => grid.isPark)
  const greens = cells.filter((cell) => cell.use === 'green')

  return {
    blocks: [...cells.map(({ cell }) => blockOf(cell, 0)), hero.block].filter(worthDrawing).map(sheet.smoothRing),
    greens: [...greens.map(({ cell }) => blockOf(cell, 5)).filter(worthDrawing), hero.square].map(sheet.smoothRing),
    // The two grids of the park are one green: the lane between them takes nothing.
    parks: parks.map(({ land }) => inset(land, (way) => (way === 'lane' ? 0 : halfWidthOf[way]))).map(sheet.smoothRing),
    ponds: drawPonds(parks, sheet, random),
    canal: drawCanal(plan, sheet),
    bridges: bridges.map(({ deck }) => sheet.smoothRing(deck)),
    landmarks: nameBridges(bridges, plan).map(({ name, deck }) => ({ name, ring: sheet.smoothRing(deck) })),
    lanes: [...hero.lanes, [...hero.garage, ...hero.garage.slice(0, 1)]].map(sheet.line),
    farRoads: plan.mainRoads.map((road) => farLine(sheet, road.at, Math.atan2(-road.normal.x, road.normal.y))),
    farWater: [farLine(sheet, plan.canal.at, plan.canal.angle)],
  }
}

const WATER_NAME = /[河渡堤湾]/u

/** A bridge is called after the first community it is the nearest of; names that speak of the water come first. */
function nameBridges(bridges: readonly Bridge[], { communities }: Plan): { name: string; deck: Point[] }[] {
  const named = new Map<Bridge, string>()
  const speaksOfWater = ({ name }: { name: string }) => WATER_NAME.test(name)
  const inOrder = [
    ...communities.filter(speaksOfWater),
    ...communities.filter((community) => !speaksOfWater(community)),
  ]
  for (const { name, land } of inOrder) {
    const far = ({ deck }: Bridge) => distance(middleOf(deck), middleOf(land))
    const [nearest] = [...bridges].sort((one, other) => far(one) - far(other))
    if (nearest && !named.has(nearest)) named.set(nearest, `${name}桥`)
  }
  return [...named].map(([{ deck }, name]) => ({ name, deck }))
}

function drawCanal(plan: Plan, sheet: Sheet): Ring[] {
  const { at, angle } = plan.canal
  const band = [-1, 1].reduce<Corner[]>((land, side) => {
    const normal = { x: -Math.sin(angle) * side, y: Math.cos(angle) * side }
    const edge = { x: at.x - normal.x * CANAL_HALF_WIDTH_METERS, y: at.y - normal.y * CANAL_HALF_WIDTH_METERS }
    return clip(land, { at: edge, normal, way: 'canal' })
  }, plan.outline)
  return [sheet.smoothRing(band)]
}

/** A pond with a soft, uneven shore in the larger half of the park. */
function drawPonds(parks: readonly GridLand[], sheet: Sheet, random: Random): Ring[] {
  const [park] = [...parks].sort((one, other) => areaOf(other.land) - areaOf(one.land))
  if (!park) return []
  const middle = middleOf(park.land)
  const extent = extentOf(park.land, 0)
  const reach = Math.min(extent.u1 - extent.u0, extent.v1 - extent.v0) * 0.2
  const phase = random.between(0, 6)
  const shore = Array.from({ length: 32 }, (_, index): Point => {
    const angle = (index / 32) * 2 * Math.PI
    const radius = reach * (1 + 0.16 * Math.sin(3 * angle + phase) + 0.08 * Math.sin(5 * angle))
    return { x: middle.x + Math.cos(angle) * radius * 1.5, y: middle.y + Math.sin(angle) * radius }
  })
  return [sheet.ring(shore)]
}

/** From far beyond one side of the street to far beyond the other. */
function farLine(sheet: Sheet, at: Point, angle: number): Position[] {
  const arm = { x: Math.cos(angle) * 4_500, y: Math.sin(angle) * 4_500 }
  return sheet.line([
    { x: at.x - arm.x, y: at.y - arm.y },
    { x: at.x + arm.x, y: at.y + arm.y },
  ])
}
