import type { Department, Line } from '#shared/people'
import type { Building, Community, Grid } from '#shared/street'
import type {
  MadeUpHouseholdGroup, MadeUpPeople, MadeUpSpecialist, MadeUpStaff, PipeBurstCompound, Shift,
} from './made-up-street.ts' // prettier-ignore
import { GIVEN_NAMES, SURNAMES } from './names.ts'
import { householdsOf } from './households.ts'
import { uuidFrom, type Random } from './random.ts'
import { registerOf } from './register.ts'
import { gatherTeams } from './teams.ts'

export const SPECIALIST_COUNT = 2_759
export const DAY_SHIFT_COUNT = 88
export const NIGHT_SHIFT_COUNT = 31
export const HOUSEHOLD_GROUP_COUNT = 69
const HOUSEHOLDS_PER_SPECIALIST = 20

export interface PeopleParts {
  seed: string
  code: string
  random: Random
  communities: readonly Community[]
  grids: readonly Grid[]
  buildings: readonly Building[]
  hero: Pick<PipeBurstCompound, 'buildingIds'>
}

/** Hands out invented names, telephones and ids; no two share a telephone. */
export interface Registry {
  id(code: string): string
  name(): string
  phone(): string
}

/** Everybody who works or helps on the street. */
export function peopleOf(parts: PeopleParts): MadeUpPeople {
  const registry = createRegistry(parts.seed, parts.random.fork('names'))
  const teams = gatherTeams({ ...parts, registry })
  return {
    staff: [...gridStaff(parts, registry), ...teams.staff],
    teams: teams.teams,
    departments: departmentsOf(parts),
    specialists: specialistsOf(parts, registry),
    householdGroups: householdGroupsOf(parts, registry),
    lines: linesOf(parts),
    // Last, so that the register takes no name and no telephone from those above.
    residents: registerOf({ ...parts, registry }),
  }
}

/**
 * Telephones begin with 1003: mobile numbers in China begin with 13 to 19, fixed lines with 2 to 8 after the
 * area code, and of the five-digit services 100xx none is 1003x. So these eleven digits ring nowhere.
 */
export const PHONE_PREFIX = '1003'

function createRegistry(seed: string, random: Random): Registry {
  let phones = random.int(0, 99)
  return {
    id: (code) => uuidFrom(`${seed}/person/${code}`),
    name: () => random.pick(SURNAMES) + random.pick(GIVEN_NAMES),
    phone() {
      // Steps by a prime larger than the span is long in people: scattered to the eye, never twice in 10,000,000.
      phones = (phones + 7_368_787) % 10_000_000
      return PHONE_PREFIX + String(phones).padStart(7, '0')
    },
  }
}

/** One a grid. 79 work days, 22 nights, and nine one of each on the same date: 88 by day, 31 by night. */
function gridStaff({ code, random, grids }: PeopleParts, registry: Registry): MadeUpStaff[] {
  const draw = random.fork('shifts')
  const both = DAY_SHIFT_COUNT + NIGHT_SHIFT_COUNT - grids.length
  const turns = draw.shuffle(
    grids.map((_, index): Shift[] => {
      if (index < both) return ['day', 'night']
      return index < DAY_SHIFT_COUNT ? ['day'] : ['night']
    }),
  )
  return grids.map((grid, index) => {
    const workerCode = `${code}-W${String(index + 1).padStart(3, '0')}`
    const shifts = turns[index] ?? ['day']
    return {
      shifts,
      phone: registry.phone(),
      worker: {
        id: registry.id(workerCode),
        code: workerCode,
        label: grid.name,
        name: registry.name(),
        communityId: grid.communityId,
        gridId: grid.id,
        teamId: null,
        skills: draw.shuffle(['急救', '消防', '水电', '助老', '手语', '心理疏导']).slice(0, draw.int(0, 2)),
        duty: shifts.includes('day') ? 'on' : 'off',
        revision: 1,
      },
    }
  })
}

function departmentsOf({ seed, code }: PeopleParts): Department[] {
  const labels: Record<Department['relation'], string[]> = {
    whistled: ['排水集团', '供电公司', '供热单位', '区城管委', '自来水集团', '燃气公司'],
    called: ['119', '110', '120'],
    own: ['城管办', '城乡办'],
  }
  return (['whistled', 'called', 'own'] as const).flatMap((relation) =>
    labels[relation].map((label) => ({
      id: uuidFrom(`${seed}/department/${label}`),
      code: `${code}-D-${label}`,
      label,
      relation,
    })),
  )
}

/**
 * At least one specialist for every 20 households of each grid; the rest go where most people live.
 * Each looks after neighbouring doors, so a grid's households are cut into even slices in the order of its houses.
 */
function specialistsOf({ code, grids, buildings }: PeopleParts, registry: Registry): MadeUpSpecialist[] {
  const homes = grids.map((grid) =>
    buildings.filter((building) => building.gridId === grid.id && building.households > 0),
  )
  const households = homes.map((houses) => houses.reduce((sum, house) => sum + house.households, 0))
  const counts = households.map((count) => Math.ceil(count / HOUSEHOLDS_PER_SPECIALIST))
  for (let spare = SPECIALIST_COUNT - counts.reduce((sum, count) => sum + count, 0); spare > 0; spare--) {
    const loads = households.map((count, index) => count / (counts[index] || Infinity))
    const heaviest = loads.indexOf(Math.max(...loads))
    counts[heaviest] = (counts[heaviest] ?? 0) + 1
  }
  let number = 0
  return grids.flatMap((grid, index) => {
    const houses = homes[index] ?? []
    const doors = houses.flatMap((house) => Array.from({ length: house.households }, () => house.id))
    const count = counts[index] ?? 0
    return Array.from({ length: count }, (_, slice) => {
      const mine = doors.slice(
        Math.round((doors.length * slice) / count),
        Math.round((doors.length * (slice + 1)) / count),
      )
      const specialistCode = `${code}-P${String(++number).padStart(4, '0')}`
      return {
        id: registry.id(specialistCode),
        code: specialistCode,
        name: registry.name(),
        phone: registry.phone(),
        communityId: grid.communityId,
        gridId: grid.id,
        homeBuildingId: mine[0] ?? '',
        buildingIds: [...new Set(mine)],
        households: mine.length,
      }
    })
  })
}

/** Two or three in each community, each in a house of its own, with a 户长 who lives there. */
function householdGroupsOf(parts: PeopleParts, registry: Registry): MadeUpHouseholdGroup[] {
  const places = parts.communities.filter((community) => !community.virtual)
  const draw = parts.random.fork('groups')
  const waiting = places.map((community) =>
    draw.shuffle(parts.buildings.filter((building) => building.communityId === community.id)).flatMap(stairsForGroup),
  )
  const rounds = Math.ceil(HOUSEHOLD_GROUP_COUNT / places.length)
  const chosen = Array.from({ length: rounds }, (_, round) => waiting.flatMap((stairs) => stairs[round] ?? []))
    .flat()
    .slice(0, HOUSEHOLD_GROUP_COUNT)
  if (chosen.length < HOUSEHOLD_GROUP_COUNT) throw new Error('there are not enough houses for the household groups')
  return chosen.map(({ building, units, households }, index) => {
    const groupCode = `${parts.code}-H${String(index + 1).padStart(2, '0')}`
    return {
      id: registry.id(groupCode),
      code: groupCode,
      name: `${building.place}热线居民小组`,
      communityId: building.communityId,
      buildingId: building.id,
      units,
      households,
      head: {
        id: registry.id(`${groupCode}-head`),
        name: registry.name(),
        phone: registry.phone(),
        homeBuildingId: building.id,
      },
    }
  })
}

/** A whole walk-up is about forty households; of a slab it is one staircase. */
function stairsForGroup(building: Building): { building: Building; units: number[]; households: number }[] {
  if (building.use === 'walk-up') {
    const units = Array.from({ length: building.units }, (_, index) => index + 1)
    return [{ building, units, households: building.households }]
  }
  if (building.use !== 'slab') return []
  const households = householdsOf(building).filter((household) => household.unit === 1).length
  return households < 30 ? [] : [{ building, units: [1], households }]
}

/** The line of the second community is down, so that a screen shows from the first minute what that looks like. */
function linesOf({ seed, communities }: PeopleParts): Line[] {
  return communities
    .filter((community) => !community.virtual)
    .map((community) => ({
      id: uuidFrom(`${seed}/line/${community.code}`),
      communityId: community.id,
      ordinal: community.ordinal,
      state: community.ordinal === 2 ? 'cut' : 'idle',
      missed: 0,
      callbacks: 0,
      revision: 1,
    }))
}
