import { distanceMeters } from '#shared/geo'
import { NEAR_STATION_METERS, RAIN_CHECK_MM } from '#shared/reading'
import type { Station } from '#shared/reading'
import type { Instant } from '#shared/time'
import type { Work } from '../db/command.ts'
import { fallDue } from './rechecks.ts'
import type { WaitingRecheck } from './recheck-store.ts'

interface HeardRain {
  station: Pick<Station, 'kind' | 'position'>
  observedAt: Instant
  /** Millimetres that fell there in the hour up to it. */
  lastHour: number
}

/**
 * The next rain is a reading, not a date: what waits for it falls due in the same transaction in which a gauge near
 * the place has read enough since the look was owed. A drizzle tests nothing, and rain before the works proves nothing.
 */
export async function lookAfterRain(work: Work, readings: readonly HeardRain[]): Promise<void> {
  const rain = readings.filter(({ station, lastHour }) => station.kind === 'rain' && lastHour >= RAIN_CHECK_MM)
  if (rain.length === 0) return
  await fallDue(work, 'next-rain', work.at, (waiting) => rain.some((reading) => hasRainedAt(waiting, reading)))
}

function hasRainedAt({ createdAt, position }: WaitingRecheck, { observedAt, station }: HeardRain): boolean {
  return observedAt > createdAt && distanceMeters(station.position, position) <= NEAR_STATION_METERS
}
