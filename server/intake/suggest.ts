import type { Position } from '#shared/geo'
import { isOpen } from '#shared/incident'
import type { Incident } from '#shared/incident'
import type { KindId } from '#shared/kind'
import type { Suggestion } from '#shared/report'
import { byNearness, sameEvent } from '#shared/same-event'
import type { Instant } from '#shared/time'

export interface Heard {
  kind: KindId
  position: Position
  at: Instant
  drill: boolean
}

const MOST = 5

/** Open incidents a report may speak of, nearest first. Only a suggestion: people merge. */
export function suggestFor({ kind, position, at, drill }: Heard, candidates: readonly Incident[]): Suggestion[] {
  return candidates
    .filter((incident) => isOpen(incident) && incident.drill === drill)
    .flatMap((incident) => {
      const nearness = sameEvent(incident, { kind, position, receivedAt: at })
      const { id: incidentId, number, summary, place, reportCount } = incident
      return nearness ? [{ incidentId, number, summary, place, reportCount, ...nearness }] : []
    })
    .sort(byNearness)
    .slice(0, MOST)
}
