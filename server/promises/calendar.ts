import { createRequire } from 'node:module'
import { z } from 'zod'
import { atStreetHour, between, DAY_MS, plus, streetDay } from '#shared/time'
import type { Instant } from '#shared/time'

/** Tells working days from holidays, by street day (`2026-11-18`). */
export interface Calendar {
  isWorkingDay(day: string): boolean
}

/**
 * The calendar of the State Council, with an administrator's own days over it: true is a working day.
 * Years whose plan is not published yet know weekends and the days that are always free, but no make-up days.
 */
export function createCalendar(ownDays: ReadonlyMap<string, boolean> = new Map()): Calendar {
  return {
    isWorkingDay(day) {
      const own = ownDays.get(day)
      if (own !== undefined) return own
      if (day in published.workdays) return true
      if (day in published.holidays || alwaysFree.has(day.slice('2026-'.length))) return false
      return !isWeekend(day)
    },
  }
}

/** No plan of holidays comes near this; beyond it the calendar itself is wrong. */
const LONGEST_BREAK_DAYS = 60

/** The street day of the first working day after the one this instant lies in. */
export function nextWorkingDay(at: Instant, calendar: Calendar): string {
  for (let days = 1; days <= LONGEST_BREAK_DAYS; days++) {
    const day = streetDay(plus(at, days * DAY_MS))
    if (calendar.isWorkingDay(day)) return day
  }
  throw new Error(`Expected a working day within ${LONGEST_BREAK_DAYS} days after ${at}, found none`)
}

/**
 * One working day later: the same time of the next working day. A free day does not count, so what comes in on one has
 * until the first working day is over.
 */
export function workingDayAfter(at: Instant, calendar: Calendar): Instant {
  const next = nextWorkingDay(at, calendar)
  if (!calendar.isWorkingDay(streetDay(at))) return atStreetHour(next, 24)
  return plus(atStreetHour(next, 0), between(atStreetHour(streetDay(at), 0), at))
}

/**
 * Only the tables of the package are used. Its functions build them anew in the machine's zone, and west of
 * Greenwich they move every day by one.
 */
const published = z
  .object({ holidays: z.record(z.iso.date(), z.string()), workdays: z.record(z.iso.date(), z.string()) })
  .parse(createRequire(import.meta.url)('chinese-days/dist/chinese-days.json'))

/** New Year, Labour Day and National Day: free by law every year, whatever the year's plan adds. */
const alwaysFree: ReadonlySet<string> = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'])

function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay()
  return weekday === 0 || weekday === 6
}
