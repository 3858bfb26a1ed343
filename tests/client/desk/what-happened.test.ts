import { describe, expect, it } from 'vitest'
import { WhistleFactKind } from '#shared/whistle'
import { factsThatMayFollow } from '../../../client/src/panels/desk/facts.ts'
import { stepsOf } from '../../../client/src/panels/desk/steps.ts'
import { timelineOf } from '../../../client/src/panels/desk/timeline.ts'
import { newId } from '../../../client/src/commands/new-id.ts'
import { makeWhistle, makeWhistleFact } from '../../rules/make-whistle.ts'
import { makeIncident } from './make.ts'
import { makeWords } from '../make-words.ts'

const nothing = { reports: [], facts: [], assignments: [], whistles: [], whistleFacts: [], alarms: [], legs: [] }
const at = (minute: number) => `2026-11-18T06:${String(minute).padStart(2, '0')}:00.000Z`

describe('what can be recorded', () => {
  it.each([
    ['received', {}, ['arrived', 'controlled', 'restored', 'rooted-out', 'done', 'false-alarm', 'care-call']],
    ['on-scene', { arrivedAt: at(1) }, ['controlled', 'restored', 'rooted-out', 'done', 'false-alarm', 'care-call']],
    ['done', { doneAt: at(1) }, ['rooted-out', 'revisited', 'reopened', 'false-alarm', 'care-call']],
    ['revisited', { rootedOutAt: at(1) }, ['revisited', 'closed', 'reopened']],
    ['closed', {}, ['reopened']],
    ['merged', {}, []],
  ] as const)('after %s is what has not happened and would not be refused', (status, times, kinds) => {
    expect(factsThatMayFollow(makeIncident({ status, ...times }))).toEqual(kinds)
  })
})

describe('the seven steps', () => {
  it('mark the newest as current and do not make up what was never recorded', () => {
    const steps = stepsOf(makeIncident({ arrivedAt: at(3), restoredAt: at(9) }), at(1))
    expect(steps.map(({ key, state }) => [key, state])).toEqual([
      ['received', 'reached'],
      ['assigned', 'reached'],
      ['arrived', 'reached'],
      ['controlled', 'passed'],
      ['restored', 'current'],
      ['rootedOut', 'ahead'],
      ['done', 'ahead'],
    ])
  })

  it('say revisited and filed in the place of done', () => {
    const last = (times: object) => stepsOf(makeIncident(times), null).at(-1)?.key
    expect(last({ doneAt: at(1) })).toBe('done')
    expect(last({ doneAt: at(1), revisitedAt: at(2) })).toBe('revisited')
    expect(last({ doneAt: at(1), revisitedAt: at(2), closedAt: at(3) })).toBe('closed')
  })
})

describe('the timeline', () => {
  it('tells reports, answers, errands and facts, newest first', () => {
    const incident = makeIncident()
    const assignment = {
      id: 'a',
      incidentId: incident.id,
      assignee: 'team',
      assigneeId: 't',
      label: '抢险 1 队',
    } as const
    const lines = timelineOf({
      ...nothing,
      reports: [
        {
          id: 'r',
          incidentId: incident.id,
          channel: 'hotline',
          nature: 'help',
          text: '停电，要不要下楼',
          receivedAt: at(0),
          observedAt: null,
          position: null,
          place: '',
          phoneMasked: null,
          hasName: false,
          needsAnswer: true,
          answeredAt: at(2),
          answer: '不用下楼',
        },
      ],
      facts: [
        {
          id: 'f',
          incidentId: incident.id,
          kind: 'revisited',
          at: at(9),
          author: '值班调度 02',
          note: null,
          satisfied: null,
        },
      ],
      assignments: [
        {
          ...assignment,
          state: 'declined',
          sentAt: at(3),
          acceptedAt: null,
          arrivedAt: null,
          endedAt: at(5),
          reason: '在另一处',
          revision: 2,
        },
      ],
    })
    expect(lines.map(({ key, quote }) => [key, quote])).toEqual([
      ['revisited-unreached', null],
      ['unit-declined', '在另一处'],
      ['unit-sent', null],
      ['answer', '不用下楼'],
      ['report', '停电，要不要下楼'],
    ])
  })
})

describe('the timeline of a whistle that was sent by mistake', () => {
  it('keeps that it was sent, and tells above it who withdrew it and why', () => {
    const whistle = makeWhistle({ id: 'w', state: 'withdrawn', sentAt: at(0), reason: '带泵' })
    const lines = timelineOf({
      ...nothing,
      whistles: [whistle],
      whistleFacts: [
        {
          ...makeWhistleFact('withdrawn', at(2), { note: '点错部门', author: '值班调度 03' }),
          id: 'f',
          whistleId: 'w',
        },
      ],
    })
    expect(lines.map(({ key, values, quote, author }) => [key, values['unit'], quote, author])).toEqual([
      ['whistle-withdrawn', '供电公司', '点错部门', { label: '值班调度 03' }],
      ['whistle-sent', '供电公司', '带泵', { label: '值班调度 02' }],
    ])
  })

  it.each(WhistleFactKind.options)('has words for %s in both languages', (kind) => {
    for (const locale of ['zh-CN', 'en'] as const) {
      expect(makeWords(locale).global.te(`desk.timeline.whistle-${kind}`, locale)).toBe(true)
    }
  })
})

describe('the id of a command', () => {
  it('is a UUID of version 4, made without a secure context, and another one each time', () => {
    const ids = Array.from({ length: 200 }, newId)
    expect(new Set(ids).size).toBe(200)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})
