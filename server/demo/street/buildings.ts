import type { Building, BuildingUse, Compound } from '#shared/street'
import type { GridLand } from './grids.ts'
import type { HeroLand } from './hero.ts'
import { MANAGERS, OTHER_PLACES, OWNERS } from './names.ts'
import { centreOf } from './placing.ts'
import { areaOf, middleOf, type Point } from './plane.ts'
import { uuidFrom, type Random } from './random.ts'
import { inWalkingOrder, type SettledCell } from './settling.ts'
import type { Sheet } from './sheet.ts'

export const HOUSEHOLD_COUNT = 46_500
export const UNMANAGED_COUNT = 88
const OWNERLESS_COUNT = 57

/** What naming and numbering needs to know of the places that exist already. */
export interface BuildingParts {
  seed: string
  code: string
  random: Random
  sheet: Sheet
  grids: readonly GridLand[]
  gridIds: readonly string[]
  communities: readonly { id: string; name: string }[]
  cells: readonly SettledCell[]
  hero: HeroLand
  /** The grid in which a point of the hero's land lies. */
  heroGridOf: (point: Point) => number
}

/** A building before its households are settled. */
interface Draft {
  outline: readonly Point[]
  use: BuildingUse
  grid: number
  compound: number | null
  name: string
  floors: number
  units: number
  households: number
  heightMeters: number
  isHero: boolean
}

/** All buildings and compounds, named, numbered per community, with households that add up to 46,500. */
export function nameBuildings(parts: BuildingParts): { buildings: Building[]; compounds: Compound[] } {
  const { compounds, drafts } = draftBuildings(parts)
  settleHouseholds(drafts, parts.random.fork('households'))
  const unmanaged = new Set(
    parts.random
      .fork('unmanaged')
      .shuffle(drafts.filter((draft) => !draft.isHero && (draft.use === 'walk-up' || draft.use === 'bungalow')))
      .slice(0, UNMANAGED_COUNT),
  )
  // Where the owner unit is gone, often the manager is too.
  const ownerless = new Set([
    ...[...unmanaged].slice(0, 34),
    ...drafts
      .filter((draft) => draft.use === 'walk-up' && !draft.isHero && !unmanaged.has(draft))
      .slice(0, OWNERLESS_COUNT - 34),
  ])
  const choose = parts.random.fork('managers')
  const managerOf = compounds.map(() => choose.pick(MANAGERS))
  const ownerOf = compounds.map(() => choose.pick(OWNERS))

  const buildings = drafts.map((draft, index): Building => {
    const community = parts.communities[parts.grids[draft.grid]?.community ?? 0]
    if (!community) throw new Error(`building ${index} stands in no community`)
    const code = `${parts.code}-B${String(index + 1).padStart(4, '0')}`
    const managed = draft.use === 'other' ? choose.pick(MANAGERS) : (managerOf[draft.compound ?? -1] ?? null)
    return {
      id: uuidFrom(`${parts.seed}/building/${code}`),
      code,
      communityId: community.id,
      gridId: parts.gridIds[draft.grid] ?? '',
      compoundId: draft.compound === null ? null : (compounds[draft.compound]?.id ?? null),
      name: draft.name,
      place: `${community.name} ${draft.name}`,
      use: draft.use,
      position: parts.sheet.position(middleOf(draft.outline)),
      footprint: parts.sheet.ring(draft.outline),
      heightMeters: draft.heightMeters,
      floors: draft.floors,
      units: draft.units,
      households: draft.households,
      manager: unmanaged.has(draft) ? null : managed,
      owner: ownerless.has(draft)
        ? null
        : draft.use === 'other'
          ? choose.pick(OWNERS)
          : (ownerOf[draft.compound ?? -1] ?? '业主共有'),
    }
  })
  return { buildings, compounds }
}

function draftBuildings(parts: BuildingParts): { compounds: Compound[]; drafts: Draft[] } {
  const { random, communities, grids, hero } = parts
  const compounds: Compound[] = []
  const drafts: Draft[] = []
  const counters = communities.map(() => ({ house: 0, yard: 0, otherNames: new Map<string, number>() }))

  const addCompound = (community: number, name: string) => {
    const code = `${parts.code}-Y${String(compounds.length + 1).padStart(3, '0')}`
    compounds.push({
      id: uuidFrom(`${parts.seed}/compound/${code}`),
      code,
      communityId: communities[community]?.id ?? '',
      name: `${communities[community]?.name ?? ''} ${name}`,
    })
    return compounds.length - 1
  }
  const otherName = (community: number, kind: string) => {
    const names = counters[community]?.otherNames
    const count = (names?.get(kind) ?? 0) + 1
    names?.set(kind, count)
    return count === 1 ? kind : `${kind} ${count} 店`
  }

  const heroCommunity = grids.find((grid) => grid.isHero)?.community ?? 0
  const heroCompound = addCompound(heroCommunity, '小区')
  hero.slabs.forEach((outline, index) => {
    const grid = parts.heroGridOf(middleOf(outline))
    drafts.push({
      outline,
      use: 'slab',
      grid,
      compound: heroCompound,
      name: `${index + 1} 号楼`,
      isHero: true,
      ...slab(index),
    })
  })
  const beside = [
    { outline: hero.gatehouse, name: '门卫室', heightMeters: 3.8, floors: 1 },
    { outline: hero.station, name: '社区服务站', heightMeters: 7.4, floors: 2 },
  ]
  for (const { outline, ...about } of beside) {
    const grid = parts.heroGridOf(middleOf(outline))
    drafts.push({
      outline,
      use: 'other',
      grid,
      compound: heroCompound,
      units: 0,
      households: 0,
      isHero: true,
      ...about,
    })
  }

  for (const cell of inWalkingOrder(parts.cells)) {
    const community = grids[cell.grid]?.community ?? 0
    const counter = counters[community]
    if (!counter || cell.buildings.length === 0) continue
    const residential = cell.buildings.some((placed) => placed.use !== 'other')
    const compound = residential ? addCompound(community, `${++counter.yard} 院`) : null
    const fromNorth = [...cell.buildings].sort((a, b) => centreOf(b).y - centreOf(a).y || centreOf(a).x - centreOf(b).x)
    let row = 0
    for (const placed of fromNorth) {
      const name =
        placed.use === 'other'
          ? otherName(community, random.pick(areaOf(placed.outline) > 900 ? OTHER_PLACES.large : OTHER_PLACES.small))
          : placed.use === 'bungalow'
            ? `${counter.yard} 院 ${++row} 排`
            : `${++counter.house} 号楼`
      drafts.push({
        outline: placed.outline,
        use: placed.use,
        grid: cell.grid,
        compound,
        name,
        isHero: false,
        ...housing(placed.use, areaOf(placed.outline), random),
      })
    }
  }
  return { compounds, drafts }
}

type Housing = Pick<Building, 'floors' | 'units' | 'households' | 'heightMeters'>

/** Storeys, staircases and a first guess at the households; about 45 in a walk-up, 120 in a tower, 6 in a row. */
function housing(use: BuildingUse, squareMeters: number, random: Random): Housing {
  const metres = (value: number) => Math.round(value * 10) / 10
  if (use === 'bungalow') return { floors: 1, units: 0, households: 6, heightMeters: metres(random.between(3.4, 4.2)) }
  if (use === 'walk-up') {
    // Two doors on a landing in the longer houses, three in the short ones: 50, 48 or 45 flats when the ground floor is full.
    const [floors, units] = squareMeters > 1_000 ? [5, 5] : squareMeters > 720 ? [6, 4] : [5, 3]
    return {
      floors,
      units,
      households: random.int(40, 45),
      heightMeters: metres(floors * 2.8 + random.between(0.8, 1.6)),
    }
  }
  if (use === 'tower') {
    const floors = random.int(16, 24)
    return {
      floors,
      units: 1,
      households: random.int(108, 126),
      heightMeters: metres(floors * 2.9 + random.between(2, 4)),
    }
  }
  const floors = squareMeters > 900 ? random.int(2, 5) : random.int(1, 2)
  return { floors, units: 0, households: 0, heightMeters: metres(floors * 3.6 + random.between(0.2, 0.8)) }
}

/** 152 to 180 households in each of the twelve, 2,000 together; six staircases with two doors on each floor. */
const SLAB_HOUSEHOLDS = [180, 168, 156, 180, 168, 152, 168, 168, 156, 180, 168, 156]

function slab(index: number): Housing {
  const households = SLAB_HOUSEHOLDS[index] ?? 0
  const floors = Math.ceil(households / 12)
  return { floors, units: 6, households, heightMeters: Math.round((floors * 2.9 + 1.9) * 10) / 10 }
}

/** Moves the walk-ups and towers by a household here and there until the whole street has exactly 46,500. */
function settleHouseholds(drafts: Draft[], random: Random): void {
  const movable = random.shuffle(drafts.filter((draft) => draft.use === 'walk-up' || draft.use === 'tower'))
  let missing = HOUSEHOLD_COUNT - drafts.reduce((sum, draft) => sum + draft.households, 0)
  while (missing !== 0) {
    const step = Math.sign(missing)
    for (const draft of movable) {
      if (missing === 0) return
      if (draft.use === 'walk-up' && (draft.households + step > 45 || draft.households + step < 38)) continue
      draft.households += step
      missing -= step
    }
  }
}
