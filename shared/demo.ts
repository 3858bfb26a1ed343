import { z } from 'zod'
import { ClaimedInstant, Instant } from './time.ts'

/** The slowest and the fastest the made-up street's time may run, in street seconds a second. */
export const DEMO_RATES = { slowest: 1, fastest: 60 } as const

/** The street's clock in a demo. `rate` null: it is real time, and nobody has touched it. */
export const DemoClock = z.object({
  now: Instant,
  realNow: Instant,
  rate: z.number().nullable(),
  /** Everything that was due up to here has happened; behind `now` while the story catches up after a jump. */
  toldThrough: Instant.nullable(),
})
export type DemoClock = z.infer<typeof DemoClock>

/** Another rate, or a jump forward to a time or by so many minutes, or both. */
export const ClockCommand = z
  .object({
    id: z.uuid(),
    rate: z.number().min(DEMO_RATES.slowest).max(DEMO_RATES.fastest).optional(),
    jumpTo: ClaimedInstant.optional(),
    jumpMinutes: z.number().min(-1_000_000).max(1_000_000).optional(),
  })
  .refine(({ rate, jumpTo, jumpMinutes }) => rate ?? jumpTo ?? jumpMinutes, {
    message: 'expected a rate, a time to jump to, or minutes to jump by',
    path: ['rate'],
  })
  .refine(({ jumpTo, jumpMinutes }) => jumpTo === undefined || jumpMinutes === undefined, {
    message: 'expected a time or minutes to jump, not both',
    path: ['jumpTo'],
  })
export type ClockCommand = z.infer<typeof ClockCommand>

export const ClockAnswer = z.object({ clock: DemoClock, seq: z.int().nonnegative() })
export type ClockAnswer = z.infer<typeof ClockAnswer>
