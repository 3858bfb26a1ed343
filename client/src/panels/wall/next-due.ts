import { HOUR_MS } from '#shared/time'
import type { SeenEmergency } from '../../board/things.ts'

export type Due = { at: number } & (
  { what: 'firstReport' | 'followUp' | 'plannedCut' | 'restore' } | { what: 'visit'; waiting: number }
)

/** The wall does not know in which tier somebody waits; the widest target of the priority tiers, 4 hours, is true of all. */
const VISIT_WITHIN_MS = 4 * HOUR_MS

/** What is due in an emergency, soonest first, what is late before it. Made of counts and clocks: no door, no name. */
export function nextDue(emergency: SeenEmergency): Due[] {
  const { firstReportedAt, firstReportDueAt, followUpDueAt, finalReportedAt, plannedCutAt, expectedRestoreAt } =
    emergency
  const { reached, all } = emergency.counters.priority
  const at = (iso: string) => Date.parse(iso)
  const dues: Due[] = [
    ...(reached < all
      ? [{ what: 'visit' as const, waiting: all - reached, at: at(emergency.declaredAt) + VISIT_WITHIN_MS }]
      : []),
    ...(finalReportedAt || firstReportedAt ? [] : [{ what: 'firstReport' as const, at: at(firstReportDueAt) }]),
    ...(followUpDueAt && firstReportedAt ? [{ what: 'followUp' as const, at: at(followUpDueAt) }] : []),
    ...(plannedCutAt ? [{ what: 'plannedCut' as const, at: at(plannedCutAt) }] : []),
    ...(expectedRestoreAt ? [{ what: 'restore' as const, at: at(expectedRestoreAt) }] : []),
  ]
  return dues.sort((one, other) => one.at - other.at)
}
