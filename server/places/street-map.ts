import { centroidOf, isInPolygon } from '#shared/geo'
import type { Polygon, Position } from '#shared/geo'
import type { Building, Community, Compound, FoundPlace, Grid, Landmark } from '#shared/street'
import { createAddressBook } from './address-book.ts'
import type { AddressBook } from './address-book.ts'
import { createAreaIndex } from './area-index.ts'
import { createBuildingIndex } from './building-index.ts'
import type { NearBuilding } from './building-index.ts'
import { metersToRing } from './meters-to-ring.ts'
import { createPlaceSearch } from './place-search.ts'
import type { StreetRows } from './read-street.ts'
import { shapesOf } from './street-shapes.ts'
import type { StreetShapes } from './street-shapes.ts'

/** Beyond the boundary by more than this, nothing belongs to the street. */
const MARGIN_METERS = 5_000

/** One street as it was read: never changed, replaced as a whole. */
export interface StreetMap extends AddressBook {
  id: string
  name: string
  /** Its middle by area: where something is put of which nothing nearer is known. */
  middle: Position
  communities: readonly Community[]
  grids: readonly Grid[]
  buildings: readonly Building[]
  community(id: string): Community | null
  grid(id: string): Grid | null
  compound(id: string): Compound | null
  building(id: string): Building | null
  buildingsOf(compoundId: string): readonly Building[]
  findGrid(position: Position, hint?: string | null): Grid | null
  findCommunity(position: Position): Community | null
  nearestBuilding(position: Position, withinMeters: number): NearBuilding | null
  /** The bridge, square or crossing that a position is on, or so near to. */
  findLandmark(position: Position, withinMeters: number): Landmark | null
  /** Communities of which the position is so near: two or more on the road between them. */
  communitiesNear(position: Position, withinMeters: number): readonly Community[]
  isNear(position: Position, marginMeters?: number): boolean
  search(words: string, limit: number): FoundPlace[]
  shapes: StreetShapes
}

export function createStreetMap({ street, communities, grids, compounds, buildings }: StreetRows): StreetMap {
  const communityById = new Map(communities.map((community) => [community.id, community]))
  const gridById = new Map(grids.map((grid) => [grid.id, grid]))
  const compoundById = new Map(compounds.map((compound) => [compound.id, compound]))
  const buildingById = new Map(buildings.map((building) => [building.id, building]))
  const byCompound = new Map<string | null, Building[]>()
  for (const building of buildings) {
    const together = byCompound.get(building.compoundId)
    if (together) together.push(building)
    else byCompound.set(building.compoundId, [building])
  }
  const buildingsOf = (compoundId: string) => byCompound.get(compoundId) ?? []

  const gridIndex = createAreaIndex(grids)
  const communityIndex = createAreaIndex(communities.filter(hasBoundary))
  const buildingIndex = createBuildingIndex(buildings)
  const outline = street.boundary.coordinates[0] ?? []

  return {
    id: street.id,
    name: street.name,
    middle: centroidOf(outline),
    communities,
    grids,
    buildings,
    community: (id) => communityById.get(id) ?? null,
    grid: (id) => gridById.get(id) ?? null,
    compound: (id) => compoundById.get(id) ?? null,
    building: (id) => buildingById.get(id) ?? null,
    buildingsOf,
    findGrid: (position, hint) => gridIndex.find(position, hint ? gridById.get(hint) : null),
    findCommunity: (position) => communityIndex.find(position),
    nearestBuilding: buildingIndex.nearest,
    findLandmark: (position, withinMeters) =>
      street.ground.landmarks.find(({ ring }) => metersToRing(position, ring) <= withinMeters) ?? null,
    communitiesNear: (position, withinMeters) =>
      communities.filter(
        ({ boundary }) => boundary && metersToRing(position, boundary.coordinates[0] ?? []) <= withinMeters,
      ),
    isNear: (position, marginMeters = MARGIN_METERS) =>
      isInPolygon(position, street.boundary) || metersToRing(position, outline) <= marginMeters,
    search: createPlaceSearch({
      communities,
      compounds,
      grids,
      buildings,
      middleOfCompound: (id) => middleOf(buildingsOf(id)),
    }),
    ...createAddressBook({ communities, compounds, grids, buildings, landmarks: street.ground.landmarks }),
    shapes: shapesOf({ street, communities, grids, compounds, buildings }),
  }
}

function hasBoundary(community: Community): community is Community & { boundary: Polygon } {
  return community.boundary !== null
}

/** The middle of some buildings; null when there are none. */
export function middleOf(buildings: readonly Building[]): Position | null {
  if (buildings.length === 0) return null
  const sum = buildings.reduce<Position>(([lng, lat], { position }) => [lng + position[0], lat + position[1]], [0, 0])
  return [sum[0] / buildings.length, sum[1] / buildings.length]
}
