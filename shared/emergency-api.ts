import { z } from 'zod'
import { listOf } from './api.ts'
import {
  AttemptMeans, BuildingUtility, DoorAnswer, Emergency, EmergencyState, HelpWish, IndoorAlert, LedgerRow, Outcome,
  PlanStep, Supply, SupplyState, SweepUnit, Tier, Told, UpwardReport, Utility,
} from './emergency.ts' // prettier-ignore
import { Polygon } from './geo.ts'
import { KindId } from './kind.ts'
import { ClaimedInstant } from './time.ts'

const revised = { id: z.uuid(), revision: z.int().positive() }
const count = z.int().nonnegative().max(1_000_000)
const note = z.string().trim().min(1).max(300).optional()

/**
 * Starts the plan. Without area and buildings it is the compound of the incident's building (or that building);
 * without utilities those that the kind of the incident is about. `withoutBuildingIds`: inside the area, but not affected.
 */
export const DeclareCommand = z.object({
  id: z.uuid(),
  incidentId: z.uuid(),
  area: Polygon.optional(),
  buildingIds: z.array(z.uuid()).min(1).max(3_000).optional(),
  withoutBuildingIds: z.array(z.uuid()).max(3_000).optional(),
  utilities: z.array(Utility).max(4).optional(),
  expectedRestoreAt: ClaimedInstant.optional(),
  drill: z.boolean().optional(),
})
export type DeclareCommand = z.infer<typeof DeclareCommand>

/** What a person sets by hand. Tiers follow at once. */
export const EmergencyEdit = z.object({
  ...revised,
  expectedRestoreAt: ClaimedInstant.nullable().optional(),
  alert: IndoorAlert.nullable().optional(),
  casualties: count.optional(),
  trapped: count.optional(),
  /** Who decided the cut is a post: `社区、物业`. */
  plannedCut: z
    .object({ at: ClaimedInstant, decidedBy: z.string().trim().min(1).max(60) })
    .nullable()
    .optional(),
  state: EmergencyState.optional(),
})
export type EmergencyEdit = z.infer<typeof EmergencyEdit>

export const UtilityCommand = z.object({
  id: z.uuid(),
  set: z
    .array(z.object({ ...revised, state: SupplyState }))
    .min(1)
    .max(1_500),
})
export type UtilityCommand = z.infer<typeof UtilityCommand>

/** How many households of the staircase have been told so far. */
export const SweepCommand = z.object({ ...revised, told: count })
export type SweepCommand = z.infer<typeof SweepCommand>

/** What came of a knock. No revision: it happened, whoever else wrote meanwhile; the newest is how the door stands. */
export const SweepDoorCommand = z.object({
  id: z.uuid(),
  householdId: z.uuid(),
  answer: DoorAnswer,
  claimedAt: ClaimedInstant.optional(),
  note,
})
export type SweepDoorCommand = z.infer<typeof SweepDoorCommand>

export const PlanStepCommand = z.object({ ...revised, done: z.boolean(), note })
export type PlanStepCommand = z.infer<typeof PlanStepCommand>

export const SupplyCommand = z.object({
  ...revised,
  stock: count.optional(),
  given: count.optional(),
  setAside: count.optional(),
})
export type SupplyCommand = z.infer<typeof SupplyCommand>

/** Starting before the priority households are provided for takes a reason; it is never refused. */
export const DistributionCommand = z.object({ ...revised, reason: note })
export type DistributionCommand = z.infer<typeof DistributionCommand>

export const UpwardCommand = z.object({
  ...revised,
  kind: UpwardReport.shape.kind,
  byPhone: z.boolean(),
  inWriting: z.boolean(),
  /** A post, never a name: `带班领导`. */
  signedBy: z.string().trim().min(1).max(60),
  casualties: count,
  trapped: count,
})
export type UpwardCommand = z.infer<typeof UpwardCommand>

/**
 * A phone leaves the revision out: what happened at the door has happened, whoever else wrote meanwhile. It says
 * when by its own watch, and which outcome it saw where it records another one.
 */
const atTheDoor = {
  id: z.uuid(),
  revision: revised.revision.optional(),
  claimedAt: ClaimedInstant.optional(),
  note,
}

/** Facts of one household, each with time and author. */
export const LedgerFactCommand = z.discriminatedUnion('kind', [
  z.object({ ...atTheDoor, kind: z.literal('attempt'), means: AttemptMeans, answered: z.boolean() }),
  z.object({ ...atTheDoor, kind: z.literal('contacted') }),
  z.object({ ...atTheDoor, kind: z.literal('visited') }),
  z.object({
    ...atTheDoor,
    kind: z.literal('supplied'),
    items: z.array(z.string().trim().min(1).max(40)).min(1).max(20),
  }),
  z.object({ ...atTheDoor, kind: z.literal('help'), wish: HelpWish }),
  z.object({
    ...atTheDoor,
    kind: z.literal('outcome'),
    outcome: Outcome,
    /** Without a revision: the outcome this one takes the place of, null for none. */
    insteadOf: Outcome.nullable().optional(),
  }),
])
export type LedgerFactCommand = z.infer<typeof LedgerFactCommand>

export const VisitorCommand = z.object({
  ...revised,
  /** Null takes the visitor away: unassigned, and loud. */
  visitor: z.object({ kind: z.enum(['specialist', 'worker']), id: z.uuid() }).nullable(),
})
export type VisitorCommand = z.infer<typeof VisitorCommand>

export const EmergencyAnswer = z.object({ emergency: Emergency, seq: z.int().nonnegative() })
export type EmergencyAnswer = z.infer<typeof EmergencyAnswer>

/** No name and no door: an answer is kept, and the row itself comes over the lane. */
export const LedgerAnswer = z.object({
  row: LedgerRow.pick({ id: true, tier: true, reached: true, closed: true, revision: true }),
  emergency: Emergency,
  seq: z.int().nonnegative(),
})
export type LedgerAnswer = z.infer<typeof LedgerAnswer>

export const SweepDoorAnswer = z.object({
  unit: SweepUnit.pick({ id: true, told: true, households: true, revision: true }),
  seq: z.int().nonnegative(),
})
export type SweepDoorAnswer = z.infer<typeof SweepDoorAnswer>

export const LedgerQuery = z.object({
  tier: z.coerce.number().pipe(Tier).optional(),
  open: z.enum(['true', 'false']).optional(),
})

/** In order of need. The whole ledger at once: it is what is printed. */
export const Ledger = listOf(LedgerRow.partial().required({ id: true, revision: true }))

export const EmergencyDetail = z.object({
  emergency: Emergency,
  utilities: z.array(BuildingUtility),
  sweep: z.array(SweepUnit),
  plan: z.array(PlanStep),
  supplies: z.array(Supply),
  reports: z.array(UpwardReport),
  /** Oldest first, with the post that did it. */
  timeline: z.array(Told.extend({ by: z.string() })),
  /** What a good order of work would still want; said, never enforced. */
  reminders: z.array(z.enum(['warn-before-cut', 'set-aside', 'assign-visitors', 'first-report', 'follow-up'])),
})
export type EmergencyDetail = z.infer<typeof EmergencyDetail>

/** The editable checklist of one kind; `minutes` after the declaration. */
export const PlanTemplate = z.object({
  kind: KindId,
  steps: z
    .array(z.object({ text: z.string().trim().min(1).max(120), minutes: z.int().nonnegative().max(10_080).nullable() }))
    .min(1)
    .max(60),
  supplies: z.array(z.string().trim().min(1).max(40)).max(20),
})
export type PlanTemplate = z.infer<typeof PlanTemplate>

export const PlanTemplateCommand = PlanTemplate.extend({ id: z.uuid() })
export type PlanTemplateCommand = z.infer<typeof PlanTemplateCommand>
