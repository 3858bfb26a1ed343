import { isOpen } from '#shared/incident'
import { byNearness, sameEvent } from '#shared/same-event'
import { holdsTheCase } from '#shared/whistle'
import { byUrgency } from '../../board/by-urgency.ts'
import { promiseStanding } from '../../board/promise-standing.ts'
import type { SeenEmergency, SeenIncident, SeenWhistle } from '../../board/things.ts'

/** Where an incident stands in the desk's day. A group is a question that waits for the coordinator. */
export const queueGroups = ['new', 'active', 'root-cause', 'follow-up'] as const
export type QueueGroup = (typeof queueGroups)[number]

/**
 * The group of an incident; null when it waits for nobody here. *Restored* is not over: its cause is.
 * *Done* is a claim, so it waits for the revisit, and what was revisited waits to be filed. `isHandedOut`: somebody works
 * on it though nobody was assigned, which leaves the status of an incident as it was.
 */
export function groupOf(incident: SeenIncident, isHandedOut: boolean): QueueGroup | null {
  switch (incident.status) {
    case 'received':
      return isHandedOut ? 'active' : 'new'
    case 'assigned':
    case 'on-scene':
    case 'controlled':
      return 'active'
    case 'restored':
      return incident.rootedOutAt ? 'follow-up' : 'root-cause'
    case 'done':
    case 'revisited':
      return 'follow-up'
    case 'closed':
    case 'merged':
      return null
  }
}

/** The incidents that some department holds or for which an emergency runs, by id. */
export function handedOutIncidents(
  whistles: readonly SeenWhistle[],
  emergencies: readonly Pick<SeenEmergency, 'incidentId' | 'state'>[],
): ReadonlySet<string> {
  const held = [...whistles.filter(holdsTheCase), ...emergencies.filter(({ state }) => state !== 'ended')]
  return new Set(held.map(({ incidentId }) => incidentId))
}

export const queueTabs = ['all', 'late', 'unanswered', 'same'] as const
export type QueueTab = (typeof queueTabs)[number]

/** What the desk knows of an incident besides itself. */
export interface QueueEntry {
  incident: SeenIncident
  group: QueueGroup
  /** An older open incident this one may be a second word about. */
  sameAs: SameEvent | null
}

export interface SameEvent {
  incident: SeenIncident
  distanceMeters: number
  minutesApart: number
}

/**
 * Everything that waits at the desk: by group, then the most urgent level, then what is due first. `handedOutIds`: what
 * somebody works on without an assignment.
 */
export function queueOf(
  incidents: readonly SeenIncident[],
  handedOutIds: ReadonlySet<string>,
  isDismissed: (a: string, b: string) => boolean,
): QueueEntry[] {
  const open = incidents.filter((incident) => isOpen(incident))
  return incidents
    .flatMap((incident) => {
      const group = groupOf(incident, handedOutIds.has(incident.id))
      return group ? [{ incident, group, sameAs: sameEventOf(incident, open, isDismissed) }] : []
    })
    .sort((a, b) => queueGroups.indexOf(a.group) - queueGroups.indexOf(b.group) || byUrgency(a.incident, b.incident))
}

/** Past its promise and not settled. `now` in ms since 1970, the server's. */
export function isLate(incident: SeenIncident, now: number): boolean {
  return isOpen(incident) && promiseStanding(incident, now) === 'over'
}

export function isInTab(entry: QueueEntry, tab: QueueTab, now: number): boolean {
  if (tab === 'late') return isLate(entry.incident, now)
  if (tab === 'unanswered') return (entry.incident.unanswered ?? 0) > 0
  if (tab === 'same') return entry.sameAs !== null
  return true
}

/** The nearest older open incident of the same kind, within the radius and the time of that kind. */
export function sameEventOf(
  incident: SeenIncident,
  open: readonly SeenIncident[],
  isDismissed: (a: string, b: string) => boolean,
): SameEvent | null {
  if (!isOpen(incident)) return null
  const found = open
    .filter((other) => isOlder(other, incident))
    .filter((other) => other.drill === incident.drill && !isDismissed(incident.id, other.id))
    .flatMap((other) => {
      const nearness = sameEvent(other, incident)
      return nearness ? [{ incident: other, ...nearness }] : []
    })
    .sort(byNearness)
  return found[0] ?? null
}

const isOlder = (other: SeenIncident, incident: SeenIncident) =>
  other.id !== incident.id &&
  (other.receivedAt < incident.receivedAt || (other.receivedAt === incident.receivedAt && other.id < incident.id))
