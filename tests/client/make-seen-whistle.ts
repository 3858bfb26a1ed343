import { randomUUID } from 'node:crypto'
import type { SeenWhistle } from '../../client/src/board/things.ts'

/** An emergency whistle of 14:32 street time, as every screen may see it. Name in a test only what that test is about. */
export function makeSeenWhistle(about: Partial<SeenWhistle> = {}): SeenWhistle {
  return {
    id: randomUUID(),
    incidentId: randomUUID(),
    label: '供电公司',
    kind: 'emergency',
    state: 'sent',
    drill: false,
    sentAt: '2026-11-18T06:32:00.000Z',
    answerDueAt: '2026-11-18T06:42:00.000Z',
    arriveDueAt: '2026-11-18T07:02:00.000Z',
    answeredAt: null,
    arrivedAt: null,
    noShowAt: null,
    reminders: 0,
    remindedAt: null,
    withdrawnAt: null,
    revision: 1,
    ...about,
  }
}
