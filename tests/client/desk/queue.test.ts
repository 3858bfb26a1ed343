import { describe, expect, it } from 'vitest'
import { offsetMeters } from '#shared/geo'
import { groupOf, isInTab, queueOf } from '../../../client/src/panels/desk/queue.ts'
import { makeIncident } from './make.ts'

const nobody = () => false
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
    expect(groupOf(makeIncident({ status, ...times }))).toBe(group)
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
    expect(queueOf(incidents, nobody).map(({ incident }) => incident.number)).toEqual([
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
      queueOf([makeIncident(about)], nobody).filter((entry) => isInTab(entry, 'late', now)).length
    expect(tab({})).toBe(1)
    expect(tab({ dueAt: '2026-11-18T10:00:02.000Z' })).toBe(0)
    expect(tab({ dueAt: null })).toBe(0)
    expect(tab({ status: 'done', doneAt: '2026-11-18T11:00:00.000Z' })).toBe(0)
  })

  it('keeps a question in its own tab until somebody has answered', () => {
    const [asks, answered] = queueOf([makeIncident({ unanswered: 1 }), makeIncident({ severity: 4 })], nobody)
    expect(asks && isInTab(asks, 'unanswered', 0)).toBe(true)
    expect(answered && isInTab(answered, 'unanswered', 0)).toBe(false)
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
    queueOf([first, later], isDismissed).find(({ incident }) => incident.id === later.id)?.sameAs

  it('is suggested with how far and how long apart, on the younger of the two only', () => {
    expect(sameAs(second())).toMatchObject({ incident: { number: 'first' }, distanceMeters: 40, minutesApart: 6 })
    expect(queueOf([first, second()], nobody).filter((entry) => isInTab(entry, 'same', 0))).toHaveLength(1)
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
