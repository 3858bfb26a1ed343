import { z } from 'zod'
import { Incident } from './incident.ts'
import { KindId } from './kind.ts'
import { Instant } from './time.ts'

/** Who goes or is called on one leg. The wall knows a leg by this word and by nothing else. */
export const LegParty = z.enum([
  '119',
  '120',
  '110',
  'micro-fire-station',
  'emergency-squad',
  'power',
  'water-truck',
  'medical',
  'manager',
  'owner',
  'contractor',
  'evacuation',
  'doors',
  'police',
])
export type LegParty = z.infer<typeof LegParty>

/** 119, 120 and 110 are called: somebody takes the call there, and nobody here evaluates them. */
export const calledParties: ReadonlySet<LegParty> = new Set<LegParty>(['119', '120', '110'])

/** One line of the plan of a kind. `task` is said to whoever goes. */
export const PlannedLeg = z.object({ party: LegParty, task: z.string().trim().min(1).max(80).nullable() })
export type PlannedLeg = z.infer<typeof PlannedLeg>

/** 出动编组: the legs that one key starts. */
export const LegTemplate = z.object({ kind: KindId, legs: z.array(PlannedLeg).max(10) })
export type LegTemplate = z.infer<typeof LegTemplate>

export const LegState = z.enum(['to-send', 'sent', 'accepted', 'arrived', 'done', 'declined', 'not-reached'])
export type LegState = z.infer<typeof LegState>

/** Who dialled: the desk, the manager, a resident, a unit on the scene. */
export const CalledBy = z.enum(['desk', 'manager', 'resident', 'unit'])
export type CalledBy = z.infer<typeof CalledBy>

/** 一路: one of the ways in which help goes out together. It has its own state, whatever the others do. */
export const Leg = PlannedLeg.extend({
  id: z.uuid(),
  incidentId: z.uuid(),
  ordinal: z.int().nonnegative(),
  /** Who exactly: `微站 4`, a company, a post. Null: nobody could be found for it, which is shown. */
  unit: z.string().nullable(),
  /** Who would have come first and is none: a house without manager goes to its owner, then to the contractor. */
  instead: z.array(LegParty),
  /** Residents who help and were asked with it: 民情专员, 户长. */
  asked: z.int().nonnegative(),
  /** Of a unit of ours; then its state and times are this leg's. */
  assignmentId: z.uuid().nullable(),
  state: LegState,
  startedAt: Instant,
  sentAt: Instant.nullable(),
  acceptedAt: Instant.nullable(),
  arrivedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  calledBy: CalledBy.nullable(),
  note: z.string().nullable(),
  revision: z.int().positive(),
})
export type Leg = z.infer<typeof Leg>

/** A leg before it is started: who would go now. */
export const ProposedLeg = Leg.pick({ party: true, task: true, unit: true, instead: true, asked: true })
export type ProposedLeg = z.infer<typeof ProposedLeg>

/** `plan` is empty once it was started, and for kinds without a plan. */
export const LegsAnswer = z.object({ legs: z.array(Leg), plan: z.array(ProposedLeg) })
export type LegsAnswer = z.infer<typeof LegsAnswer>

/** `revision` is the incident's. */
export const StartLegsCommand = z.object({ id: z.uuid(), revision: z.int().positive() })
export type StartLegsCommand = z.infer<typeof StartLegsCommand>

export const StartLegsAnswer = z.object({ legs: z.array(Leg), incident: Incident, seq: z.int().nonnegative() })
export type StartLegsAnswer = z.infer<typeof StartLegsAnswer>

/** How far a leg is. `revision` is the leg's. */
export const LegCommand = z
  .object({
    id: z.uuid(),
    revision: z.int().positive(),
    state: LegState.exclude(['to-send']),
    calledBy: CalledBy.optional(),
    note: z.string().trim().min(1).max(300).optional(),
  })
  .refine(({ state, note }) => state !== 'declined' || note !== undefined, {
    message: 'expected a reason',
    path: ['note'],
  })
export type LegCommand = z.infer<typeof LegCommand>

/** `next` is the leg that was added because this one came to nothing. */
export const LegAnswer = z.object({
  leg: Leg,
  next: Leg.nullable(),
  incident: Incident,
  seq: z.int().nonnegative(),
})
export type LegAnswer = z.infer<typeof LegAnswer>

export const LegTemplateCommand = LegTemplate.extend({ id: z.uuid() })
export type LegTemplateCommand = z.infer<typeof LegTemplateCommand>

/** From which state a leg may go where. Steps may be left out: who is there had accepted. */
export const legMoves: Record<LegState, readonly Exclude<LegState, 'to-send'>[]> = {
  'to-send': ['sent', 'accepted', 'arrived', 'done', 'not-reached'],
  sent: ['accepted', 'arrived', 'done', 'declined', 'not-reached'],
  accepted: ['arrived', 'done', 'declined', 'not-reached'],
  arrived: ['done'],
  done: [],
  declined: [],
  'not-reached': ['sent', 'accepted', 'arrived', 'done'],
}
