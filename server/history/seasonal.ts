import type { KindId } from '#shared/kind'
import { seasonOf, seasonSpan, seasonYear } from '#shared/season'
import type { Season } from '#shared/season'
import { streetDay } from '#shared/time'
import type { Instant } from '#shared/time'

/** From so many on a season counts: once is weather, twice is the place. */
export const TIMES_IN_SEASON = 2
/** So many seasons one after the other. */
export const SEASONS_RUNNING = 2
/** From this share on a trouble belongs to its season and not to the whole year. */
const SEASON_SHARE = 0.8

/** What a season has to do with; that litter came twice in two winters is chance, and no work for the autumn. */
const seasonsOfKind: Partial<Record<KindId, readonly Season[]>> = {
  'waterlogging': ['rain'],
  'sewage-overflow': ['rain'],
  'leak': ['rain'],
  'manhole': ['rain'],
  'heating-outage': ['heating'],
  'pipe-burst': ['heating'],
  'water-outage': ['heating'],
  'power-outage': ['rain', 'heating'],
} // prettier-ignore

export interface SeasonRun {
  season: Season
  /** In which the seasons began, one after the other, the newest last. */
  years: number[]
}

/**
 * Does this trouble come with a season: the same kind at the same place at least twice in each of two successive rainy
 * or heating seasons, and hardly ever else? Null when not, or when the last whole season passed without it.
 */
export function seasonRunOf(kind: KindId, receivedAt: readonly Instant[], now: Instant): SeasonRun | null {
  const days = receivedAt.map(streetDay)
  for (const season of seasonsOfKind[kind] ?? []) {
    const inside = days.filter((day) => seasonOf(day) === season)
    if (inside.length === 0 || inside.length < SEASON_SHARE * days.length) continue
    const years = lastRun(inside.map(seasonYear))
    const newest = years.at(-1)
    const passed = newest === undefined || seasonSpan(season, newest + 1).to <= now
    if (years.length >= SEASONS_RUNNING && !passed) return { season, years }
  }
  return null
}

/** The newest years without a gap that each hold enough. */
function lastRun(years: readonly number[]): number[] {
  const times = new Map<number, number>()
  for (const year of years) times.set(year, (times.get(year) ?? 0) + 1)
  const enough = [...times].flatMap(([year, count]) => (count >= TIMES_IN_SEASON ? [year] : [])).sort((a, b) => a - b)
  return enough.reduce<number[]>((run, year) => (run.at(-1) === year - 1 ? [...run, year] : [year]), [])
}
