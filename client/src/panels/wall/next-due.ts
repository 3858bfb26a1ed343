import { HOUR_MS, MINUTE_MS } from '#shared/time'
import type { SeenEmergency, SeenWhistle } from '../../board/things.ts'
import { nextClock } from '../whistle/whistle-times.ts'

export type Due = { at: number } & (
  | { what: 'firstReport' | 'followUp' | 'plannedCut' | 'restore' }
  | { what: 'visit'; waiting: number }
  | { what: 'whistle'; clock: 'answer' | 'arrive'; labels: readonly string[] }
)

/** The wall does not know in which tier somebody waits; the widest target of the priority tiers, 4 hours, is true of all. */
const VISIT_WITHIN_MS = 4 * HOUR_MS

/**
 * What is due in an emergency, soonest first, what is late before it. Made of counts and clocks: no door, no name. A
 * whistle whose time is over stands among the whistles, and no longer here: nobody's name is ever red.
 */
export function nextDue(emergency: SeenEmergency, whistles: readonly SeenWhistle[], now: number): Due[] {
  const { firstReportedAt, firstReportDueAt, followUpDueAt, finalReportedAt, plannedCutAt, expectedRestoreAt } =
    emergency
  const { reached, all } = emergency.counters.priority
  const { utilities } = emergency.counters
  /** A cut that was made is not late, and neither is a restoring that is done. */
  const isOnSomewhere = utilities.some(({ on }) => on > 0)
  const isOffSomewhere = utilities.some(({ cut, temporary }) => cut + temporary > 0)
  const at = (iso: string) => Date.parse(iso)
  const dues: Due[] = [
    ...(reached < all
      ? [{ what: 'visit' as const, waiting: all - reached, at: at(emergency.declaredAt) + VISIT_WITHIN_MS }]
      : []),
    ...(finalReportedAt || firstReportedAt ? [] : [{ what: 'firstReport' as const, at: at(firstReportDueAt) }]),
    ...(followUpDueAt && firstReportedAt ? [{ what: 'followUp' as const, at: at(followUpDueAt) }] : []),
    ...(plannedCutAt && (at(plannedCutAt) > now || isOnSomewhere)
      ? [{ what: 'plannedCut' as const, at: at(plannedCutAt) }]
      : []),
    ...(expectedRestoreAt && isOffSomewhere ? [{ what: 'restore' as const, at: at(expectedRestoreAt) }] : []),
    ...whistlesDue(whistles, now),
  ]
  return dues.sort((one, other) => one.at - other.at)
}

/** Departments that were whistled in the same minute have one line. */
function whistlesDue(whistles: readonly SeenWhistle[], now: number): Due[] {
  const lines = new Map<string, { at: number; clock: 'answer' | 'arrive'; labels: string[] }>()
  for (const whistle of whistles) {
    const clock = nextClock(whistle, now)
    if (!clock) continue
    const key = `${clock.what} ${Math.floor(clock.at / MINUTE_MS)}`
    const line = lines.get(key)
    if (!line) lines.set(key, { at: clock.at, clock: clock.what, labels: [whistle.label] })
    else {
      line.at = Math.min(line.at, clock.at)
      line.labels.push(whistle.label)
    }
  }
  return [...lines.values()].map((line) => ({ what: 'whistle', ...line }))
}
