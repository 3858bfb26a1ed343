import type { Polygon, Position } from '#shared/geo'

export interface Patch {
  id: string
  boundary: Polygon
}

/** Repeatable chance in [0, 1). */
export function makeChance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const WEST = 116.28
const SOUTH = 39.88
const STEP = 0.003

/** Crooked four-sided patches without gap or overlap, `columns` by `rows`, like grids on a street. */
export function makePatchwork(columns: number, rows: number, chance: () => number): Patch[] {
  const corners = Array.from({ length: rows + 1 }, (_, row) =>
    Array.from({ length: columns + 1 }, (_, column): Position => [
      WEST + (column + (chance() - 0.5) * 0.6) * STEP,
      SOUTH + (row + (chance() - 0.5) * 0.6) * STEP,
    ]),
  )
  const corner = (row: number, column: number): Position => {
    const found = corners[row]?.[column]
    if (!found) throw new Error(`expected a corner ${row}/${column}`)
    return found
  }
  return Array.from({ length: rows * columns }, (_, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns]
    const ring = [
      corner(row, column),
      corner(row, column + 1),
      corner(row + 1, column + 1),
      corner(row + 1, column),
      corner(row, column),
    ]
    return { id: `patch ${index}`, boundary: { type: 'Polygon', coordinates: [ring] } }
  })
}

/** Points all over the patchwork and a little beyond it. */
export function pointsOver(columns: number, rows: number, count: number, chance: () => number): Position[] {
  return Array.from({ length: count }, () => [
    WEST + (chance() * (columns + 2) - 1) * STEP,
    SOUTH + (chance() * (rows + 2) - 1) * STEP,
  ])
}

/** Every corner, and points as near to every edge as numbers allow. */
export function pointsOnEdges(
  patches: readonly Pick<Patch, 'boundary'>[],
  perEdge: number,
  chance: () => number,
): Position[] {
  return patches.flatMap(({ boundary }) =>
    boundary.coordinates.flatMap((ring) =>
      ring.slice(1).flatMap(([lng, lat], index) => {
        const [fromLng, fromLat] = ring[index] ?? [lng, lat]
        const along = Array.from({ length: perEdge }, (): Position => {
          const share = chance()
          return [fromLng + (lng - fromLng) * share, fromLat + (lat - fromLat) * share]
        })
        return [[lng, lat] satisfies Position, ...along]
      }),
    ),
  )
}
