import type { KindId } from '#shared/kind'
import { DAY_MS, HOUR_MS, MINUTE_MS, plus } from '#shared/time'
import type { Instant } from '#shared/time'
import { needsErrand, satisfaction } from './ordinary-day.ts'
import type { Random } from './street/random.ts'

export interface CourseOrder {
  kind: KindId
  receivedAt: Instant
  /** From the answer until it is done. */
  minutes: number
  end: Instant
  random: Random
  restored: boolean
}

/** The times of a case that is filed before the end, however long such a thing takes otherwise. */
export function courseOf({ kind, receivedAt, minutes, end, random, restored }: CourseOrder) {
  const respondedAt = plus(receivedAt, random.between(0.5, 7) * MINUTE_MS)
  const left = Date.parse(end) - Date.parse(respondedAt)
  const doneAfter = Math.min(minutes * MINUTE_MS, 0.5 * left)
  const doneAt = plus(respondedAt, doneAfter)
  const revisitedAt = plus(doneAt, Math.min(random.between(30, 1_500) * MINUTE_MS, 0.3 * left))
  return {
    respondedAt,
    arrivedAt: needsErrand(kind)
      ? plus(respondedAt, Math.min(doneAfter * 0.6, random.between(6, 25) * MINUTE_MS))
      : null,
    restoredAt: restored ? plus(respondedAt, doneAfter * 0.9) : null,
    doneAt,
    revisitedAt,
    satisfied: satisfaction(random),
    closedAt: plus(revisitedAt, Math.min(random.between(5, 600) * MINUTE_MS, 0.1 * left)),
  }
}

/** The street day so many days before the street midnight `end`. */
export function dayBefore(end: Instant, days: number): string {
  // The end is a street midnight: half a day later lies safely inside the day.
  return new Date(Date.parse(plus(end, -days * DAY_MS + DAY_MS / 2)) + 8 * HOUR_MS).toISOString().slice(0, 10)
}
