import { randomUUID } from 'node:crypto'
import type { SeenAlarm, SeenAssignment, SeenEmergency, SeenIncident, SeenLine } from '../../client/src/board/things.ts'

/** A plain open incident as every screen may see it. Name in a test only what that test is about. */
export function makeSeenIncident(about: Partial<SeenIncident> = {}): SeenIncident {
  return {
    id: randomUUID(),
    number: '1118-0001',
    kind: 'lift-outage',
    severity: 4,
    status: 'received',
    channel: 'hotline',
    origin: 'own',
    position: [116.3, 39.9],
    communityId: null,
    gridId: null,
    place: '翠屏里 8 号楼',
    summary: '电梯停运',
    receivedAt: '2026-11-18T06:00:00.000Z',
    tier: 'before-noon',
    dueAt: '2026-11-18T10:00:00.000Z',
    restoredAt: null,
    doneAt: null,
    updatedAt: '2026-11-18T06:00:00.000Z',
    revision: 1,
    ...about,
  }
}

export function makeSeenAlarm(about: Partial<SeenAlarm> = {}): SeenAlarm {
  return {
    id: randomUUID(),
    incidentId: randomUUID(),
    level: 1,
    raisedAt: '2026-11-18T06:00:00.000Z',
    confirmedAt: null,
    acknowledgedAt: null,
    falseAlarm: false,
    revision: 1,
    ...about,
  }
}

export function makeSeenLine(about: Partial<SeenLine> = {}): SeenLine {
  return {
    id: randomUUID(),
    communityId: randomUUID(),
    ordinal: 1,
    state: 'idle',
    missed: 0,
    callbacks: 0,
    revision: 1,
    ...about,
  }
}

export function makeSeenAssignment(about: Partial<SeenAssignment> = {}): SeenAssignment {
  return {
    id: randomUUID(),
    incidentId: randomUUID(),
    assignee: 'team',
    label: '抢险 1 队',
    state: 'offered',
    sentAt: '2026-11-18T06:01:00.000Z',
    acceptedAt: null,
    arrivedAt: null,
    endedAt: null,
    revision: 1,
    ...about,
  }
}

export function makeSeenEmergency(about: Partial<SeenEmergency> = {}): SeenEmergency {
  return {
    id: randomUUID(),
    incidentId: randomUUID(),
    kind: 'pipe-burst',
    state: 'active',
    drill: false,
    declaredAt: '2026-11-18T06:06:00.000Z',
    standingDownAt: null,
    endedAt: null,
    area: null,
    buildingIds: [],
    utilities: ['water'],
    expectedRestoreAt: null,
    alert: null,
    casualties: 0,
    trapped: 0,
    plannedCutAt: null,
    firstReportDueAt: '2026-11-18T06:36:00.000Z',
    firstReportedAt: null,
    followUpDueAt: null,
    lastReportedAt: null,
    finalReportedAt: null,
    setAsideAt: null,
    distributionStartedAt: null,
    counters: {
      households: 2_000,
      told: 0,
      priority: { reached: 6, all: 8 },
      attention: { reached: 18, all: 64 },
      waitingBuildingIds: [],
      utilities: [],
    },
    latest: [],
    revision: 1,
    ...about,
  }
}
