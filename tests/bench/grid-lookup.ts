import type { Position } from '#shared/geo'
import { createAreaIndex } from '../../server/places/area-index.ts'
import { cpuMicrosOf } from './figures.ts'
import { hold } from './contest.ts'
import type { Absent, Contestant } from './contest.ts'
import type { Goal } from './goals.ts'
import { bruteForceOf, drawLattice, drawTestPoints, drawDemoGrids, randomPoints } from './lattice.ts'
import type { Area } from './lattice.ts'
import { loadPeer, notInstalled } from './peers.ts'

/** With `--quick` a tenth of it. */
const CHECKED_POINTS = 1_000_000

/** CPU time to find the area around a point that is anywhere, without a hint. */
export const gridLookup: Goal = async function* ({ isQuick, repetitions }) {
  const workloads = {
    P135: drawLattice(135),
    P110street: drawDemoGrids(),
    P2000: drawLattice(2_000),
    P50000: drawLattice(50_000),
  }
  for (const [wl, areas] of Object.entries(workloads)) {
    const index = createAreaIndex(areas)
    const points = randomPoints(areas, isQuick ? 50_000 : 200_000)
    const few = (share: number) => points.slice(0, Math.max(20, Math.round(points.length * share)))
    yield await hold(
      {
        goal: 'grid_lookup',
        wl,
        unit: 'ns/point',
        ours: timed('ours', points, (position) => index.find(position)),
        anchor: await turfScan(areas, few(2 / areas.length)),
        peer: await whichPolygon(areas, few(0.2)),
        limit: oneArrayRead(points),
        target: { x_peer: 1.3 },
        isRight: mismatchesOf(areas, isQuick ? CHECKED_POINTS / 10 : CHECKED_POINTS) === 0,
      },
      repetitions,
    )
  }
}

/** Points for which the index and brute force say different areas; a third of them on edges, a tenth on corners. */
export function mismatchesOf(areas: readonly Area[], count: number): number {
  const index = createAreaIndex(areas)
  const findSlowly = bruteForceOf(areas)
  let mismatches = 0
  for (const position of drawTestPoints(areas, count)) {
    if (index.find(position) !== findSlowly(position)) mismatches++
  }
  return mismatches
}

/** Keeps what was found, so that no compiler can leave the finding out. */
const kept: { found: unknown } = { found: null }

function timed(id: string, points: readonly Position[], find: (position: Position) => unknown): Contestant {
  const all = () => {
    for (const position of points) kept.found = find(position)
  }
  all() // warm
  return { id, measure: () => (cpuMicrosOf(all) * 1_000) / points.length }
}

/** A number for each cell of a raster, and one cell read for each point: nothing that answers can do less. */
function oneArrayRead(points: readonly Position[]): Contestant {
  const side = 512
  const cells = Int32Array.from({ length: side * side }, (_, at) => at)
  const [first] = points
  const [west, south] = first ?? [0, 0]
  const rounds = 40
  const all = () => {
    let sum = 0
    for (let round = 0; round < rounds; round++) {
      for (const [lng, lat] of points) {
        const column = ((lng - west) * 10_000) & (side - 1)
        sum += cells[(((lat - south) * 10_000) & (side - 1)) * side + column] ?? 0
      }
    }
    kept.found = sum
  }
  all()
  return { id: 'one_array_read', measure: () => (cpuMicrosOf(all) * 1_000) / points.length / rounds }
}

async function turfScan(areas: readonly Area[], points: readonly Position[]): Promise<Contestant | Absent> {
  const isInside = await loadPeer('@turf/boolean-point-in-polygon')
  if (!isInside) return notInstalled('turf_scan')
  return timed('turf_scan', points, (position) => areas.find((area) => isInside(position, area.boundary)))
}

async function whichPolygon(areas: readonly Area[], points: readonly Position[]): Promise<Contestant | Absent> {
  const load = await loadPeer('which-polygon')
  if (!load) return notInstalled('which_polygon')
  const features = areas.map((area) => ({ type: 'Feature', properties: area, geometry: area.boundary }))
  const query = load({ type: 'FeatureCollection', features })
  if (typeof query !== 'function') throw new Error('Expected which-polygon to make a function')
  const find = query as (position: Position) => unknown // what its manual promises; compared in the next lines
  const slowly = bruteForceOf(areas)
  for (const position of points.slice(0, 2_000)) {
    if ((find(position) ?? null) !== slowly(position)) throw new Error('Expected which-polygon to find the same')
  }
  return timed('which_polygon', points, find)
}
