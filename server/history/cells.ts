import { METERS_PER_DEGREE } from '#shared/geo'
import type { Position, Ring } from '#shared/geo'

/** The edge of a cell, in metres: two or three blocks of houses. */
export const CELL_METERS = 120

/** Fewer in a cell are not drawn: they would point at somebody's door. */
export const FEWEST_IN_CELL = 3

export type Cells = ReturnType<typeof createCells>

/**
 * Six-sided cells over a street. They hang on the crossing of whole degrees nearest to `near`, so they stay where they
 * are when the view, the period or the street's boundary changes; that far off an edge is wrong by 2 in 1,000 at most.
 */
export function createCells(near: Position, edgeMeters: number = CELL_METERS) {
  const anchor: Position = [Math.round(near[0]), Math.round(near[1])]
  const metersPerLng = METERS_PER_DEGREE * Math.cos((anchor[1] * Math.PI) / 180)

  const toMeters = ([lng, lat]: Position) => ({
    east: (lng - anchor[0]) * metersPerLng,
    north: (lat - anchor[1]) * METERS_PER_DEGREE,
  })
  const toPosition = (east: number, north: number): Position => [
    anchor[0] + east / metersPerLng,
    anchor[1] + north / METERS_PER_DEGREE,
  ]
  const middleOf = (id: string) => {
    const [column = NaN, row = NaN] = id.split('~').map(Number)
    return { east: edgeMeters * Math.sqrt(3) * (column + row / 2), north: edgeMeters * 1.5 * row }
  }

  return {
    /** The cell around a position, `column~row`. */
    idOf(position: Position): string {
      const { east, north } = toMeters(position)
      const row = ((2 / 3) * north) / edgeMeters
      const column = east / (Math.sqrt(3) * edgeMeters) - row / 2
      return roundedToCell(column, row).join('~')
    },
    centerOf(id: string): Position {
      const { east, north } = middleOf(id)
      return toPosition(east, north)
    },
    /** Its six corners and the first again. */
    ringOf(id: string): Ring {
      const { east, north } = middleOf(id)
      return Array.from({ length: 7 }, (_, corner) => {
        const angle = Math.PI / 6 + ((corner % 6) * Math.PI) / 3
        return toPosition(east + edgeMeters * Math.cos(angle), north + edgeMeters * Math.sin(angle))
      })
    },
  }
}

/** Rounds to the nearest middle of a six-sided cell: three coordinates that add up to 0, the worst one follows. */
function roundedToCell(column: number, row: number): [column: number, row: number] {
  const third = -column - row
  const [c, r, t] = [Math.round(column), Math.round(row), Math.round(third)]
  const [dc, dr, dt] = [Math.abs(c - column), Math.abs(r - row), Math.abs(t - third)]
  // `+ 0` turns the minus zero of rounding into a plain one.
  if (dc > dr && dc > dt) return [-r - t + 0, r + 0]
  return dr > dt ? [c + 0, -c - t + 0] : [c + 0, r + 0]
}
