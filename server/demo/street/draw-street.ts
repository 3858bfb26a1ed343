import { offsetMeters, type Position } from '#shared/geo'
import type { Building, Community, Grid } from '#shared/street'
import { nameBuildings } from './buildings.ts'
import { planCommunities, type CommunityLand } from './communities.ts'
import { planGrids, type GridLand } from './grids.ts'
import { drawGround } from './ground.ts'
import type { MadeUpStreet } from './made-up-street.ts'
import { streetName, VIRTUAL_COMMUNITY_NAME } from './names.ts'
import { peopleOf } from './people.ts'
import { isInside, middleOf, type Point } from './plane.ts'
import { createRandom, uuidFrom } from './random.ts'
import { drawRoads } from './roads.ts'
import { createSeams, type Seams } from './seams.ts'
import { settle } from './settling.ts'
import { createSheet, type Sheet } from './sheet.ts'
import { connectUtilities } from './utilities.ts'

/** A fictional street; nobody lives at this centre under these names. */
export const DEMO_CENTER: Position = [116.302, 39.902]
export const DEMO_SEED = 'qingdu'

export interface StreetOrder {
  seed: string
  /** The middle of street 0, WGS 84. */
  center: Position
  /** Which street of a made-up district: 0 to 342, each beside the others and unlike them. */
  index?: number
}

/** Draws the whole street: the same order gives the same street, to the last telephone number. */
export function drawStreet({ seed, center, index = 0 }: StreetOrder): MadeUpStreet {
  const name = `${seed}#${index}`
  const random = createRandom(name)
  const code = `S${String(index + 1).padStart(3, '0')}`
  const sheet = createSheet(centerOf(center, index), random.fork('bend'))
  const plan = planCommunities(random.fork('communities'))
  const { grids: gridLands, hero } = planGrids(plan, random.fork('grids'))
  const cells = settle(plan, gridLands, random.fork('cells'))
  const { roads, bridges } = drawRoads(plan, gridLands, sheet)
  const ground = drawGround({ plan, grids: gridLands, cells, hero, bridges, sheet, random: random.fork('ground') })

  const seams = createSeams([plan.outline, ...gridLands.map((grid) => grid.land)], SEAM_STEP_METERS)
  const places = { name, code, sheet, seams }
  const communityIds = plan.communities.map((_, at) => uuidFrom(`${name}/community/${at}`))
  const grids = gridsOf(places, plan.communities, communityIds, gridLands)
  const { buildings, compounds } = nameBuildings({
    seed: name,
    code,
    random: random.fork('buildings'),
    sheet,
    grids: gridLands,
    gridIds: grids.map((grid) => grid.id),
    communities: plan.communities.map(({ name: called }, at) => ({ id: communityIds[at] ?? '', name: called })),
    cells,
    hero,
    heroGridOf: (point) => gridLands.findIndex((grid) => grid.isHero && isInside(grid.land, point)),
  })
  const communities = communitiesOf(places, plan.communities, communityIds, buildings)

  const slabs = buildings.filter((building) => building.use === 'slab')
  const [firstSlab] = slabs
  if (!firstSlab?.compoundId) throw new Error('the hero compound has no slabs')
  const utilities = connectUtilities({
    seed: name,
    code,
    communities,
    compounds,
    buildings,
    hero: {
      compoundId: firstSlab.compoundId,
      distributionRoom: sheet.position(hero.distributionRoom),
      pumpRoom: sheet.position(hero.pumpRoom),
      heatStation: sheet.position(hero.heatStation),
    },
  })
  const distributionRoomId = utilities.dependencies.find(({ buildingId }) => buildingId === firstSlab.id)?.nodeId
  if (distributionRoomId === undefined) throw new Error('the hero compound has no power')

  return {
    street: {
      id: uuidFrom(`${name}/street`),
      code,
      name: streetName(index),
      boundary: sheet.polygon(seams.around(plan.outline)),
    },
    communities,
    grids,
    compounds,
    buildings,
    utilityNodes: utilities.nodes,
    dependencies: utilities.dependencies,
    ground,
    roads,
    hero: {
      communityId: firstSlab.communityId,
      compoundId: firstSlab.compoundId,
      buildingIds: slabs.map((slab) => slab.id),
      garage: sheet.smoothRing(hero.garage),
      distributionRoomId,
      square: sheet.smoothRing(hero.square),
    },
    people: peopleOf({
      seed: name,
      code,
      random: random.fork('people'),
      communities,
      grids,
      buildings,
      hero: { buildingIds: slabs.map((slab) => slab.id) },
    }),
  }
}

const SEAM_STEP_METERS = 35
const COLUMN_METERS = 3_600
const ROW_METERS = 3_100
const COLUMNS = 19

/** Streets of a district lie in rows about the first one, which stays where it was asked for. */
export function centerOf(center: Position, index: number): Position {
  if (index === 0) return center
  // The middle of the table belongs to street 0; whoever would sit there moves to the free first seat.
  const middle = Math.floor((COLUMNS * COLUMNS) / 2)
  const seat = index === middle ? 0 : index
  const column = (seat % COLUMNS) - Math.floor(COLUMNS / 2)
  const row = Math.floor(seat / COLUMNS) - Math.floor(COLUMNS / 2)
  return offsetMeters(center, column * COLUMN_METERS, -row * ROW_METERS)
}

interface Places {
  name: string
  code: string
  sheet: Sheet
  seams: Seams
}

function gridsOf(
  { name, code, sheet, seams }: Places,
  communities: readonly CommunityLand[],
  communityIds: readonly string[],
  lands: readonly GridLand[],
): Grid[] {
  const numbers = communities.map(() => 0)
  return lands.map(({ community, land }) => {
    const number = (numbers[community] = (numbers[community] ?? 0) + 1)
    const twoDigits = String(number).padStart(2, '0')
    const gridCode = `${code}-C${String(community + 1).padStart(2, '0')}-G${twoDigits}`
    return {
      id: uuidFrom(`${name}/grid/${gridCode}`),
      code: gridCode,
      communityId: communityIds[community] ?? '',
      name: `${communities[community]?.name ?? ''} ${twoDigits} 网格`,
      boundary: sheet.polygon(seams.around(land)),
      labelAt: sheet.position(middleOf(land)),
    }
  })
}

function communitiesOf(
  { name, code, sheet, seams }: Places,
  lands: readonly CommunityLand[],
  ids: readonly string[],
  buildings: readonly Building[],
): Community[] {
  const drawn = lands.map(({ name: called, land }, at): Community => {
    const id = ids[at] ?? ''
    const homes = buildings.filter((building) => building.communityId === id)
    const label: Point = middleOf(land)
    return {
      id,
      code: `${code}-C${String(at + 1).padStart(2, '0')}`,
      name: called,
      ordinal: at + 1,
      virtual: false,
      boundary: sheet.polygon(seams.around(land)),
      labelAt: sheet.position(label),
      households: homes.reduce((sum, home) => sum + home.households, 0),
    }
  })
  const ordinal = lands.length + 1
  const virtual: Community = {
    id: uuidFrom(`${name}/community/virtual`),
    code: `${code}-C${ordinal}`,
    name: VIRTUAL_COMMUNITY_NAME,
    ordinal,
    virtual: true,
    boundary: null,
    labelAt: null,
    households: 0,
  }
  return [...drawn, virtual]
}
