import { urgencyRank } from '#shared/severity'
import { originOfIncident } from '#shared/channel'
import type { Channel } from '#shared/channel'
import { kindOf } from '#shared/kind'
import { Problem } from '#shared/problem'
import type { Fact, FactKind, Incident, Measures, Status } from '#shared/incident'
import type { Assignment } from '#shared/assignment'
import type { KindId } from '#shared/kind'
import type { Instant } from '#shared/time'

/** What an incident's status and times are folded from. Facts in the order in which they were recorded. */
export interface History {
  facts: readonly Pick<Fact, 'kind' | 'at' | 'satisfied'>[]
  assignments: readonly Pick<Assignment, 'state' | 'sentAt' | 'arrivedAt'>[]
  /** When somebody answered one of its reports, acknowledged its alarm or whistled for it. */
  responses: readonly Instant[]
}

type Derived = Pick<
  Incident,
  | 'status'
  | 'respondedAt'
  | 'arrivedAt'
  | 'controlledAt'
  | 'restoredAt'
  | 'rootedOutAt'
  | 'doneAt'
  | 'revisitedAt'
  | 'satisfied'
  | 'closedAt'
  | 'falseAlarm'
>

/**
 * What follows from the facts: nothing else sets a status. The first of each kind counts;
 * reopening takes back done, revisited and closed, and leaves every clock running from the first report.
 */
export function derive(mergedIntoId: string | null, { facts, assignments, responses }: History): Derived {
  const times: Partial<Record<FactKind, Instant>> = {}
  let satisfied: boolean | null = null
  for (const fact of facts) {
    if (fact.kind === 'reopened') {
      delete times.done
      delete times.revisited
      delete times.closed
      delete times['false-alarm']
      satisfied = null
    } else {
      times[fact.kind] ??= fact.at
      if (fact.kind === 'revisited') satisfied = fact.satisfied
    }
  }
  const arrivals = assignments.flatMap(({ arrivedAt }) => arrivedAt ?? [])
  const arrivedAt = earliest([...arrivals, ...(times.arrived ? [times.arrived] : [])])
  const derived = {
    respondedAt: earliest([...facts.map(({ at }) => at), ...assignments.map(({ sentAt }) => sentAt), ...responses]),
    arrivedAt,
    controlledAt: times.controlled ?? null,
    restoredAt: times.restored ?? null,
    rootedOutAt: times['rooted-out'] ?? null,
    doneAt: times.done ?? null,
    revisitedAt: times.revisited ?? null,
    satisfied,
    closedAt: times.closed ?? times['false-alarm'] ?? null,
    falseAlarm: times['false-alarm'] !== undefined,
  }
  return {
    ...derived,
    status: statusOf(
      mergedIntoId,
      derived,
      assignments.some(({ state }) => state !== 'planned'),
    ),
  }
}

function statusOf(mergedIntoId: string | null, times: Omit<Derived, 'status'>, wasAssigned: boolean): Status {
  if (mergedIntoId) return 'merged'
  if (times.closedAt) return 'closed'
  if (times.revisitedAt) return 'revisited'
  if (times.doneAt) return 'done'
  if (times.restoredAt) return 'restored'
  if (times.controlledAt) return 'controlled'
  if (times.arrivedAt) return 'on-scene'
  return wasAssigned ? 'assigned' : 'received'
}

function earliest(times: readonly Instant[]): Instant | null {
  return times.reduce<Instant | null>((first, at) => (first === null || at < first ? at : first), null)
}

/** Refuses only what would make the record untrue; what is unusual is recorded as it happened. */
export function checkFact(incident: Incident, kind: FactKind): void {
  if (incident.mergedIntoId) {
    throw new Problem('conflict', 'This incident was merged into another one; record it there', { current: incident })
  }
  const isOver = incident.status === 'done' || incident.status === 'revisited' || incident.status === 'closed'
  if (kind === 'reopened' && !isOver) {
    throw new Problem('conflict', 'Only an incident that was done or closed can be reopened', { current: incident })
  }
  if (kind === 'revisited' && !incident.doneAt) {
    throw new Problem('conflict', 'A revisit asks about something that was done; record done first', {
      current: incident,
    })
  }
  if (kind === 'closed' && !incident.revisitedAt) {
    throw new Problem('conflict', 'Done is a claim: revisit before closing', { current: incident })
  }
  if (incident.status === 'closed' && kind !== 'reopened' && kind !== 'note') {
    throw new Problem('conflict', 'This incident is closed; reopen it first', { current: incident })
  }
}

/** Facts of a merged pair: the earlier first report, the more urgent level, every channel. */
export function absorb(into: Incident, from: Incident, channels: readonly Channel[]): Incident {
  return {
    ...into,
    severity: urgencyRank(from.severity) < urgencyRank(into.severity) ? from.severity : into.severity,
    origin: originOfIncident(channels),
  }
}

const DEPTH = /([0-9]{1,3})\s*(?:厘米|公分|cm)/i
const HOUSEHOLDS = /([0-9]{1,5})\s*户/

/** Measured facts in the words of a report. Only these leave the desk. */
export function measuresIn(kind: KindId, text: string): Measures {
  const depth = kind === 'waterlogging' || kind === 'garage-fire' ? Number(DEPTH.exec(text)?.[1] ?? 0) : 0
  const households = kindOf(kind).group === 'utility' ? Number(HOUSEHOLDS.exec(text)?.[1] ?? 0) : 0
  return { depthCm: depth > 0 ? depth : null, households: households > 0 ? households : null }
}

/** `积水 35 厘米`, `23 户暖气不热`: kind and measured facts, never free text. */
export function summaryOf(kind: KindId, { depthCm, households }: Measures): string {
  const { label } = kindOf(kind)
  return `${households ? `${households} 户` : ''}${label}${depthCm ? ` ${depthCm} 厘米` : ''}`
}
