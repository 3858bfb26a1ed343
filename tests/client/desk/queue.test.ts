import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import { offsetMeters } from '#shared/geo'
import { createBoard } from '../../../client/src/board/board.ts'
import { groupOf, handedOutIncidents, isInTab, queueOf } from '../../../client/src/panels/desk/queue.ts'
import { useDeskQueue } from '../../../client/src/screens/desk/useDeskQueue.ts'
import { makeSeenWhistle } from '../make-seen-whistle.ts'
import { makeIncident } from './make.ts'

const nobody = () => false
/** Nobody works on anything without an assignment. */
const none: ReadonlySet<string> = new Set()
const at = '2026-11-18T07:00:00.000Z'

describe('the queue of the desk', () => {
  it.each([
    ['received', {}, 'new'],
    ['assigned', {}, 'active'],
    ['on-scene', {}, 'active'],
    ['controlled', {}, 'active'],
    ['restored', { restoredAt: at }, 'root-cause'],
    ['restored', { restoredAt: at, rootedOutAt: at }, 'follow-up'],
    ['done', { doneAt: at }, 'follow-up'],
    ['revisited', { doneAt: at, revisitedAt: at }, 'follow-up'],
    ['closed', {}, null],
    ['merged', {}, null],
  ] as const)('puts what is %s (%o) into the group %s', (status, times, group) => {
    expect(groupOf(makeIncident({ status, ...times }), false)).toBe(group)
  })

  it.each([
    ['received', 'active'],
    ['on-scene', 'active'],
    ['restored', 'root-cause'],
    ['done', 'follow-up'],
    ['closed', null],
  ] as const)('puts what is %s, when a department was whistled for it, into the group %s', (status, group) => {
    expect(groupOf(makeIncident({ status }), true)).toBe(group)
  })

  it.each([
    ['was whistled', { state: 'sent' }, 'active'],
    ['has answered', { state: 'answered' }, 'active'],
    ['stands there', { state: 'arrived', arrivedAt: at }, 'active'],
    ['came and was judged', { state: 'evaluated', arrivedAt: at }, 'active'],
    ['did not come', { state: 'no-show', noShowAt: at }, 'new'],
    ['did not come and was judged', { state: 'evaluated', noShowAt: at }, 'new'],
    ['was whistled by mistake', { state: 'withdrawn', withdrawnAt: at }, 'new'],
  ] as const)('has a new case whose department %s (%o) under %s', (_how, about, group) => {
    const incident = makeIncident()
    const ids = handedOutIncidents([makeSeenWhistle({ incidentId: incident.id, ...about })], [])
    expect(queueOf([incident], ids, nobody)).toMatchObject([{ group }])
  })

  it('keeps a case handed out while one of several departments still holds it, and touches no other case', () => {
    const [incident, other] = [makeIncident(), makeIncident()]
    const ids = handedOutIncidents(
      [
        makeSeenWhistle({ incidentId: incident.id }),
        makeSeenWhistle({ incidentId: incident.id, state: 'withdrawn', withdrawnAt: at }),
      ],
      [],
    )
    const groups = new Map(queueOf([incident, other], ids, nobody).map((entry) => [entry.incident.id, entry.group]))
    expect([groups.get(incident.id), groups.get(other.id)]).toEqual(['active', 'new'])
  })

  it.each([
    ['runs', 'active', 'active'],
    ['is being stood down', 'standing-down', 'active'],
    ['is over', 'ended', 'new'],
  ] as const)('has a new case whose emergency %s under %s', (_how, state, group) => {
    const incident = makeIncident()
    const ids = handedOutIncidents([], [{ incidentId: incident.id, state }])
    expect(queueOf([incident], ids, nobody)).toMatchObject([{ group }])
  })

  it('shows group by group, the most urgent level first, then what is due first, then who waits longest', () => {
    const far = [116.5, 39.9] as [number, number]
    const incidents = [
      makeIncident({ number: 'restored', status: 'restored', severity: 1, kind: 'gas-leak' }),
      makeIncident({ number: 'no deadline', severity: 4, dueAt: null, kind: 'parking' }),
      makeIncident({ number: 'due later', severity: 4, dueAt: '2026-11-18T12:00:00.000Z', kind: 'leak' }),
      makeIncident({ number: 'due soon', severity: 4, dueAt: '2026-11-18T08:00:00.000Z', kind: 'manhole' }),
      makeIncident({ number: 'routine', severity: 0, dueAt: '2026-11-18T07:00:00.000Z', kind: 'clutter' }),
      makeIncident({ number: 'urgent', severity: 2, kind: 'pipe-burst', position: far }),
      makeIncident({ number: 'sent', status: 'assigned', severity: 1, kind: 'lift-trapped' }),
    ]
    expect(queueOf(incidents, none, nobody).map(({ incident }) => incident.number)).toEqual([
      'urgent',
      'due soon',
      'due later',
      'no deadline',
      'routine',
      'sent',
      'restored',
    ])
  })

  it('counts as late only what is open and past its promise', () => {
    const now = Date.parse('2026-11-18T10:00:01.000Z')
    const tab = (about: Parameters<typeof makeIncident>[0]) =>
      queueOf([makeIncident(about)], none, nobody).filter((entry) => isInTab(entry, 'late', now)).length
    expect(tab({})).toBe(1)
    expect(tab({ dueAt: '2026-11-18T10:00:02.000Z' })).toBe(0)
    expect(tab({ dueAt: null })).toBe(0)
    expect(tab({ status: 'done', doneAt: '2026-11-18T11:00:00.000Z' })).toBe(0)
  })

  it('keeps a question in its own tab until somebody has answered', () => {
    const [asks, answered] = queueOf([makeIncident({ unanswered: 1 }), makeIncident({ severity: 4 })], none, nobody)
    expect(asks && isInTab(asks, 'unanswered', 0)).toBe(true)
    expect(answered && isInTab(answered, 'unanswered', 0)).toBe(false)
  })
})

describe('the queue on the desk’s screen', () => {
  it('moves a new case to what is being dealt with when a department is whistled, and back when that is withdrawn', () => {
    const frames: (() => void)[] = []
    const board = createBoard((show) => {
      frames.push(show)
      return () => frames.splice(0)
    })
    const incident = makeIncident()
    const sent = makeSeenWhistle({ incidentId: incident.id })
    const { entries } = useDeskQueue(board, ref(0))
    const groupAfter = (change: Parameters<typeof board.merge>[0]) => {
      board.merge(change)
      frames.splice(0).forEach((show) => show())
      return entries.value.map(({ group }) => group)
    }
    const whistled = (seq: number, state: typeof sent) =>
      ({ seq, entity: 'whistle', id: sent.id, revision: state.revision, state }) as const

    expect(groupAfter({ seq: 1, entity: 'incident', id: incident.id, revision: 1, state: incident })).toEqual(['new'])
    expect(groupAfter(whistled(2, sent))).toEqual(['active'])
    const withdrawn = { ...sent, state: 'withdrawn', withdrawnAt: at, revision: 2 } as const
    expect(groupAfter(whistled(3, withdrawn))).toEqual(['new'])
  })
})

describe('a second word about the same event', () => {
  const first = makeIncident({ number: 'first' })
  const second = (about: Parameters<typeof makeIncident>[0] = {}) =>
    makeIncident({
      position: offsetMeters(first.position, 40, 0),
      receivedAt: '2026-11-18T06:06:00.000Z',
      ...about,
    })
  const sameAs = (later: ReturnType<typeof second>, isDismissed: (a: string, b: string) => boolean = nobody) =>
    queueOf([first, later], none, isDismissed).find(({ incident }) => incident.id === later.id)?.sameAs

  it('is suggested with how far and how long apart, on the younger of the two only', () => {
    expect(sameAs(second())).toMatchObject({ incident: { number: 'first' }, distanceMeters: 40, minutesApart: 6 })
    expect(queueOf([first, second()], none, nobody).filter((entry) => isInTab(entry, 'same', 0))).toHaveLength(1)
  })

  it('may come under the name of the cause', () => {
    expect(sameAs(second({ kind: 'pipe-burst' }))).not.toBeNull()
  })

  it.each([
    ['another kind', { kind: 'parking' as const }],
    ['too far away', { position: offsetMeters(first.position, 900, 0) }],
    ['too long ago', { receivedAt: '2026-11-18T16:00:00.000Z' }],
    ['a drill beside the real thing', { drill: true }],
    ['settled already', { status: 'done' as const }],
  ])('is not suggested when it is %s', (_why, about) => {
    expect(sameAs(second(about))).toBeNull()
  })

  it('is not suggested again once a person said that they are two', () => {
    const later = second()
    expect(sameAs(later, (a, b) => [a, b].includes(later.id) && [a, b].includes(first.id))).toBeNull()
  })
})
