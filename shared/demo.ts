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

/** The stories a demo can play: the four emergencies the product exists for, and the three minutes that convince. */
export const StoryName = z.enum([
  'three-minutes',
  'pipe-burst-blackout',
  'garage-fire',
  'tripping-breaker',
  'waterlogging',
])
export type StoryName = z.infer<typeof StoryName>

const Bilingual = z.object({ zh: z.string(), en: z.string() })
export type Bilingual = z.infer<typeof Bilingual>

/** What a step needs that the story cannot do by itself: a room that is not built yet, or a person's own hands. */
export const MissingPart = z.enum(['emergency', 'history', 'readings', 'person'])
export type MissingPart = z.infer<typeof MissingPart>

export const StoryStepState = z.object({
  title: Bilingual,
  /** Minutes after the first call; negative for what happened before it. */
  minutes: z.number(),
  /** When it happened or will; null while the story is not played. */
  at: Instant.nullable(),
  told: z.boolean(),
  /** Empty: all of it is played. */
  missing: z.array(MissingPart),
})
export type StoryStepState = z.infer<typeof StoryStepState>

export const StoryState = z.object({
  name: StoryName,
  title: Bilingual,
  /** The street's hour at which it happened in truth; null when it does not matter. */
  hour: z.number().nullable(),
  /** `held`: waits for the next `step`, `play` or `jump`. */
  state: z.enum(['idle', 'playing', 'held', 'over']),
  steps: z.array(StoryStepState),
  /** The step that comes next; null when there is none. */
  next: z.int().nullable(),
})
export type StoryState = z.infer<typeof StoryState>

/** `play`: by the clock, from wherever it stands. `step`: the clock jumps to the next step. `jump`: to the last one. */
export const StoryCommand = z.object({ id: z.uuid(), mode: z.enum(['play', 'step', 'jump']) })
export type StoryCommand = z.infer<typeof StoryCommand>

export const StoryAnswer = z.object({ story: StoryState, clock: DemoClock, seq: z.int().nonnegative() })
export type StoryAnswer = z.infer<typeof StoryAnswer>

export const StoryList = z.object({ items: z.array(StoryState) })
export type StoryList = z.infer<typeof StoryList>
