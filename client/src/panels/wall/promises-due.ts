import { HOUR_MS } from '#shared/time'
import { promiseStanding } from '../../board/promise-standing.ts'
import type { SeenIncident } from '../../board/things.ts'

const SOON_MS = HOUR_MS

/** Open promises in the order in which they fall due: what is late, what will be within the hour, what comes after. */
export function promisesDue(open: readonly SeenIncident[], now: number) {
  const promised = open
    .filter(({ drill, dueAt }) => dueAt !== null && !drill)
    .sort((a, b) => ((a.dueAt ?? '') < (b.dueAt ?? '') ? -1 : 1))
  const late = promised.filter((incident) => promiseStanding(incident, now) === 'over').length
  const soon = promised.filter(({ dueAt }) => Date.parse(dueAt ?? '') - now < SOON_MS).length - late
  return { promised, late, soon }
}
