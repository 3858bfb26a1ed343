import { bboxOf, METERS_PER_DEGREE } from '#shared/geo'
import type { Position } from '#shared/geo'
import type { Building } from '#shared/street'
import { indexOfBoxes } from './area-index.ts'
import { metersToRing } from './meters-to-ring.ts'

export interface NearBuilding {
  building: Building
  /** To its wall; 0 inside. */
  meters: number
}

export interface BuildingIndex {
  /** The building whose wall is nearest, at most so many metres away; inside one, that one. */
  nearest(position: Position, withinMeters: number): NearBuilding | null
}

export function createBuildingIndex(buildings: readonly Building[]): BuildingIndex {
  const boxes = indexOfBoxes(buildings.map((building) => bboxOf(building.footprint)))

  return {
    nearest(position, withinMeters) {
      const [lng, lat] = position
      const north = withinMeters / METERS_PER_DEGREE
      const east = north / Math.cos((lat * Math.PI) / 180)
      let best: NearBuilding | null = null
      for (const candidate of boxes.touching(lng - east, lat - north, lng + east, lat + north)) {
        const building = buildings[candidate]
        if (!building) continue
        const meters = metersToRing(position, building.footprint)
        if (meters <= withinMeters && meters < (best?.meters ?? Infinity)) best = { building, meters }
      }
      return best
    },
  }
}
