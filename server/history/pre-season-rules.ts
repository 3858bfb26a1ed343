import { seasonDays, seasonSpan } from '#shared/season'
import type { Season } from '#shared/season'
import { atStreetHour, DAY_MS, plus, streetDay } from '#shared/time'
import type { Instant } from '#shared/time'

/** So many days before its season a place is to be mended: 05-15 for the rains, 10-29 for the heating. */
const AHEAD_DAYS = 17

/** Whose it is by default: the offices whose own work it is. A post, never a person. */
export const whoMends: Record<Season, string> = { rain: '城乡办', heating: '城管办' }

export interface PreSeasonDates {
  season: Season
  year: number
  beginsOn: string
  dueOn: string
}

/**
 * The season that begins next and until when its places are to be mended. Who finds a place late still has until the
 * eve of the season; on the eve itself the next season is meant.
 */
export function nextPreSeason(season: Season, now: Instant): PreSeasonDates {
  const today = streetDay(now)
  const thisYear = Number(today.slice(0, 4))
  const eveOf = (year: number) => dayBefore(`${year}-${seasonDays[season].from}`, 1)
  const year = today < eveOf(thisYear) ? thisYear : thisYear + 1
  const beginsOn = streetDay(seasonSpan(season, year).from)
  const wanted = dayBefore(beginsOn, AHEAD_DAYS)
  return { season, year, beginsOn, dueOn: wanted >= today ? wanted : dayBefore(beginsOn, 1) }
}

function dayBefore(day: string, days: number): string {
  return streetDay(plus(atStreetHour(day, 12), -days * DAY_MS))
}
