import { distanceMeters } from '#shared/geo'
import type { Position } from '#shared/geo'
import type { Incident } from '#shared/incident'
import { isOpen } from '#shared/incident'
import { kindOf } from '#shared/kind'
import type { KindId } from '#shared/kind'
import type { Suggestion } from '#shared/report'
import { between, MINUTE_MS } from '#shared/time'
import type { Instant } from '#shared/time'

export interface Heard {
  kind: KindId
  position: Position
  at: Instant
  drill: boolean
}

/** A cut supply and what caused it are heard under several names; `没电` may turn out to be the burst main. */
const sameEvent: readonly (readonly KindId[])[] = [['power-outage', 'pipe-burst', 'water-outage', 'heating-outage']]

/**
 * Open incidents a report may speak of: same kind (or one that causes it), within the kind's radius and time,
 * nearest first. Only a suggestion: people merge.
 */
export function suggestFor(heard: Heard, candidates: readonly Incident[]): Suggestion[] {
  const { nearMeters, recentMinutes } = kindOf(heard.kind)
  return candidates
    .filter((incident) => isOpen(incident) && incident.drill === heard.drill && mayBeSame(incident.kind, heard.kind))
    .map((incident) => ({
      incidentId: incident.id,
      number: incident.number,
      summary: incident.summary,
      place: incident.place,
      distanceMeters: Math.round(distanceMeters(incident.position, heard.position)),
      minutesApart: Math.round(Math.abs(between(incident.receivedAt, heard.at)) / MINUTE_MS),
      reportCount: incident.reportCount,
    }))
    .filter((found) => found.distanceMeters <= nearMeters && found.minutesApart <= recentMinutes)
    .sort((a, b) => a.distanceMeters - b.distanceMeters || a.minutesApart - b.minutesApart)
    .slice(0, 5)
}

function mayBeSame(a: KindId, b: KindId): boolean {
  return a === b || sameEvent.some((group) => group.includes(a) && group.includes(b))
}
