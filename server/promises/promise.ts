import { NEAR_SHARE } from '#shared/promise'
import type { PromiseState, PromiseTier } from '#shared/promise'
import { atStreetHour, between, DAY_MS, plus, streetDay, streetMinutes } from '#shared/time'
import type { Instant } from '#shared/time'
import { nextWorkingDay } from './calendar.ts'
import type { Calendar } from './calendar.ts'

/**
 * By when a thing received now must be settled: 不过晌, 不过夜, 不过周. Hours are the street's.
 * The clock starts with the first report and never again, so this is asked once per incident.
 */
export function dueAt(tier: PromiseTier, receivedAt: Instant, calendar: Calendar): Instant {
  return deadlines[tier](receivedAt, calendar)
}

const NOON = 12
const EVENING = 18
const HAND_OVER = 20
const MIDNIGHT = 24
const MORNING = 8

/** On the stroke of an hour the later deadline counts: nobody can settle a thing in the second it comes in. */
const deadlines: Record<PromiseTier, (receivedAt: Instant, calendar: Calendar) => Instant> = {
  'before-noon'(receivedAt, calendar) {
    const day = streetDay(receivedAt)
    if (isBefore(receivedAt, NOON)) return atStreetHour(day, NOON)
    if (isBefore(receivedAt, EVENING)) return atStreetHour(day, EVENING)
    return atStreetHour(nextWorkingDay(receivedAt, calendar), NOON)
  },

  /** Late in the evening the promise is to make safe and hand over by the morning, holiday or not. */
  'before-night'(receivedAt) {
    const day = streetDay(receivedAt)
    return atStreetHour(day, isBefore(receivedAt, HAND_OVER) ? MIDNIGHT : MIDNIGHT + MORNING)
  },

  'before-week': (receivedAt) => plus(receivedAt, 7 * DAY_MS),
}

function isBefore(at: Instant, hour: number): boolean {
  return streetMinutes(at) < hour * 60
}

/** What a promise is judged by; `settledAt` is null while the thing is open. */
export interface PromiseTimes {
  receivedAt: Instant
  dueAt: Instant
  settledAt: Instant | null
}

/** How a promise stands at `now`: `near` from 80 % of its span, `over` past it; settled on the dot is kept. */
export function promiseState({ receivedAt, dueAt, settledAt }: PromiseTimes, now: Instant): PromiseState {
  if (settledAt !== null) return between(settledAt, dueAt) >= 0 ? 'kept' : 'broken'
  if (between(dueAt, now) > 0) return 'over'
  const share = between(receivedAt, now) / between(receivedAt, dueAt)
  return share >= NEAR_SHARE ? 'near' : 'running'
}
