import { touchesArea } from '#shared/affected'
import type { Polygon } from '#shared/geo'
import type { DrawnBuilding } from '#shared/street'

/** Buildings somebody lives in: only those can be affected. */
export const inhabited = (buildings: readonly DrawnBuilding[]): DrawnBuilding[] =>
  buildings.filter(({ households }) => households > 0)

/** Those an area touches, by the server's own rule. */
export const inside = (buildings: readonly DrawnBuilding[], area: Polygon): DrawnBuilding[] =>
  buildings.filter(({ footprint }) => touchesArea(footprint, area))

/** Those of one compound: its name stands first in theirs. */
export const ofCompound = (buildings: readonly DrawnBuilding[], name: string): DrawnBuilding[] =>
  buildings.filter(({ place }) => place.startsWith(`${name} `))

export const householdsOf = (buildings: readonly DrawnBuilding[]): number =>
  buildings.reduce((sum, { households }) => sum + households, 0)

/** `8 号楼` before `12 号楼`. */
export const byNumber = (one: { place: string }, other: { place: string }): number =>
  one.place.localeCompare(other.place, 'zh-CN', { numeric: true })
