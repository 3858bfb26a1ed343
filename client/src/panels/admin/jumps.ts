import { atStreetHour, between, DAY_MS, MINUTE_MS, plus, streetDay } from '#shared/time'
import type { Instant } from '#shared/time'

/** Jumps by so many minutes; the last is the length of the pipe burst. */
export const JUMP_MINUTES = [10, 60, 490] as const

/** Hours of the street's day to which one wants to jump: the fire, the two shifts, the picture, the evening. */
export const JUMP_HOURS = [5, 8, 14 + 32 / 60, 19.5, 20] as const

/** The next time it is that hour on the street, at least a minute ahead. */
export function nextTimeAt(hour: number, now: Instant): Instant {
  const today = atStreetHour(streetDay(now), hour)
  return between(now, today) >= MINUTE_MS ? today : plus(today, DAY_MS)
}

/** `05:00`. */
export function hourWords(hour: number): string {
  const minutes = Math.round(hour * 60)
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
