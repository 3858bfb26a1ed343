import type { Whistle, WhistleFact, WhistleFactKind } from '#shared/whistle'

/** A plain emergency whistle at 14:32 street time, not answered yet. Name in a test only what that test is about. */
export function makeWhistle(about: Partial<Whistle> = {}): Whistle {
  return {
    id: crypto.randomUUID(),
    incidentId: crypto.randomUUID(),
    departmentId: crypto.randomUUID(),
    label: '供电公司',
    kind: 'emergency',
    state: 'sent',
    drill: false,
    sentAt: '2026-11-18T06:32:00.000Z',
    sentBy: '值班调度 02',
    answerDueAt: '2026-11-18T06:42:00.000Z',
    arriveDueAt: '2026-11-18T07:02:00.000Z',
    answeredAt: null,
    arrivedAt: null,
    noShowAt: null,
    reminders: 0,
    remindedAt: null,
    evaluatedAt: null,
    verdict: null,
    mark: null,
    note: null,
    evaluatedBy: null,
    reason: null,
    withdrawnAt: null,
    withdrawnBy: null,
    withdrawnWhy: null,
    revision: 1,
    ...about,
  }
}

type ToldFact = Omit<WhistleFact, 'id' | 'whistleId'>

export function makeWhistleFact(kind: WhistleFactKind, at: string, about: Partial<ToldFact> = {}): ToldFact {
  return { kind, at, author: '值班调度 02', note: null, verdict: null, mark: null, ...about }
}
