import { z } from 'zod'
import { Polygon, Position, Ring } from './geo.ts'

/** Part of a street. A virtual one (an online community) has no boundary. */
export const Community = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  /** The fixed order in which communities are always listed; never worst first. */
  ordinal: z.int().positive(),
  virtual: z.boolean(),
  boundary: Polygon.nullable(),
  /** Where its name is written on the map. */
  labelAt: Position.nullable(),
  households: z.int().nonnegative(),
})
export type Community = z.infer<typeof Community>

/** The smallest area of responsibility: a polygon inside one community. */
export const Grid = z.object({
  id: z.uuid(),
  code: z.string(),
  communityId: z.uuid(),
  /** As it is called: `翠屏里 03 网格`. */
  name: z.string(),
  boundary: Polygon,
  labelAt: Position,
})
export type Grid = z.infer<typeof Grid>

/** 小区/院: buildings behind one gate. */
export const Compound = z.object({ id: z.uuid(), code: z.string(), communityId: z.uuid(), name: z.string() })
export type Compound = z.infer<typeof Compound>

/** What a building is, by the way people live in it. `other`: shops, schools, workshops. */
export const BuildingUse = z.enum(['bungalow', 'walk-up', 'tower', 'slab', 'other'])
export type BuildingUse = z.infer<typeof BuildingUse>

export const Building = z.object({
  id: z.uuid(),
  code: z.string(),
  communityId: z.uuid(),
  gridId: z.uuid(),
  compoundId: z.uuid().nullable(),
  /** Inside its compound: `8 号楼`. */
  name: z.string(),
  /** For everybody, the wall too: `翠屏里 8 号楼`. Never a unit or a door. */
  place: z.string(),
  use: BuildingUse,
  position: Position,
  footprint: Ring,
  heightMeters: z.number().positive(),
  floors: z.int().positive(),
  units: z.int().nonnegative(),
  households: z.int().nonnegative(),
  /** 物业. None is a valid answer. */
  manager: z.string().nullable(),
  /** 产权单位. None is a valid answer. */
  owner: z.string().nullable(),
})
export type Building = z.infer<typeof Building>

/** 桥、路口、广场: a piece of the ground that people call by a name although nobody lives there. */
export const Landmark = z.object({ name: z.string().trim().min(1).max(40), ring: Ring })
export type Landmark = z.infer<typeof Landmark>

/** The street's own basemap: what lies under everything else. Nothing in it names a person. */
export const Ground = z.object({
  /** City blocks between the roads. */
  blocks: z.array(Ring),
  greens: z.array(Ring),
  parks: z.array(Ring),
  ponds: z.array(Ring),
  /** The canal as a filled band. */
  canal: z.array(Ring),
  bridges: z.array(Ring),
  /** None in what was drawn before they had names. */
  landmarks: z.array(Landmark).default([]),
  /** Lanes inside compounds, as lines. */
  lanes: z.array(z.array(Position).min(2)),
  /** Main roads and water beyond the boundary, faint, as lines. */
  farRoads: z.array(z.array(Position).min(2)),
  farWater: z.array(z.array(Position).min(2)),
})
export type Ground = z.infer<typeof Ground>

/** What a building looks like on the map, how it is called and how many doors it has. Managers stay at the desk. */
export const DrawnBuilding = Building.pick({
  id: true,
  footprint: true,
  place: true,
  use: true,
  households: true,
})
export type DrawnBuilding = z.infer<typeof DrawnBuilding>

/**
 * What a screen knows of the street from the beginning. Buildings come apart from it, the ground in tiles; `version`
 * changes with any of them.
 */
export const StreetDrawing = z.object({
  version: z.string(),
  name: z.string(),
  demo: z.boolean(),
  households: z.int().nonnegative(),
  specialists: z.int().nonnegative(),
  boundary: Ring,
  communities: z.array(Community),
  grids: z.array(Grid),
})
export type StreetDrawing = z.infer<typeof StreetDrawing>

/** A staircase for which another than the building's manager answers; `manager` null: nobody does. */
export const UnitManager = z.object({
  unit: z.int().positive(),
  manager: z.string().nullable(),
  note: z.string().nullable(),
})
export type UnitManager = z.infer<typeof UnitManager>

/** Who answers for a building. Every empty field is a fact: `none` is shown as none, with the fallback named. */
export const PeopleCard = z.object({
  buildingId: z.uuid(),
  place: z.string(),
  community: z.string(),
  grid: z.string(),
  /** Staff responsible for the grid, by unit label; the name is shown at the desk only. */
  gridWorkers: z.array(z.object({ id: z.uuid(), label: z.string(), name: z.string() })),
  householdHeads: z.array(z.string()),
  specialists: z.int().nonnegative(),
  households: z.int().nonnegative(),
  manager: z.string().nullable(),
  owner: z.string().nullable(),
  /** Staircases with a rule of their own. */
  unitManagers: z.array(UnitManager),
  /** Whom to call when manager or owner is none, of the building or of one of its staircases. */
  fallback: z.string().nullable(),
  policeDeputy: z.string().nullable(),
  utilities: z.array(z.object({ kind: z.string(), name: z.string() })),
})
export type PeopleCard = z.infer<typeof PeopleCard>

/** One hit of the place search. */
export const FoundPlace = z.object({
  kind: z.enum(['building', 'compound', 'community', 'grid']),
  id: z.uuid(),
  place: z.string(),
  position: Position,
  communityId: z.uuid(),
})
export type FoundPlace = z.infer<typeof FoundPlace>
