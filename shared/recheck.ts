import { z } from 'zod'
import { KindId } from './kind.ts'
import { Instant } from './time.ts'

/** After which fact somebody looks again. */
export const RecheckAfter = z.enum(['controlled', 'restored', 'rooted-out'])
export type RecheckAfter = z.infer<typeof RecheckAfter>

/** When: at nine the next morning, or when the next rain has fallen. */
export const RecheckDue = z.enum(['next-day', 'next-rain'])
export type RecheckDue = z.infer<typeof RecheckDue>

/** What the street looks at again, and when. `what` is said to the worker: `火点、线路、消防设施`. */
export const RecheckRule = z.object({
  after: RecheckAfter,
  due: RecheckDue,
  what: z.string().trim().min(1).max(120),
})
export type RecheckRule = z.infer<typeof RecheckRule>

/** The rules of one kind. An empty list is a decision too: nobody looks again. */
export const RecheckRules = z.object({ kind: KindId, rules: z.array(RecheckRule).max(6) })
export type RecheckRules = z.infer<typeof RecheckRules>

/** `trouble`: it is not as it should be; the case is opened again, or goes on. */
export const RecheckResult = z.enum(['fine', 'trouble'])
export type RecheckResult = z.infer<typeof RecheckResult>

/** 复查: one look that is owed at the place of an incident. It makes itself; the workers of the grid owe it. */
export const Recheck = RecheckRule.extend({
  id: z.uuid(),
  incidentId: z.uuid(),
  /** Of the incident, as they stand now. */
  number: z.string(),
  kind: KindId,
  place: z.string(),
  /** Whose workers owe it; null: nobody's grid, so the desk sees to it. */
  gridId: z.uuid().nullable(),
  createdAt: Instant,
  /** Null while it waits for the rain. */
  dueAt: Instant.nullable(),
  doneAt: Instant.nullable(),
  /** The label of an account, never a resident. */
  doneBy: z.string().nullable(),
  result: RecheckResult.nullable(),
  note: z.string().nullable(),
  /** The incident was a false alarm: there is nothing to look at. */
  voidAt: Instant.nullable(),
  revision: z.int().positive(),
})
export type Recheck = z.infer<typeof Recheck>

export function isOwed({ doneAt, voidAt }: Pick<Recheck, 'doneAt' | 'voidAt'>): boolean {
  return doneAt === null && voidAt === null
}

export const RecheckCommand = z
  .object({
    id: z.uuid(),
    revision: z.int().positive(),
    result: RecheckResult,
    note: z.string().trim().min(1).max(1_000).optional(),
  })
  .refine(({ result, note }) => result === 'fine' || note !== undefined, {
    message: 'expected a note that says what is wrong',
    path: ['note'],
  })
export type RecheckCommand = z.infer<typeof RecheckCommand>

export const RecheckAnswer = z.object({ recheck: Recheck, seq: z.int().nonnegative() })
export type RecheckAnswer = z.infer<typeof RecheckAnswer>

export const RecheckRulesCommand = RecheckRules.extend({ id: z.uuid() })
export type RecheckRulesCommand = z.infer<typeof RecheckRulesCommand>
