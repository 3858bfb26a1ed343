import { randomUUID } from 'node:crypto'
import { centroidOf, offsetMeters } from '#shared/geo'
import type { Polygon, Position, Ring } from '#shared/geo'
import type { Building, Community, Compound, Grid } from '#shared/street'
import type { StreetRows } from '../../../server/places/read-street.ts'

/** A rectangle around a middle, in metres. */
export function makeHouse(middle: Position, wide: number, deep: number): Ring {
  const [east, north] = [wide / 2, deep / 2]
  return [
    offsetMeters(middle, -east, -north),
    offsetMeters(middle, east, -north),
    offsetMeters(middle, east, north),
    offsetMeters(middle, -east, north),
    offsetMeters(middle, -east, -north),
  ]
}

export function makeBuilding(about: Partial<Building> = {}): Building {
  const footprint = about.footprint ?? makeHouse([116.3, 39.9], 40, 12)
  return {
    id: randomUUID(),
    code: `B-${randomUUID()}`,
    communityId: randomUUID(),
    gridId: randomUUID(),
    compoundId: null,
    name: '8 号楼',
    place: '翠屏里 8 号楼',
    use: 'walk-up',
    position: centroidOf(footprint),
    footprint,
    heightMeters: 18,
    floors: 6,
    units: 3,
    households: 45,
    manager: null,
    owner: null,
    ...about,
  }
}

function makePolygon(ring: Ring): Polygon {
  return { type: 'Polygon', coordinates: [ring] }
}

/** Where the made-up street of these tests lies. */
export const MIDDLE: Position = [116.3, 39.9]

/** Metres east and north of the middle of the street. */
export const at = (east: number, north: number): Position => offsetMeters(MIDDLE, east, north)

/**
 * Two communities of one grid each, side by side, 1 km by 1 km together, and one online. 翠屏里, in the west, has
 * a compound with numbers 1, 8 and 11; 松涛苑, in the east, has a yard with a row of bungalows and a shop.
 */
export function makeStreet(): StreetRows {
  const community = (about: Pick<Community, 'code' | 'name' | 'ordinal'> & { land: Ring | null }): Community => ({
    id: randomUUID(),
    code: about.code,
    name: about.name,
    ordinal: about.ordinal,
    virtual: about.land === null,
    boundary: about.land && makePolygon(about.land),
    labelAt: about.land && centroidOf(about.land),
    households: 100,
  })
  const west = makeHouse(at(-250, 0), 500, 1_000)
  const east = makeHouse(at(250, 0), 500, 1_000)
  const communities = [
    community({ code: 'C1', name: '翠屏里', ordinal: 1, land: west }),
    community({ code: 'C2', name: '松涛苑', ordinal: 2, land: east }),
    community({ code: 'C3', name: '云上邻里', ordinal: 3, land: null }),
  ]
  const [inWest, inEast] = communities.map(({ id }) => id)
  const grids = [
    { communityId: inWest ?? '', name: '翠屏里 01 网格', land: west },
    { communityId: inEast ?? '', name: '松涛苑 01 网格', land: east },
  ].map(({ communityId, name, land }, index): Grid => ({
    id: randomUUID(),
    code: `G${index + 1}`,
    communityId,
    name,
    boundary: makePolygon(land),
    labelAt: centroidOf(land),
  }))
  const compounds: Compound[] = [
    { id: randomUUID(), code: 'Y1', communityId: inWest ?? '', name: '翠屏里 小区' },
    { id: randomUUID(), code: 'Y2', communityId: inEast ?? '', name: '松涛苑 3 院' },
  ]
  const house = (side: 0 | 1, name: string, middle: Position, about: Partial<Building> = {}) =>
    makeBuilding({
      code: `B${name}`,
      communityId: (side === 0 ? inWest : inEast) ?? '',
      gridId: grids[side]?.id ?? '',
      compoundId: compounds[side]?.id ?? null,
      name,
      place: `${side === 0 ? '翠屏里' : '松涛苑'} ${name}`,
      footprint: makeHouse(middle, 40, 12),
      ...about,
    })
  return {
    street: {
      id: randomUUID(),
      name: '青渡街道',
      demo: true,
      boundary: makePolygon(makeHouse(MIDDLE, 1_000, 1_000)),
      ground: {
        blocks: [],
        greens: [],
        parks: [],
        ponds: [],
        canal: [],
        bridges: [],
        landmarks: [{ name: '望河桥', ring: makeHouse(at(0, -400), 40, 20) }],
        lanes: [],
        farRoads: [],
        farWater: [],
      },
      specialists: 5,
    },
    communities,
    grids,
    compounds,
    buildings: [
      house(0, '1 号楼', at(-400, 100)),
      house(0, '8 号楼', at(-400, 200)),
      house(0, '11 号楼', at(-400, 300)),
      house(1, '3 院 2 排', at(300, 100), { use: 'bungalow', units: 0, households: 6 }),
      house(1, '便民菜店', at(400, 200), { use: 'other', compoundId: null, households: 0 }),
    ],
  }
}
