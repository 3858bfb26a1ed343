import type { Plan } from './communities.ts'
import type { GridLand } from './grids.ts'
import { areaOf, distance, middleOf, turn, type Corner } from './plane.ts'
import { fillYard, isBuildable, yardOf, type CellUse, type Placed } from './placing.ts'
import type { Random } from './random.ts'

/** What a cell became: houses behind one gate, or green. */
export interface SettledCell {
  grid: number
  cell: Corner[]
  use: CellUse | 'green'
  buildings: Placed[]
}

/** How many of each the street has (product.md), without the twelve slabs and what stands beside them. */
const WANTED: Record<CellUse, number> = { bungalow: 250, 'walk-up': 600, tower: 150, other: 498 }
/** Share of the cells kept green. */
const GREEN_SHARE = 0.05

/**
 * Gives every cell a use until the numbers are met exactly. Bungalows stand by the old canal, towers in a few
 * new quarters, walk-ups everywhere. When not everything fits, the houses move closer and it begins again.
 */
export function settle(plan: Plan, grids: readonly GridLand[], random: Random): SettledCell[] {
  const sites = grids.flatMap(({ community, cells }, grid) =>
    cells.map((cell): Site => ({
      grid,
      community,
      cell,
      yard: yardOf(cell),
      metersToCanal: metersToCanal(plan, cell),
    })),
  )
  for (const spacing of [1.3, 1.2, 1.1, 1, 0.92, 0.85, 0.78, 0.7]) {
    const settled = trySettling(plan, sites, spacing, random.fork('settle'))
    if (settled) return settled
  }
  throw new Error('the houses do not fit on this street, however close they stand')
}

interface Site {
  grid: number
  community: number
  cell: Corner[]
  yard: Corner[]
  metersToCanal: number
}

function trySettling(plan: Plan, sites: readonly Site[], spacing: number, random: Random): SettledCell[] | null {
  const left = new Set(sites.filter(({ yard }) => isBuildable(yard)))
  const settled: SettledCell[] = sites
    .filter((site) => !left.has(site))
    .map(({ grid, cell }) => ({ grid, cell, use: 'green', buildings: [] }))
  const built: Record<CellUse, number> = { bungalow: 0, 'walk-up': 0, tower: 0, other: 0 }

  const build = (site: Site, use: CellUse) => {
    const fits = fillYard(site.yard, use, { random, facing: plan.facing, spacing })
    const buildings = fits.filter((placed) => built[placed.use]++ < WANTED[placed.use])
    left.delete(site)
    settled.push({ grid: site.grid, cell: site.cell, use: buildings.length ? use : 'green', buildings })
  }
  const buildUntilEnough = (use: CellUse, order: readonly Site[]) => {
    for (const site of order) if (built[use] < WANTED[use]) build(site, use)
  }
  /** The sites that are left, the best first; a little chance keeps the borders of quarters ragged. */
  const inOrder = (rank: (site: Site) => number) =>
    [...left]
      .map((site) => ({ site, rank: rank(site) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ site }) => site)

  // Every community has walk-ups; its largest yard is kept for them.
  const kept = new Set(
    plan.communities.flatMap((_, community) => {
      const own = [...left].filter((site) => site.community === community)
      return own.length === 0 ? [] : [own.reduce((best, site) => (areaOf(site.yard) > areaOf(best.yard) ? site : best))]
    }),
  )
  for (const site of kept) build(site, 'walk-up')
  const towerLove = plan.communities.map(() => random.next())
  for (const site of random.shuffle(inOrder(() => 0)).slice(0, Math.round(left.size * GREEN_SHARE))) {
    left.delete(site)
    settled.push({ grid: site.grid, cell: site.cell, use: 'green', buildings: [] })
  }
  buildUntilEnough(
    'bungalow',
    inOrder(({ metersToCanal: meters }) => meters / 900 + random.next() * 0.8),
  )
  buildUntilEnough(
    'tower',
    inOrder(({ community }) => (towerLove[community] ?? 0) * 0.4 + random.next()),
  )
  // Somebody should live in every grid: first one cell of each, then wherever there is room.
  const housed = new Set(settled.filter((cell) => cell.buildings.length > 0).map((cell) => cell.grid))
  const firstOfGrid = inOrder(() => random.next()).filter(({ grid }) => !housed.has(grid) && housed.add(grid))
  buildUntilEnough('walk-up', [
    ...firstOfGrid,
    ...inOrder(() => random.next()).filter((site) => !firstOfGrid.includes(site)),
  ])
  buildUntilEnough(
    'other',
    inOrder(() => random.next()),
  )
  for (const { grid, cell } of left) settled.push({ grid, cell, use: 'green', buildings: [] })

  const complete = (['bungalow', 'walk-up', 'tower', 'other'] as const).every((use) => built[use] >= WANTED[use])
  return complete ? settled : null
}

function metersToCanal(plan: Plan, cell: readonly Corner[]): number {
  const middle = middleOf(cell)
  return Math.abs(turn({ x: middle.x - plan.canal.at.x, y: middle.y - plan.canal.at.y }, -plan.canal.angle).y)
}

/** Cells in the order in which one would number them: grid by grid, north to south. */
export function inWalkingOrder(cells: readonly SettledCell[]): SettledCell[] {
  const start = { x: -4_000, y: 4_000 }
  return [...cells].sort(
    (one, other) =>
      one.grid - other.grid || distance(middleOf(one.cell), start) - distance(middleOf(other.cell), start),
  )
}
