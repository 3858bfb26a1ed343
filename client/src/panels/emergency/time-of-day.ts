import { atStreetHour, HOUR_MS, plus, streetDay } from '#shared/time'

/** `23:00` as it is meant by somebody at `now` (ms): today's, or tomorrow's when it has passed. Null: not a time. */
export function nextAt(text: string, now: number): string | null {
  const [hours, minutes] = text.split(':').map(Number)
  if (text === '' || hours === undefined || minutes === undefined) return null
  const at = atStreetHour(streetDay(new Date(now).toISOString()), hours + minutes / 60)
  return Date.parse(at) < now ? plus(at, 24 * HOUR_MS) : at
}
