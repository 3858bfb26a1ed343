import { z } from 'zod'
import { Instant } from './time.ts'

/** 应急, 综合执法, 群众诉求: three kinds with clocks of their own. */
export const WhistleKind = z.enum(['emergency', 'joint-enforcement', 'residents-problem'])
export type WhistleKind = z.infer<typeof WhistleKind>

/** Follows from what was recorded; nobody sets it. */
export const WhistleState = z.enum(['sent', 'answered', 'arrived', 'no-show', 'evaluated', 'withdrawn'])
export type WhistleState = z.infer<typeof WhistleState>

/** The department has not come, and nobody has given up on it or taken the whistle back. */
export const waitingWhistleStates: ReadonlySet<WhistleState> = new Set(['sent', 'answered'])

/** What the street says afterwards about coming. */
export const WhistleVerdict = z.enum(['on-time', 'late', 'no-show'])
export type WhistleVerdict = z.infer<typeof WhistleVerdict>

/** How long a department has after an emergency whistle. */
export const emergencyWhistleMinutes = { answer: 10, arrive: 30 } as const

/** 吹哨: one department called to one incident. Answering and arriving are two times; the incident is not touched by them. */
export const Whistle = z.object({
  id: z.uuid(),
  incidentId: z.uuid(),
  departmentId: z.uuid(),
  /** As the wall calls the department: `供电公司`. */
  label: z.string(),
  kind: WhistleKind,
  state: WhistleState,
  /** Flagged from birth; in no count of the street. */
  drill: z.boolean(),
  sentAt: Instant,
  /** A post, never a name. */
  sentBy: z.string(),
  answerDueAt: Instant,
  /** The agreed time, where one was agreed. */
  arriveDueAt: Instant,
  answeredAt: Instant.nullable(),
  arrivedAt: Instant.nullable(),
  /** When a person wrote down that nobody had come. It stays when they come after all. */
  noShowAt: Instant.nullable(),
  /** 已催 n 次. */
  reminders: z.int().nonnegative(),
  remindedAt: Instant.nullable(),
  evaluatedAt: Instant.nullable(),
  verdict: WhistleVerdict.nullable(),
  mark: z.int().min(1).max(5).nullable(),
  /** The evaluation in words. */
  note: z.string().nullable(),
  evaluatedBy: z.string().nullable(),
  /** What the department was told they are needed for. */
  reason: z.string().nullable(),
  /** 撤回: it was sent by mistake. It stands where it stood, and is counted nowhere. */
  withdrawnAt: Instant.nullable(),
  /** A post, never a name. */
  withdrawnBy: z.string().nullable(),
  /** What made it a mistake. */
  withdrawnWhy: z.string().nullable(),
  revision: z.int().positive(),
})
export type Whistle = z.infer<typeof Whistle>

export const WhistleFactKind = z.enum(['answered', 'arrived', 'reminded', 'no-show', 'evaluated', 'withdrawn'])
export type WhistleFactKind = z.infer<typeof WhistleFactKind>

/** Something a person wrote down about a whistle. Never changed, never removed; its state follows from these. */
export const WhistleFact = z.object({
  id: z.uuid(),
  whistleId: z.uuid(),
  kind: WhistleFactKind,
  at: Instant,
  /** A post, never a name. */
  author: z.string(),
  note: z.string().nullable(),
  verdict: WhistleVerdict.nullable(),
  mark: z.int().min(1).max(5).nullable(),
})
export type WhistleFact = z.infer<typeof WhistleFact>

/** Was it meant? Counts are made of these only: who was called by mistake was not expected, and neither came nor failed to. */
export function isMeant({ state }: Pick<Whistle, 'state'>): boolean {
  return state !== 'withdrawn'
}

/** Somebody is expected or has come: the case is in a department's hands. Not so once the street gave up on it or took it back. */
export function holdsTheCase({ state, arrivedAt }: Pick<Whistle, 'state' | 'arrivedAt'>): boolean {
  return waitingWhistleStates.has(state) || arrivedAt !== null
}

/** The arrival time has passed and nobody has come: the software proposes to write it down, a person does. */
export function isOverdue(whistle: Pick<Whistle, 'state' | 'arriveDueAt'>, now: Instant): boolean {
  return waitingWhistleStates.has(whistle.state) && whistle.arriveDueAt < now
}

/** What the times say about coming; the person who evaluates may know better. */
export function proposedVerdict({
  arrivedAt,
  arriveDueAt,
}: Pick<Whistle, 'arrivedAt' | 'arriveDueAt'>): WhistleVerdict {
  if (arrivedAt === null) return 'no-show'
  return arrivedAt <= arriveDueAt ? 'on-time' : 'late'
}
