import type { CureState } from '#shared/history'
import { seasonDays, seasonOf, seasonSpan, seasonYear } from '#shared/season'
import type { Season } from '#shared/season'
import { between, DAY_MS, streetDay } from '#shared/time'
import type { Instant } from '#shared/time'

/** So long a place is watched after its cause is said to be gone. */
export const WATCH_DAYS = 14

/** From this share on a trouble belongs to a season; it has to come in two different years of it, or it is chance. */
const SEASON_SHARE = 0.8
const SEASON_YEARS = 2

/** The season with which a trouble comes, and in how many years of it; without one, null and 0. */
export function seasonOfTrouble(receivedAt: readonly Instant[]): { season: Season | null; years: number } {
  const days = receivedAt.map(streetDay)
  for (const season of ['heating', 'rain'] as const) {
    const inside = days.filter((day) => seasonOf(day) === season)
    const years = new Set(inside.map(seasonYear)).size
    if (inside.length >= SEASON_SHARE * days.length && years >= SEASON_YEARS) return { season, years }
  }
  return { season: null, years: 0 }
}

export interface Cure {
  state: CureState
  /** Since the cause is said to be gone; null while nobody says so, or it came back. */
  curedDays: number | null
  awaitsSeason: boolean
}

/**
 * Rooted out is a claim until it has been watched: for some days, and where the trouble belongs to a season, until
 * that season has come again. Whatever came after the claim takes it back.
 */
export function cureOf(
  incidents: readonly { receivedAt: Instant; rootedOutAt: Instant | null }[],
  season: Season | null,
  now: Instant,
): Cure {
  const rootedOutAt = incidents.reduce<Instant | null>(
    (latest, { rootedOutAt: at }) => (at !== null && at > (latest ?? '') ? at : latest),
    null,
  )
  const cameBack = rootedOutAt !== null && incidents.some(({ receivedAt }) => receivedAt > rootedOutAt)
  if (rootedOutAt === null || cameBack || rootedOutAt > now) {
    return { state: 'not-cured', curedDays: null, awaitsSeason: false }
  }
  const curedDays = Math.floor(between(rootedOutAt, now) / DAY_MS)
  const awaitsSeason = season !== null && now < endOfNextSeason(season, rootedOutAt)
  const isWatched = awaitsSeason || curedDays < WATCH_DAYS
  return { state: isWatched ? 'watched' : 'rooted-out', curedDays, awaitsSeason }
}

/** When the season that begins next after this instant is over. */
function endOfNextSeason(season: Season, at: Instant): Instant {
  const day = streetDay(at)
  const year = Number(day.slice(0, 4))
  return seasonSpan(season, day.slice(5) < seasonDays[season].from ? year : year + 1).to
}
