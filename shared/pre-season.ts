import { z } from 'zod'
import { listOf } from './api.ts'
import { KindId } from './kind.ts'
import { Season } from './season.ts'
import { Instant } from './time.ts'

const Day = z.iso.date()

/** 汛前办: a place to be mended before a season begins. It makes itself from the history. */
export const PreSeasonTask = z.object({
  id: z.uuid(),
  /** The place and kind, as the id of a recurrence. */
  placeKey: z.string(),
  kind: KindId,
  place: z.string(),
  communityId: z.uuid().nullable(),
  buildingId: z.uuid().nullable(),
  season: Season,
  /** In which the season begins. */
  year: z.int(),
  beginsOn: Day,
  dueOn: Day,
  /** A post or an office. */
  who: z.string(),
  state: z.enum(['open', 'done', 'declined']),
  createdAt: Instant,
  decidedAt: Instant.nullable(),
  decidedBy: z.string().nullable(),
  note: z.string().nullable(),
  revision: z.int().positive(),
})
export type PreSeasonTask = z.infer<typeof PreSeasonTask>

export const PreSeasonList = listOf(PreSeasonTask)
export type PreSeasonList = z.infer<typeof PreSeasonList>

/** `decline` says why; `reopen` takes either back. */
export const PreSeasonCommand = z
  .object({
    id: z.uuid(),
    revision: z.int().positive(),
    does: z.enum(['done', 'decline', 'reopen']),
    note: z.string().trim().min(1).max(300).optional(),
  })
  .refine(({ does, note }) => does !== 'decline' || note !== undefined, {
    path: ['note'],
    message: 'expected a reason for declining',
  })
export type PreSeasonCommand = z.infer<typeof PreSeasonCommand>

export const PreSeasonAnswer = z.object({ task: PreSeasonTask, seq: z.int().nonnegative() })
export type PreSeasonAnswer = z.infer<typeof PreSeasonAnswer>
