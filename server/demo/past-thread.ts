import { z } from 'zod'

/** What the thread that draws the past is told. */
export const PastThreadOrder = z.object({
  databaseUrl: z.string(),
  seed: z.string(),
  /** The street day on which the street was first seen. */
  until: z.iso.date(),
  /** The street's own holidays and make-up days. */
  calendarDays: z.map(z.iso.date(), z.boolean()),
})
export type PastThreadOrder = z.infer<typeof PastThreadOrder>

/** What it tells back. `stored` with 0 incidents: they were there already, or another process stores them. */
export const PastNews = z.discriminatedUnion('does', [
  z.object({ does: z.literal('drawing') }),
  z.object({ does: z.literal('drawn') }),
  z.object({ does: z.literal('warn'), message: z.string() }),
  z.object({ does: z.literal('stored'), incidents: z.int(), places: z.int() }),
])
export type PastNews = z.infer<typeof PastNews>
