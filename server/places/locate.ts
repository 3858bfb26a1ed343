import { centroidOf } from '#shared/geo'
import type { Crs, Position } from '#shared/geo'
import { Problem } from '#shared/problem'
import type { Building } from '#shared/street'
import type { AddressMatch } from './address-book.ts'
import { withoutDoor } from './place-words.ts'
import { middleOf } from './street-map.ts'
import type { StreetMap } from './street-map.ts'
import { toWgs84 } from './to-wgs84.ts'

/** What a source says about where: at least one of position, buildingId and address. */
export interface Whereabouts {
  position?: Position | undefined
  /** The coordinate system of `position`; WGS 84 when it is missing. */
  crs?: Crs | undefined
  buildingId?: string | undefined
  address?: string | undefined
}

/** Where something is, as it is stored: WGS 84, community and grid derived, and words that everybody may read. */
export interface Located {
  position: Position
  communityId: string | null
  gridId: string | null
  buildingId: string | null
  /** From the street's own vocabulary: never a unit, a door or a caller's words. */
  place: string
  /** The address as it was given, for the desk only. */
  address: string | null
}

type Derived = Omit<Located, 'address'>

/**
 * Turns what a source says into where it is: a building wins over a position, a position over an address.
 * Throws Problem('invalid') for an unknown building, for a position more than 5 km outside, and when nothing was said.
 */
export function locate(map: StreetMap, whereabouts: Whereabouts): Located {
  const derived = derive(map, whereabouts)
  const address = whereabouts.address?.trim()
  return { ...derived, place: withoutDoor(derived.place), address: address ? address : null }
}

function derive(map: StreetMap, { position, crs, buildingId, address }: Whereabouts): Derived {
  if (buildingId !== undefined) {
    const building = map.building(buildingId)
    if (!building) throw refused('buildingId', 'There is no such building on this street')
    return atBuilding(building)
  }
  if (position) return atPosition(map, toWgs84(position, crs ?? 'WGS84'))
  if (address !== undefined) return atMatch(map, map.match(address))
  throw refused('position', 'expected one of position, buildingId or address')
}

function atBuilding({ position, communityId, gridId, id, place }: Building): Derived {
  return { position, communityId, gridId, buildingId: id, place }
}

/** A pin as exact as a telephone sets it means the building it stands at; farther off it only stands near it. */
const AT_THE_WALL_METERS = 20
const NEAR_METERS = 60
/** A telephone on a bridge may stand a little beside it. */
const ON_LANDMARK_METERS = 15
/** Half of a wide road and the error of a pin: whoever is so near to two communities is on the road between them. */
const ON_ROAD_METERS = 20

function atPosition(map: StreetMap, position: Position): Derived {
  if (!map.isNear(position)) throw refused('position', 'This position is more than 5 km outside the street')
  const grid = map.findGrid(position)
  const community = grid ? map.community(grid.communityId) : map.findCommunity(position)
  const near = map.nearestBuilding(position, NEAR_METERS)
  const at = { position, communityId: community?.id ?? null, gridId: grid?.id ?? null }
  if (near && near.meters <= AT_THE_WALL_METERS)
    return { ...at, buildingId: near.building.id, place: near.building.place }
  const landmark = map.findLandmark(position, ON_LANDMARK_METERS)
  if (landmark) return { ...at, buildingId: null, place: landmark.name }
  if (near) return { ...at, buildingId: near.building.id, place: `${near.building.place} 附近` }
  return {
    ...at,
    buildingId: null,
    place: roadAt(map, position) ?? grid?.name ?? community?.name ?? `${map.name} 界外`,
  }
}

/** Roads have no names here: they are called by the two communities they part, in their fixed order. */
function roadAt(map: StreetMap, position: Position): string | null {
  const [one, other] = map.communitiesNear(position, ON_ROAD_METERS)
  return one && other ? `${one.name}、${other.name}之间道路` : null
}

/** The narrowest thing that the address names. Where it names nothing, the pin stands in the middle and nothing is derived. */
function atMatch(map: StreetMap, match: AddressMatch | null): Derived {
  const unknown = { communityId: null, gridId: null, buildingId: null }
  if (!match) return { ...unknown, position: map.middle, place: map.name }
  switch (match.kind) {
    case 'building':
      return atBuilding(match.building)
    case 'compound': {
      const { id, communityId, name } = match.compound
      const buildings = map.buildingsOf(id)
      const position = middleOf(buildings) ?? map.community(communityId)?.labelAt ?? map.middle
      return { ...unknown, position, communityId, gridId: onlyGridOf(buildings), place: name }
    }
    case 'landmark': {
      const { name, ring } = match.landmark
      const at = atPosition(map, centroidOf(ring))
      return { ...at, buildingId: null, place: name }
    }
    case 'grid': {
      const { id, communityId, name, labelAt } = match.grid
      return { ...unknown, position: labelAt, communityId, gridId: id, place: name }
    }
    case 'community': {
      const { id, name, labelAt } = match.community
      return { ...unknown, position: labelAt ?? map.middle, communityId: id, place: name }
    }
  }
}

/** The grid in which all of the buildings stand, or null when there are several. */
function onlyGridOf(buildings: readonly Building[]): string | null {
  const grids = new Set(buildings.map((building) => building.gridId))
  const [only] = grids
  return grids.size === 1 ? (only ?? null) : null
}

function refused(path: string, message: string): Problem {
  return new Problem('invalid', message, { errors: [{ path, message }] })
}
