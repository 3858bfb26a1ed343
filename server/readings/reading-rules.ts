import { FUTURE_MS, OLDEST_READING_DAYS, readingBounds, readingUnits } from '#shared/reading'
import type { SentReading, Station } from '#shared/reading'
import type { ProblemError } from '#shared/problem'
import { between, DAY_MS } from '#shared/time'
import type { Instant } from '#shared/time'

/** What is wrong with a batch, value by value, and what was expected instead. Nothing wrong: an empty list. */
export function faultsOf(
  readings: readonly SentReading[],
  stations: ReadonlyMap<string, Station>,
  now: Instant,
): ProblemError[] {
  const seen = new Set<string>()
  return readings.flatMap((reading, index) => {
    const refuse = (field: string, message: string) => [{ path: `readings.${index}.${field}`, message }]
    const station = stations.get(reading.station)
    if (!station) return refuse('station', `expected the code of a station of yours, got ${reading.station}`)
    const { min, max } = readingBounds[station.kind]
    if (reading.value < min || reading.value > max) {
      const unit = readingUnits[station.kind]
      return refuse('value', `expected ${station.kind} between ${min} and ${max} ${unit}, got ${reading.value}`)
    }
    if (between(reading.observedAt, now) > OLDEST_READING_DAYS * DAY_MS) {
      return refuse('observedAt', `expected the last ${OLDEST_READING_DAYS} days, got ${reading.observedAt}`)
    }
    const moment = `${reading.station} ${reading.observedAt}`
    if (seen.has(moment)) return refuse('observedAt', 'expected one value for a station and a moment, got a second')
    seen.add(moment)
    return []
  })
}

/** Observed in the future: the clock of whoever read it is wrong. */
export function isFuture(observedAt: Instant, now: Instant): boolean {
  return between(now, observedAt) > FUTURE_MS
}
