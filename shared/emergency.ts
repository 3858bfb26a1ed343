import { z } from 'zod'
import { Polygon } from './geo.ts'
import { KindId } from './kind.ts'
import { AgeBand, Device, Need, NeedCode } from './resident.ts'
import { Instant } from './time.ts'

export const Utility = z.enum(['power', 'water', 'heating', 'gas'])
export type Utility = z.infer<typeof Utility>

/** On screens the columns run 水 电 气 热. */
export const utilityWords: Record<Utility, string> = { power: '电', water: '水', heating: '暖', gas: '气' }

/** What a kind of incident is about, as long as nobody says what else is cut. */
export const utilitiesOfKind: Partial<Record<KindId, readonly Utility[]>> = {
  'power-outage': ['power'],
  'pipe-burst': ['water'],
  'water-outage': ['water'],
  'heating-outage': ['heating'],
  'gas-leak': ['gas'],
}

/** 停, 临时供, 通. */
export const SupplyState = z.enum(['cut', 'temporary', 'on'])
export type SupplyState = z.infer<typeof SupplyState>

export const EmergencyState = z.enum(['active', 'standing-down', 'ended'])
export type EmergencyState = z.infer<typeof EmergencyState>

/** T0 保命, T1 失能高层, T2 高龄独居, T3 关注. The first three are the 优先户, the wall's ring. */
export const Tier = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)])
export type Tier = z.infer<typeof Tier>

export const tierWords: Record<Tier, string> = { 0: '保命', 1: '失能高层', 2: '高龄独居', 3: '关注' }

/** A heat or cold alert is a reading or a flag that a person sets, never implied. */
export const IndoorAlert = z.enum(['heat', 'cold'])
export type IndoorAlert = z.infer<typeof IndoorAlert>

const count = z.int().nonnegative()
export const Reached = z.object({ reached: count, all: count })
export type Reached = z.infer<typeof Reached>

/**
 * What everybody may count: households, never who or why. The tiers of the ring are not told apart here: one household
 * on life support that is reached, beside the building that stops waiting, would say who lives where.
 */
export const EmergencyCounters = z.object({
  /** The ring: T0 to T2 together. */
  priority: Reached,
  /** T3, beside the ring. */
  attention: Reached,
  told: count,
  households: count,
  utilities: z.array(z.object({ utility: Utility, cut: count, temporary: count, on: count })),
  /** Buildings in which a priority household has not been reached: `优先 未到`, never how many nor why. */
  waitingBuildingIds: z.array(z.uuid()),
})
export type EmergencyCounters = z.infer<typeof EmergencyCounters>

/** The same for those who work on it. Of all rows; `warned` is of the two highest tiers. */
export const DeskCounters = z.object({
  tiers: z.object({ '0': Reached, '1': Reached, '2': Reached, '3': Reached }),
  contacted: count,
  noAnswer: count,
  unassigned: count,
  closed: count,
  supplied: count,
  moved: count,
  withFamily: count,
  refused: count,
  warned: Reached,
})
export type DeskCounters = z.infer<typeof DeskCounters>

/** A line of the story as the wall may tell it: from a fixed vocabulary, no door and no name. */
export const Told = z.object({ at: Instant, text: z.string() })
export type Told = z.infer<typeof Told>

/** 应急处置: an incident for which a plan was started. */
export const Emergency = z.object({
  id: z.uuid(),
  incidentId: z.uuid(),
  kind: KindId,
  state: EmergencyState,
  drill: z.boolean(),
  declaredAt: Instant,
  declaredBy: z.string(),
  standingDownAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  area: Polygon.nullable(),
  buildingIds: z.array(z.uuid()),
  utilities: z.array(Utility),
  /** Null: nobody knows, and then every household on life support is T0. */
  expectedRestoreAt: Instant.nullable(),
  alert: IndoorAlert.nullable(),
  casualties: count,
  trapped: count,
  /** A planned cut has a time and who decided it; the two highest tiers are warned before it. A reminder, never a block. */
  plannedCutAt: Instant.nullable(),
  plannedCutBy: z.string().nullable(),
  /** 首报 within half an hour, then 续报 every hour after the last one, until 终报. */
  firstReportDueAt: Instant,
  firstReportedAt: Instant.nullable(),
  followUpDueAt: Instant.nullable(),
  lastReportedAt: Instant.nullable(),
  finalReportedAt: Instant.nullable(),
  /** Supplies for the priority households were set aside. */
  setAsideAt: Instant.nullable(),
  /** General distribution; starting it before the priority households are provided for has a reason. */
  distributionStartedAt: Instant.nullable(),
  distributionBy: z.string().nullable(),
  distributionReason: z.string().nullable(),
  counters: EmergencyCounters,
  deskCounters: DeskCounters,
  /** The newest lines of its story, newest first. */
  latest: z.array(Told),
  revision: z.int().positive(),
})
export type Emergency = z.infer<typeof Emergency>

export const BuildingUtility = z.object({
  id: z.uuid(),
  emergencyId: z.uuid(),
  buildingId: z.uuid(),
  place: z.string(),
  utility: Utility,
  state: SupplyState,
  since: Instant,
  changedBy: z.string(),
  revision: z.int().positive(),
})
export type BuildingUtility = z.infer<typeof BuildingUtility>

/** What came of a knock at a door of a staircase. */
export const DoorAnswer = z.enum(['told', 'no-answer', 'help'])
export type DoorAnswer = z.infer<typeof DoorAnswer>

/** A door of a staircase: no name, only how it stands. */
export const SweepDoor = z.object({
  householdId: z.uuid(),
  floor: z.int().positive(),
  room: z.string(),
  /** The newest; null where nobody has knocked. */
  answer: DoorAnswer.nullable(),
  at: Instant.nullable(),
})
export type SweepDoor = z.infer<typeof SweepDoor>

/** 入户通知 of one staircase; a building without staircases has the one unit 0. */
export const SweepUnit = z.object({
  id: z.uuid(),
  emergencyId: z.uuid(),
  buildingId: z.uuid(),
  place: z.string(),
  unit: count,
  told: count,
  households: count,
  /** When the last household was told. */
  completedAt: Instant.nullable(),
  /** The grid worker who goes from door to door; null where nobody was on duty. */
  workerId: z.uuid().nullable(),
  /** For whoever goes there; the desk counts. */
  doors: z.array(SweepDoor),
  /** Rooms that asked for help, for the desk. */
  help: z.array(z.string()),
  changedBy: z.string().nullable(),
  revision: z.int().positive(),
})
export type SweepUnit = z.infer<typeof SweepUnit>

export const AttemptMeans = z.enum(['phone', 'door', 'contact', 'neighbour', 'gatekeeper'])
export type AttemptMeans = z.infer<typeof AttemptMeans>

export const Attempt = z.object({
  at: Instant,
  /** What the phone says, when it was told by one: it may have been without a network. `at` orders. */
  claimedAt: Instant.nullable(),
  means: AttemptMeans,
  answered: z.boolean(),
  by: z.string(),
  note: z.string().nullable(),
})
export type Attempt = z.infer<typeof Attempt>

export const Outcome = z.enum(['supplied', 'moved', 'with-family', 'refused'])
export type Outcome = z.infer<typeof Outcome>

/** What somebody at the door asks for. */
export const HelpWish = z.enum(['move', 'medical', 'other'])
export type HelpWish = z.infer<typeof HelpWish>

/** A resident inside a running emergency. What an audience may not see is absent. */
export const LedgerResident = z.object({
  id: z.uuid(),
  name: z.string(),
  ageBand: AgeBand,
  needs: z.array(Need),
  /** The same for whoever stands at the door: what to mind, not what somebody suffers from. */
  codes: z.array(NeedCode),
  device: Device.nullable(),
  deviceReserveMinutes: count.nullable(),
  phoneMasked: z.string().nullable(),
  hasContact: z.boolean(),
})
export type LedgerResident = z.infer<typeof LedgerResident>

export const Door = z.object({ place: z.string(), unit: count, floor: z.int().positive(), room: z.string() })
export type Door = z.infer<typeof Door>

export const Visitor = z.object({ kind: z.enum(['specialist', 'worker']), id: z.uuid(), label: z.string() })
export type Visitor = z.infer<typeof Visitor>

/** What comes next where nobody answered. Whether to enter is decided by the police, with two people, on record. */
export const NextStep = z.enum(['contact', 'neighbour', 'gatekeeper', 'police', 'ask-again'])
export type NextStep = z.infer<typeof NextStep>

/** A row of the 优先住户台账: one household (a door), at the tier of its highest need. */
export const LedgerRow = z.object({
  id: z.uuid(),
  emergencyId: z.uuid(),
  householdId: z.uuid(),
  buildingId: z.uuid(),
  tier: Tier,
  /** Why in this tier, in words: `住 11 层停梯，用水泵停`. */
  reason: z.string(),
  residents: z.array(LedgerResident.partial().required({ id: true })),
  door: Door.nullable(),
  /** Null: nobody has been asked, and the screen says so loudly. */
  visitor: Visitor.nullable(),
  attempts: z.array(Attempt),
  /** The last call was not answered and nothing has happened since. */
  noAnswer: z.boolean(),
  contactedAt: Instant.nullable(),
  visitedAt: Instant.nullable(),
  supplied: z.array(z.string()),
  /** What was asked for at the door, until an outcome is recorded. */
  help: z.object({ wish: HelpWish, at: Instant }).nullable(),
  outcome: Outcome.nullable(),
  outcomeAt: Instant.nullable(),
  /** Somebody stood at the door, or an outcome is recorded. */
  reached: z.boolean(),
  /** Settled: an outcome, and on the life-support tier more than a refusal. */
  closed: z.boolean(),
  contactDueAt: Instant,
  visitDueAt: Instant,
  next: z.object({ step: NextStep, at: Instant }).nullable(),
  revision: z.int().positive(),
})
export type LedgerRow = z.infer<typeof LedgerRow>

export const PlanStep = z.object({
  id: z.uuid(),
  emergencyId: z.uuid(),
  ordinal: count,
  text: z.string(),
  dueAt: Instant.nullable(),
  doneAt: Instant.nullable(),
  doneBy: z.string().nullable(),
  note: z.string().nullable(),
  revision: z.int().positive(),
})
export type PlanStep = z.infer<typeof PlanStep>

export const Supply = z.object({
  id: z.uuid(),
  emergencyId: z.uuid(),
  ordinal: count,
  item: z.string(),
  /** Taken in so far, and given out. What is set aside is for the priority households alone. */
  stock: count,
  given: count,
  setAside: count,
  revision: z.int().positive(),
})
export type Supply = z.infer<typeof Supply>

/** 首报, 续报, 终报 as they went up. */
export const UpwardReport = z.object({
  id: z.uuid(),
  emergencyId: z.uuid(),
  kind: z.enum(['first', 'follow-up', 'final']),
  at: Instant,
  byPhone: z.boolean(),
  inWriting: z.boolean(),
  signedBy: z.string(),
  casualties: count,
  trapped: count,
})
export type UpwardReport = z.infer<typeof UpwardReport>
