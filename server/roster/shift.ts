import { atStreetHour, DAY_MS, plus, streetDay, streetMinutes } from '#shared/time'
import type { Instant } from '#shared/time'

/** A part of the day; it lasts until the next one starts, over midnight too. */
export interface ShiftStart {
  code: string
  name: string
  /** In minutes after the street's midnight. */
  startsMinutes: number
}

/** The shift that runs at `now` and when it ends; null when none is defined. A shift ends in the minute the next one starts. */
export function shiftAt<Shift extends ShiftStart>(
  shifts: readonly Shift[],
  now: Instant,
): { shift: Shift; endsAt: Instant } | null {
  const inOrder = [...shifts].sort((one, other) => one.startsMinutes - other.startsMinutes)
  const minutes = streetMinutes(now)
  // Before the first start of the day, the last one of yesterday still runs.
  const shift = inOrder.findLast(({ startsMinutes }) => startsMinutes <= minutes) ?? inOrder.at(-1)
  if (!shift) return null
  const next = inOrder.find(({ startsMinutes }) => startsMinutes > minutes)
  const first = inOrder[0] ?? shift
  const endsAt = next ? atMinutes(now, next.startsMinutes) : plus(atMinutes(now, first.startsMinutes), DAY_MS)
  return { shift, endsAt }
}

function atMinutes(now: Instant, minutes: number): Instant {
  return atStreetHour(streetDay(now), minutes / 60)
}
