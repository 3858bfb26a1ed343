import type { Pool } from 'pg'
import { distanceMeters } from '#shared/geo'
import type { Position } from '#shared/geo'
import { NEAR_STATION_METERS, RAIN_DAY_MM } from '#shared/reading'
import type { RainOver, Station } from '#shared/reading'
import { plus, streetDay } from '#shared/time'
import type { Instant } from '#shared/time'
import { daysOf, stations } from './reading-store.ts'
import type { ReadingDay } from './reading-store.ts'

export interface RainSpan {
  from: Instant
  to: Instant
}

/** The rain of a place over these spans, in their order; null where no gauge near enough had read anything. */
export type RainAt = (position: Position, spans: readonly RainSpan[]) => Promise<(RainOver | null)[]>

/** The rain gauge that speaks for a place: the nearest, while it is near enough. */
export function gaugeNear<T extends Pick<Station, 'kind' | 'position'>>(
  all: readonly T[],
  position: Position,
): T | null {
  const byDistance = all
    .filter(({ kind }) => kind === 'rain')
    .map((station) => ({ station, meters: distanceMeters(station.position, position) }))
    .sort((one, other) => one.meters - other.meters)
  const [nearest] = byDistance
  return nearest && nearest.meters <= NEAR_STATION_METERS ? nearest.station : null
}

/** Sums the days that lie in a span, whole street days; a day counts as rainy from ten millimetres. */
export function rainOver(days: readonly Pick<ReadingDay, 'day' | 'total'>[], { from, to }: RainSpan, station: string) {
  const [first, last] = [streetDay(from), streetDay(plus(to, -1))]
  const within = days.filter(({ day }) => day >= first && day <= last)
  if (within.length === 0) return null
  return {
    millimetres: Math.round(within.reduce((sum, { total }) => sum + total, 0) * 10) / 10,
    rainDays: within.filter(({ total }) => total >= RAIN_DAY_MM).length,
    days: within.length,
    station,
  }
}

export function createRain(pool: Pool): RainAt {
  return async (position, spans) => {
    const gauge = gaugeNear(await stations(pool), position)
    if (!gauge || spans.length === 0) return spans.map(() => null)
    const from = spans.reduce((first, span) => (span.from < first ? span.from : first), spans[0]?.from ?? '')
    const to = spans.reduce((last, span) => (span.to > last ? span.to : last), '')
    const days = await daysOf(pool, [gauge.id], streetDay(from), streetDay(to))
    return spans.map((span) => rainOver(days, span, gauge.name))
  }
}
