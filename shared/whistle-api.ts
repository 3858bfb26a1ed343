import { z } from 'zod'
import { listOf } from './api.ts'
import { Incident } from './incident.ts'
import { ClaimedInstant } from './time.ts'
import { Whistle, WhistleKind, WhistleState, WhistleVerdict } from './whistle.ts'

const words = z.string().trim().min(1).max(300)

/** Joint enforcement, and only that, has an agreed time. Several departments are several commands. */
export const WhistleCommand = z
  .object({
    id: z.uuid(),
    departmentId: z.uuid(),
    kind: WhistleKind,
    agreedAt: ClaimedInstant.optional(),
    reason: words.optional(),
  })
  .refine(({ kind, agreedAt }) => (kind === 'joint-enforcement') === (agreedAt !== undefined), {
    message: 'expected an agreed time for joint-enforcement, and none for the other kinds',
    path: ['agreedAt'],
  })
export type WhistleCommand = z.infer<typeof WhistleCommand>

const seen = { id: z.uuid(), revision: z.int().positive() }

/** `revision` is the whistle's. */
export const WhistleFactCommand = z.discriminatedUnion('does', [
  z.object({ ...seen, does: z.enum(['answered', 'arrived', 'reminded', 'no-show']), note: words.optional() }),
  z.object({
    ...seen,
    does: z.literal('evaluated'),
    verdict: WhistleVerdict,
    mark: z.int().min(1).max(5),
    note: words.optional(),
  }),
  /** Sent by mistake: taken back while it waits, and never without a word why. */
  z.object({ ...seen, does: z.literal('withdrawn'), note: words }),
])
export type WhistleFactCommand = z.infer<typeof WhistleFactCommand>

export const WhistleAnswer = z.object({ whistle: Whistle, seq: z.int().nonnegative() })
export type WhistleAnswer = z.infer<typeof WhistleAnswer>

/** Filters of `GET /api/whistles`. Drills are left out, unless one asks for an incident. */
export const WhistleQuery = z.object({
  incident: z.uuid().optional(),
  department: z.uuid().optional(),
  state: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value),
      z.array(WhistleState).max(WhistleState.options.length),
    )
    .optional(),
  /** By the time of the whistle. */
  since: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
})
export type WhistleQuery = z.infer<typeof WhistleQuery>

/** A whistle with the case behind it. */
export const ListedWhistle = Whistle.partial()
  .required({ id: true, revision: true })
  .extend({
    incident: Incident.pick({ id: true, number: true, kind: true, severity: true, place: true, summary: true }),
  })
export type ListedWhistle = z.infer<typeof ListedWhistle>

export const WhistleList = listOf(ListedWhistle)
export type WhistleList = z.infer<typeof WhistleList>
