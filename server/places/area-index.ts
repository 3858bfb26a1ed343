import Flatbush from 'flatbush'
import { bboxOf, isInPolygon } from '#shared/geo'
import type { Polygon, Position } from '#shared/geo'
import { createAreaRaster } from './area-raster.ts'

export interface AreaIndex<Area> {
  /**
   * The area around a position, or null. A position on a border belongs to exactly one of the two neighbours that
   * share it. `hint` may be looked at first: it changes the speed, not the answer, because areas do not overlap.
   */
  find(position: Position, hint?: Area | null): Area | null
}

/** Finds among areas that do not overlap: by a raster, or by the tree where no raster can be laid over them. */
export function createAreaIndex<Area extends { boundary: Polygon }>(areas: readonly Area[]): AreaIndex<Area> {
  const find = createAreaRaster(areas)
  // The raster needs no hint: one read is less than one exact test.
  return find ? { find: (position) => find(position) } : createAreaTree(areas)
}

/** The plain way: an index over the boxes of the areas, then the exact test for the few that are left. */
export function createAreaTree<Area extends { boundary: Polygon }>(areas: readonly Area[]): AreaIndex<Area> {
  const boxes = indexOfBoxes(areas.map((area) => bboxOf(area.boundary.coordinates[0] ?? [])))

  return {
    find(position, hint) {
      if (hint && isInPolygon(position, hint.boundary)) return hint
      const [lng, lat] = position
      for (const candidate of boxes.touching(lng, lat, lng, lat)) {
        const area = areas[candidate]
        if (area && isInPolygon(position, area.boundary)) return area
      }
      return null
    },
  }
}

/** Boxes as [west, south, east, north]; tells the numbers of those that touch another one, lowest first. */
export function indexOfBoxes(boxes: readonly (readonly [number, number, number, number])[]) {
  // flatbush refuses to hold nothing.
  const index = boxes.length > 0 ? new Flatbush(boxes.length) : null
  for (const box of boxes) index?.add(...box)
  index?.finish()

  return {
    touching(west: number, south: number, east: number, north: number): number[] {
      return index?.search(west, south, east, north).sort((one, other) => one - other) ?? []
    },
  }
}
