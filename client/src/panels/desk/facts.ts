import type { FactKind } from '#shared/incident'
import type { SeenIncident } from '../../board/things.ts'

const onTheWay: readonly { kind: FactKind; at: (incident: SeenIncident) => string | null | undefined }[] = [
  { kind: 'arrived', at: ({ arrivedAt }) => arrivedAt },
  { kind: 'controlled', at: ({ controlledAt }) => controlledAt },
  { kind: 'restored', at: ({ restoredAt }) => restoredAt },
  { kind: 'rooted-out', at: ({ rootedOutAt }) => rootedOutAt },
]

/**
 * What can truly be recorded now: what has not happened yet, and nothing the server would have to refuse. A revisit
 * needs a claim to ask about, filing needs a revisit; what was done can still be rooted out.
 */
export function factsThatMayFollow(incident: SeenIncident): FactKind[] {
  switch (incident.status) {
    case 'merged':
      return []
    case 'closed':
      return ['reopened']
    case 'revisited':
      return [...missingOf(incident, ['rooted-out']), 'revisited', 'closed', 'reopened']
    case 'done':
      return [...missingOf(incident, ['rooted-out']), 'revisited', 'reopened', 'false-alarm', 'care-call']
    default:
      return [
        ...missingOf(incident, ['arrived', 'controlled', 'restored', 'rooted-out']),
        'done',
        'false-alarm',
        'care-call',
      ]
  }
}

function missingOf(incident: SeenIncident, kinds: readonly FactKind[]): FactKind[] {
  return onTheWay.filter(({ kind, at }) => kinds.includes(kind) && !at(incident)).map(({ kind }) => kind)
}

/** Ends something, so it stands back behind the steps of the work. */
export function isFinal(kind: FactKind): boolean {
  return kind === 'false-alarm' || kind === 'care-call' || kind === 'reopened'
}
