import type { Assignment } from '#shared/assignment'
import type { Incident } from '#shared/incident'

/** A plain, valid incident. Name in a test only what that test is about. */
export function makeIncident(about: Partial<Incident> = {}): Incident {
  return {
    id: crypto.randomUUID(),
    number: '1118-0001',
    kind: 'power-outage',
    severity: 3,
    status: 'received',
    nature: 'help',
    origin: 'own',
    channel: 'hotline',
    position: [116.302, 39.902],
    communityId: null,
    gridId: null,
    buildingId: null,
    place: '翠屏里 8 号楼',
    address: null,
    summary: '停电',
    measures: { depthCm: null, households: null },
    text: '停电了',
    reportCount: 1,
    unanswered: 0,
    receivedAt: '2026-11-18T06:00:00.000Z',
    tier: 'before-noon',
    dueAt: '2026-11-18T10:00:00.000Z',
    respondedAt: null,
    arrivedAt: null,
    controlledAt: null,
    restoredAt: null,
    rootedOutAt: null,
    doneAt: null,
    revisitedAt: null,
    satisfied: null,
    closedAt: null,
    mergedIntoId: null,
    falseAlarm: false,
    drill: false,
    updatedAt: '2026-11-18T06:00:00.000Z',
    revision: 1,
    ...about,
  }
}

export function makeAssignment(about: Partial<Assignment> = {}): Assignment {
  return {
    id: crypto.randomUUID(),
    incidentId: crypto.randomUUID(),
    assignee: 'team',
    assigneeId: crypto.randomUUID(),
    label: '抢险 1 队',
    state: 'offered',
    sentAt: '2026-11-18T06:05:00.000Z',
    acceptedAt: null,
    arrivedAt: null,
    endedAt: null,
    reason: null,
    revision: 1,
    ...about,
  }
}
