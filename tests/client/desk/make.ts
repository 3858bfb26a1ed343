import type { SeenIncident } from '../../../client/src/board/things.ts'
import type { Incident } from '#shared/incident'
import type { ReportAnswer } from '#shared/report'

let counter = 0

export const makeId = () => `00000000-0000-4000-8000-${String(++counter).padStart(12, '0')}`

/** A plain, open incident as the desk sees it. Name in a test only what that test is about. */
export function makeIncident(about: Partial<Incident> = {}): Incident & SeenIncident {
  return {
    id: makeId(),
    number: '1118-0001',
    kind: 'power-outage',
    severity: 3,
    status: 'received',
    nature: 'help',
    origin: 'own',
    channel: 'hotline',
    position: [116.39, 39.87],
    communityId: null,
    gridId: null,
    buildingId: null,
    place: '翠屏里 8 号楼',
    address: null,
    summary: '停电',
    measures: { depthCm: null, households: null },
    text: '怎么突然停电了',
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

export function makeReportAnswer(id: string, incident: Incident): ReportAnswer {
  return {
    seq: 1,
    incident,
    report: {
      id,
      incidentId: incident.id,
      channel: 'hotline',
      nature: 'help',
      text: '停电',
      receivedAt: incident.receivedAt,
      observedAt: null,
      position: incident.position,
      place: incident.place,
      phoneMasked: null,
      hasName: false,
      needsAnswer: false,
      answeredAt: null,
      answer: null,
    },
  }
}
