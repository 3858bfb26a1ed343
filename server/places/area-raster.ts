import { bboxOf, isInPolygon } from '#shared/geo'
import type { Polygon, Position } from '#shared/geo'

const defaults = {
  /** So many cells for each area, so that borders run through few of them … */
  cellsPerArea: 512,
  /** … but at least so many, a quarter of a MB … */
  fewestCells: 2 ** 16,
  /** … and at most so many, 16 MB. */
  mostCells: 2 ** 22,
}

/** Cells within this part of a cell from a border count as crossed by it: more than any rounding of degrees. */
const MARGIN = 1e-3

/**
 * Finds the first of some areas around a position with one read in most places: a raster says for each cell which area
 * covers it. Only where a border runs through the cell the exact test decides, so the answer is that of trying all areas
 * in their order, edges and corners included. Null when the areas span no box that can be divided.
 */
export function createAreaRaster<Area extends { boundary: Polygon }>(areas: readonly Area[], limits = defaults) {
  const sheet = layOut(areas, limits)
  if (!sheet) return null
  const { west, south, perDegree, columns, rows } = sheet
  /** 0: nobody. n > 0: area n − 1, certainly. n < 0: the entry −n − 1 is to be tried, and if it fails, what is behind it. */
  const cells = new Int32Array(columns * rows)
  const tried: number[] = []
  const behind: number[] = []
  // The last area first, so that in the end the first stands in front.
  for (let number = areas.length - 1; number >= 0; number--) {
    const area = areas[number]
    if (area) lay(area.boundary, number)
  }

  return function find(position: Position): Area | null {
    const column = Math.floor((position[0] - west) * perDegree)
    const row = Math.floor((position[1] - south) * perDegree)
    if (!(column >= 0 && column < columns && row >= 0 && row < rows)) return null
    let cell = cells[row * columns + column] ?? 0
    while (cell < 0) {
      const area = areas[tried[-cell - 1] ?? -1]
      if (area && isInPolygon(position, area.boundary)) return area
      cell = behind[-cell - 1] ?? 0
    }
    return areas[cell - 1] ?? null
  }

  /** Puts an area in front of whatever its cells hold: to be tried where its border runs, certain between. */
  function lay(boundary: Polygon, number: number) {
    for (const [row, crossed] of cellsCrossed(boundary)) {
      let last = -1
      for (const column of [...crossed].sort((one, other) => one - other)) {
        // Between two crossed cells of a row nothing changes, so one look at a middle tells of all of them.
        const middle: Position = [west + (last + 1.5) / perDegree, south + (row + 0.5) / perDegree]
        if (last >= 0 && column > last + 1 && isInPolygon(middle, boundary)) {
          cells.fill(number + 1, row * columns + last + 1, row * columns + column)
        }
        const at = row * columns + column
        tried.push(number)
        behind.push(cells[at] ?? 0)
        cells[at] = -tried.length
        last = column
      }
    }
  }

  /** Row by row, the columns of the cells that an edge comes near. */
  function cellsCrossed({ coordinates }: Polygon): Map<number, Set<number>> {
    const crossed = new Map<number, Set<number>>()
    for (const ring of coordinates) {
      const corners = ring.map(([lng, lat]) => [(lng - west) * perDegree, (lat - south) * perDegree] as const)
      corners.forEach((to, corner) => {
        const from = corners.at(corner - 1) ?? to // a ring closes itself, as in the exact test
        const [low, high] = [Math.min(from[1], to[1]) - MARGIN, Math.max(from[1], to[1]) + MARGIN]
        for (let row = Math.floor(low); row <= Math.floor(high); row++) {
          const columnsHere = crossed.get(row) ?? new Set()
          crossed.set(row, columnsHere)
          // The part of the edge that lies in this row.
          const xs = [row - MARGIN, row + 1 + MARGIN].map((y) => xAt(from, to, y))
          const east = Math.floor(Math.max(...xs) + MARGIN)
          for (let column = Math.floor(Math.min(...xs) - MARGIN); column <= east; column++) columnsHere.add(column)
        }
      })
    }
    return crossed
  }
}

type Point = readonly [x: number, y: number]

/** Where an edge crosses a height; at its end when it does not reach so far. */
function xAt(from: Point, to: Point, y: number): number {
  const share = to[1] === from[1] ? (y < from[1] ? 0 : 1) : (y - from[1]) / (to[1] - from[1])
  return from[0] + (to[0] - from[0]) * Math.min(1, Math.max(0, share))
}

/** Square cells over all areas, with one more on each side, so that no border lies on the rim. */
function layOut(areas: readonly { boundary: Polygon }[], { cellsPerArea, fewestCells, mostCells }: typeof defaults) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { boundary } of areas) {
    for (const ring of boundary.coordinates) {
      const box = bboxOf(ring)
      west = Math.min(west, box[0])
      south = Math.min(south, box[1])
      east = Math.max(east, box[2])
      north = Math.max(north, box[3])
    }
  }
  const [width, height] = [east - west, north - south]
  if (!(width > 0 && height > 0 && Number.isFinite(width * height))) return null
  const wanted = Math.min(mostCells, Math.max(fewestCells, areas.length * cellsPerArea))
  const perDegree = Math.sqrt(wanted / (width * height))
  const [columns, rows] = [Math.ceil(width * perDegree) + 3, Math.ceil(height * perDegree) + 3]
  // A street a thousand times as long as wide is no street; the tree does not mind it.
  if (columns * rows > 2 * mostCells) return null
  return { west: west - 1 / perDegree, south: south - 1 / perDegree, perDegree, columns, rows }
}
