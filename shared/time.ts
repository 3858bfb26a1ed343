import { z } from 'zod'

/** An instant: ISO 8601, UTC, to the millisecond. As text it sorts the way time runs. */
export const Instant = z.iso.datetime({ precision: 3 })
export type Instant = z.infer<typeof Instant>

const YEAR_10000_MS = Date.UTC(10_000, 0)

/** Milliseconds since 1970 as an instant; null outside the years that both our text and PostgreSQL can hold. */
export function instantOf(ms: number): Instant | null {
  return ms >= 0 && ms < YEAR_10000_MS ? new Date(ms).toISOString() : null
}

/** What a device or another system claims: an ISO 8601 time with a zone, of 1970 or later, turned into our one form. */
export const ClaimedInstant = z.iso.datetime({ offset: true }).transform((text, context) => {
  const at = instantOf(Date.parse(text))
  if (at) return at
  context.addIssue({ code: 'custom', message: 'expected an ISO 8601 time with a zone, of 1970 or later' })
  return z.NEVER
})

/** Tells domain time. In the demo it may run ahead and faster; it never runs back. */
export interface Clock {
  now(): Instant
}

/** Real time, for everything outside the demo and for the age of data. */
export const realClock: Clock = { now: () => new Date().toISOString() }

export const SECOND_MS = 1_000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** China has had one zone and no summer time since 1991, so the street's wall clock is UTC plus eight hours. */
export const STREET_OFFSET_MS = 8 * HOUR_MS

/** The instant so many milliseconds later (or earlier, when negative). */
export function plus(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString()
}

/** Milliseconds from `from` to `to`; negative when `to` is earlier. */
export function between(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from)
}

/** The street's calendar day, `2026-11-18`. */
export function streetDay(at: Instant): string {
  return new Date(Date.parse(at) + STREET_OFFSET_MS).toISOString().slice(0, 10)
}

/** The street's time of day in minutes since its midnight. */
export function streetMinutes(at: Instant): number {
  const local = new Date(Date.parse(at) + STREET_OFFSET_MS)
  return local.getUTCHours() * 60 + local.getUTCMinutes()
}

/** The instant of a street day (`2026-11-18`) at so many hours after its midnight. 24 is the next midnight. */
export function atStreetHour(day: string, hour: number): Instant {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) - STREET_OFFSET_MS + hour * HOUR_MS).toISOString()
}
