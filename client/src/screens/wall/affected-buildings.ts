import { bboxOf } from '#shared/geo'
import type { Position } from '#shared/geo'
import type { DrawnBuilding } from '#shared/street'
import type { SeenEmergency, SeenSweepUnit } from '../../board/things.ts'

/** `8` of `翠屏里 8 号楼`: inside an emergency the compound is said once, in the banner. */
const numberIn = (place: string) => place.match(/(\d+)\D*$/)?.[1] ?? place

/** The affected buildings in the order of their numbers, each with how many of its households were told. */
export function affectedBuildings(
  { buildingIds, counters }: SeenEmergency,
  buildings: readonly DrawnBuilding[],
  sweep: readonly SeenSweepUnit[],
) {
  const ids = new Set(buildingIds)
  const waiting = new Set(counters.waitingBuildingIds)
  return buildings
    .filter(({ id }) => ids.has(id))
    .sort((a, b) => a.place.localeCompare(b.place, 'zh-CN', { numeric: true }))
    .map(({ id, place, footprint }) => {
      const units = sweep.filter(({ buildingId }) => buildingId === id)
      return {
        id,
        footprint,
        number: numberIn(place),
        told: units.reduce((sum, { told }) => sum + told, 0),
        households: units.reduce((sum, { households }) => sum + households, 0),
        waiting: waiting.has(id),
      }
    })
}

/** A frame around buildings with a little air, for an emergency whose area nobody drew. */
export function frameAround(buildings: readonly { footprint: readonly Position[] }[]): Position[] {
  const corners = buildings.flatMap(({ footprint }) => footprint)
  if (corners.length === 0) return []
  const [west, south, east, north] = bboxOf(corners)
  const [x, y] = [(east - west) * AIR, (north - south) * AIR]
  return [
    [west - x, south - y],
    [east + x, south - y],
    [east + x, north + y],
    [west - x, north + y],
    [west - x, south - y],
  ]
}

const AIR = 0.06
/** Of the width of the area: half a mark and a little. */
const BESIDE = 0.03

/** Where the mark of the case stands: beside its building when that carries a number of its own, which it must not hide. */
export function besideBuilding(
  { position, buildingId }: { position: Position; buildingId?: string | null | undefined },
  buildings: readonly { id: string; footprint: readonly Position[] }[],
  area: readonly Position[],
): Position {
  const building = buildings.find(({ id }) => id === buildingId)
  if (!building || area.length === 0) return position
  const [west, south, , north] = bboxOf(building.footprint)
  const [left, , right] = bboxOf(area)
  return [west - (right - left) * BESIDE, (south + north) / 2]
}
