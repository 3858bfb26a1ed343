import { seasonDays } from '#shared/season'
import type { Season } from '#shared/season'
import { atStreetHour } from '#shared/time'

export interface SeasonBand {
  season: Season
  /** Shares of the span, 0 to 1. */
  from: number
  to: number
}

/** The pale bands behind a span of time: where each season begins and ends in it. */
export function seasonBands(from: string, to: string): SeasonBand[] {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  const firstYear = new Date(start).getUTCFullYear() - 1
  const years = Array.from({ length: new Date(end).getUTCFullYear() - firstYear + 1 }, (_, index) => firstYear + index)
  const share = (at: string) => Math.min(1, Math.max(0, (Date.parse(at) - start) / (end - start)))
  const seasons = ['heating', 'rain'] as const
  return years
    .flatMap((year) =>
      seasons.map((season) => {
        const days = seasonDays[season]
        const lastYear = days.to < days.from ? year + 1 : year
        return {
          season,
          from: share(atStreetHour(`${year}-${days.from}`, 0)),
          to: share(atStreetHour(`${lastYear}-${days.to}`, 24)),
        }
      }),
    )
    .filter((band) => band.to > band.from)
    .sort((one, other) => one.from - other.from)
}
