import { HOUR_MS, streetDay } from '#shared/time'
import type { SeenIncident } from '../../board/things.ts'

/** What was received today, newest first, and how much of it in the last hour. Merged ones are told by the one they joined. */
export function newestFirst(incidents: readonly SeenIncident[], now: number) {
  const day = streetDay(new Date(now).toISOString())
  const today = incidents
    .filter(({ status, receivedAt, drill }) => status !== 'merged' && !drill && streetDay(receivedAt) === day)
    .sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1))
  return { today, lastHour: today.filter(({ receivedAt }) => now - Date.parse(receivedAt) < HOUR_MS).length }
}
