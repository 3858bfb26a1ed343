import { areaOf, distance, middleOf, split, type Corner } from './plane.ts'
import { halvingCut, type Plan } from './communities.ts'
import { planHero, type HeroLand } from './hero.ts'
import type { Random } from './random.ts'

export const GRID_COUNT = 110

/** A grid on the sheet, and the cells between its alleys. */
export interface GridLand {
  community: number
  land: Corner[]
  cells: Corner[][]
  isHero: boolean
  isPark: boolean
}

/** Halves the largest grid until there are 110; the hero's four follow its lanes, two grids on the canal are the park. */
export function planGrids(plan: Plan, random: Random): { grids: GridLand[]; hero: HeroLand } {
  const heroIndex = plan.communities.findIndex((community) => community.isHero)
  const heroLand = plan.communities[heroIndex]
  if (!heroLand) throw new Error('the plan has no hero community')
  const hero = planHero(heroLand.land, plan.facing)

  const pieces = plan.communities
    .map(({ land, isHero }, community) => ({ land, community, isHero }))
    .filter((piece) => !piece.isHero)
  while (pieces.length < GRID_COUNT - hero.grids.length) {
    const largest = pieces.reduce((best, piece) => (areaOf(piece.land) > areaOf(best.land) ? piece : best))
    const halves = split(largest.land, halvingCut(largest.land, plan.facing, random, 'lane'))
    pieces.splice(pieces.indexOf(largest), 1, ...halves.map((land) => ({ ...largest, land })))
  }
  const park = choosePark(pieces)
  const grids = pieces.map((piece): GridLand => {
    const isPark = park.includes(piece)
    return { ...piece, isPark, cells: isPark ? [] : cutCells(piece.land, plan.facing, random) }
  })
  const heroGrids = hero.grids.map((land): GridLand => ({
    community: heroIndex,
    land,
    cells: [],
    isHero: true,
    isPark: false,
  }))
  return { grids: inCommunityOrder([...heroGrids, ...grids]), hero }
}

/** Alleys are cut until no cell is much larger than a hectare or two. */
function cutCells(land: Corner[], facing: number, random: Random): Corner[][] {
  const cells = [land]
  for (;;) {
    const largest = cells.reduce((best, cell) => (areaOf(cell) > areaOf(best) ? cell : best))
    if (areaOf(largest) < random.between(19_000, 34_000)) return cells
    cells.splice(cells.indexOf(largest), 1, ...split(largest, halvingCut(largest, facing, random, 'alley')))
  }
}

/** Two neighbouring grids of one community, north-east of the middle. */
function choosePark<T extends { land: Corner[]; community: number }>(pieces: readonly T[]): T[] {
  const wish = { x: 300, y: 480 }
  const nearest = [...pieces].sort(
    (one, other) => distance(middleOf(one.land), wish) - distance(middleOf(other.land), wish),
  )
  const [first] = nearest
  const second = nearest.find((piece) => piece !== first && piece.community === first?.community)
  return [first, second].filter((piece) => piece !== undefined)
}

/** Community by community; inside one as one reads: from north to south, from west to east. */
function inCommunityOrder(grids: readonly GridLand[]): GridLand[] {
  const row = (grid: GridLand) => Math.round(-middleOf(grid.land).y / 160)
  return [...grids].sort(
    (one, other) =>
      one.community - other.community || row(one) - row(other) || middleOf(one.land).x - middleOf(other.land).x,
  )
}
