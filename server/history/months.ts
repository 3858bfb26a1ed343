import { atStreetHour, streetDay } from '#shared/time'
import type { Instant } from '#shared/time'

const MONTHS = 24

/** The street's last 24 calendar months, the one of `now` as the last. */
export function monthsBefore(now: Instant): { month: string; from: Instant; to: Instant }[] {
  const day = streetDay(now)
  const last = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
  return Array.from({ length: MONTHS }, (_, index) => {
    const number = last - MONTHS + 1 + index
    return { month: monthOf(number), from: startOf(number), to: startOf(number + 1) }
  })
}

/** What is looked at when nobody says a period: twelve calendar months up to now. */
export function lastTwelveMonths(now: Instant): { from: Instant; to: Instant } {
  return { from: monthsBefore(now)[MONTHS - 12]?.from ?? now, to: now }
}

function monthOf(number: number): string {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`
}

function startOf(number: number): Instant {
  return atStreetHour(`${monthOf(number)}-01`, 0)
}
