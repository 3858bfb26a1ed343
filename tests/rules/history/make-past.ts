import { uuidFrom } from '../../../server/demo/street/random.ts'
import type { PastIncident } from '../../../server/history/past-incident.ts'

/** An incident that is over and counts; name only what the test is about. */
export function makePast(about: Partial<PastIncident> & { name: string }): PastIncident {
  const { name, ...rest } = about
  return {
    id: uuidFrom(name),
    number: '1118-0001',
    kind: 'power-outage',
    severity: 3,
    status: 'closed',
    nature: 'help',
    origin: 'own',
    position: [116.3, 39.9],
    communityId: null,
    buildingId: uuidFrom('house'),
    place: '翠屏里 8 号楼',
    summary: '停电',
    reportCount: 1,
    receivedAt: '2026-11-18T06:32:00.000Z',
    restoredAt: null,
    rootedOutAt: null,
    doneAt: null,
    drill: false,
    falseAlarm: false,
    careCall: false,
    caller: null,
    ...rest,
  }
}
