import { z } from 'zod'
import { atStreetHour } from './time.ts'
import type { Instant } from './time.ts'

/** The two seasons that bring their own trouble. The rest of the year is neither. */
export const Season = z.enum(['heating', 'rain'])
export type Season = z.infer<typeof Season>

/** First and last day, `MM-DD`, both included: 供暖季 as Beijing heats, 汛期 as its flood office counts. */
export const seasonDays: Record<Season, { from: string; to: string }> = {
  heating: { from: '11-15', to: '03-15' },
  rain: { from: '06-01', to: '09-15' },
}

/** In which season a street day (`2026-11-18`) lies, if in any. */
export function seasonOf(day: string): Season | null {
  const monthDay = day.slice('2026-'.length)
  if (monthDay >= seasonDays.heating.from || monthDay <= seasonDays.heating.to) return 'heating'
  return monthDay >= seasonDays.rain.from && monthDay <= seasonDays.rain.to ? 'rain' : null
}

/** The year in which the season of that day began: January belongs to the heating of the year before. */
export function seasonYear(day: string): number {
  const year = Number(day.slice(0, 4))
  return day.slice('2026-'.length) <= seasonDays.heating.to ? year - 1 : year
}

/** A season from its first midnight to its last; `year` is the one in which it begins. */
export function seasonSpan(season: Season, year: number): { from: Instant; to: Instant } {
  const { from, to } = seasonDays[season]
  return {
    from: atStreetHour(`${year}-${from}`, 0),
    to: atStreetHour(`${to < from ? year + 1 : year}-${to}`, 24),
  }
}
