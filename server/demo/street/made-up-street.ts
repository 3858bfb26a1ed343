import type { Polygon, Position, Ring } from '#shared/geo'
import type { Department, Line, Team, Worker } from '#shared/people'
import type { EmergencyContact, Health } from '#shared/resident'
import type { Building, Community, Compound, Grid, Ground } from '#shared/street'

/** A whole invented street, drawn from one seed: places, ground, roads and people. The same seed, the same street. */
export interface MadeUpStreet {
  street: { id: string; code: string; name: string; boundary: Polygon }
  /** 27 with boundary in their fixed order, then one virtual. */
  communities: Community[]
  grids: Grid[]
  compounds: Compound[]
  buildings: Building[]
  utilityNodes: UtilityNode[]
  /** Building depends on node. */
  dependencies: { buildingId: string; nodeId: string }[]
  ground: Ground
  roads: RoadGraph
  hero: PipeBurstCompound
  people: MadeUpPeople
}

/** 配电室, 泵房, 热力站. */
export interface UtilityNode {
  id: string
  code: string
  kind: 'distribution-room' | 'pump-room' | 'heat-station'
  /** `翠屏里 1 号配电室`. */
  name: string
  communityId: string
  position: Position
}

/** Where one can walk or ride: straight edges between nodes, in one piece. `a` and `b` are indices into `nodes`. */
export interface RoadGraph {
  nodes: Position[]
  edges: { a: number; b: number; lengthMeters: number }[]
}

/** The compound of the pipe-burst story: 12 slabs, 2,000 households, all on one room in the garage. */
export interface PipeBurstCompound {
  communityId: string
  compoundId: string
  buildingIds: string[]
  /** The underground garage, seen from above. */
  garage: Ring
  /** The general distribution room, in the garage; every slab depends on it. */
  distributionRoomId: string
  /** The small square, where water and candles are given out. */
  square: Ring
}

export interface MadeUpPeople {
  /** 110 grid staff (one a grid), then the members of the teams. */
  staff: MadeUpStaff[]
  teams: MadeUpTeam[]
  departments: Department[]
  specialists: MadeUpSpecialist[]
  householdGroups: MadeUpHouseholdGroup[]
  /** One duty line per community that has a boundary. */
  lines: Line[]
  /** The priority register. */
  residents: MadeUpResident[]
}

export type Shift = 'day' | 'night'

export interface MadeUpStaff {
  /** As it stands in the day shift: `duty` is `on` for whom `shifts` has `day`. */
  worker: Worker
  phone: string
  shifts: Shift[]
}

export interface MadeUpTeam {
  team: Team
  /** Where it waits for a call. */
  base: Position
  memberIds: string[]
  /** The one member whose device tells where the team is. */
  leaderId: string
}

/** 民情专员: a resident who looks after about twenty households. Found by home, never by position. */
export interface MadeUpSpecialist {
  id: string
  code: string
  name: string
  phone: string
  communityId: string
  gridId: string
  homeBuildingId: string
  /** The buildings in which the specialist's households live. */
  buildingIds: string[]
  households: number
}

/** 热线居民小组: about forty households behind the same stairs, led by a 户长. */
export interface MadeUpHouseholdGroup {
  id: string
  code: string
  name: string
  communityId: string
  buildingId: string
  /** The staircases it covers. */
  units: number[]
  households: number
  head: { id: string; name: string; phone: string; homeBuildingId: string }
}

/** A resident on the priority register; a couple are two of one household. */
export interface MadeUpResident {
  id: string
  householdId: string
  buildingId: string
  name: string
  phone: string
  contact: EmergencyContact
  health: Health
  /** In the year in which the street is filled. */
  age: number
  noticedDaysAgo: number
  noticeSource: string
}
