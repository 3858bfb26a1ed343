import type { Severity } from '#shared/severity'
import { streetDay } from '#shared/time'
import { promiseStanding } from '../../board/promise-standing.ts'
import type { SeenIncident } from '../../board/things.ts'

export interface OpenCounts {
  total: number
  /** Received on the street's day of `now`; `today + older` is the total. */
  today: number
  older: number
  /** Past their promise. */
  late: number
  bySeverity: Record<Severity, number>
}

/** Counts the very list that stands beneath the figures, so the two can never disagree. Drills are not counted. */
export function countOpen(open: readonly SeenIncident[], now: number): OpenCounts {
  const counts: OpenCounts = { total: 0, today: 0, older: 0, late: 0, bySeverity: { 0: 0, 1: 0, 2: 0, 3: 0, 4: 0 } }
  const day = streetDay(new Date(now).toISOString())
  for (const incident of open) {
    if (incident.drill) continue
    counts.total++
    counts.bySeverity[incident.severity]++
    if (streetDay(incident.receivedAt) === day) counts.today++
    else counts.older++
    if (promiseStanding(incident, now) === 'over') counts.late++
  }
  return counts
}
