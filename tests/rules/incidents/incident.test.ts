import { describe, expect, it } from 'vitest'
import type { FactKind } from '#shared/incident'
import { createCalendar } from '../../../server/promises/calendar.ts'
import { absorb, checkFact, derive, measuresIn, summaryOf } from '../../../server/incidents/incident.ts'
import { edited } from '../../../server/incidents/desk.ts'
import { makeAssignment, makeIncident } from '../make.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 18, 6, minute)).toISOString()
const facts = (...kinds: FactKind[]) =>
  kinds.map((kind, i) => ({ kind, at: at(i + 10), satisfied: kind === 'revisited' ? true : null }))
const none = { facts: [], assignments: [], responses: [] }

describe('the status of an incident', () => {
  it.each([
    ['nothing yet', [], 'received'],
    ['a note', ['note'], 'received'],
    ['somebody arrived', ['arrived'], 'on-scene'],
    ['under control', ['arrived', 'controlled'], 'controlled'],
    ['restored', ['arrived', 'restored'], 'restored'],
    ['rooted out but nobody said done', ['restored', 'rooted-out'], 'restored'],
    ['done', ['restored', 'done'], 'done'],
    ['somebody asked', ['done', 'revisited'], 'revisited'],
    ['filed', ['done', 'revisited', 'closed'], 'closed'],
    ['a false alarm', ['false-alarm'], 'closed'],
    ['reopened after it was done', ['restored', 'done', 'revisited', 'reopened'], 'restored'],
    ['done, reopened and done again', ['done', 'reopened', 'done'], 'done'],
  ] as const)('follows from its facts: %s', (_what, kinds, status) => {
    expect(derive(null, { ...none, facts: facts(...kinds) }).status).toBe(status)
  })

  it('is assigned once somebody was sent, and on the scene once they are there', () => {
    const sent = makeAssignment()
    expect(derive(null, { ...none, assignments: [sent] }).status).toBe('assigned')
    expect(derive(null, { ...none, assignments: [{ ...sent, state: 'planned' }] }).status).toBe('received')
    expect(derive(null, { ...none, assignments: [{ ...sent, state: 'arrived', arrivedAt: at(9) }] })).toMatchObject({
      status: 'on-scene', arrivedAt: at(9),
    }) // prettier-ignore
  })

  it('is merged, whatever else happened, once a person joined it to another', () => {
    expect(derive(crypto.randomUUID(), { ...none, facts: facts('done') }).status).toBe('merged')
  })

  it('keeps restored and rooted-out as two times', () => {
    expect(derive(null, { ...none, facts: facts('restored', 'rooted-out') })).toMatchObject({
      restoredAt: at(10),
      rootedOutAt: at(11),
    })
  })

  it('counts the first of what happened twice', () => {
    expect(derive(null, { ...none, facts: facts('arrived', 'arrived') }).arrivedAt).toBe(at(10))
  })

  it('takes the first human act as the response: a fact, an errand or an answer', () => {
    expect(
      derive(null, { facts: facts('note'), assignments: [makeAssignment({ sentAt: at(5) })], responses: [at(7)] })
        .respondedAt,
    ).toBe(at(5))
    expect(derive(null, { facts: facts('note'), assignments: [], responses: [at(7)] }).respondedAt).toBe(at(7))
    expect(derive(null, none).respondedAt).toBeNull()
  })
})

describe('a fact', () => {
  it.each([
    ['a revisit of what nobody did', makeIncident(), 'revisited'],
    ['closing without a revisit', makeIncident({ doneAt: at(1), status: 'done' }), 'closed'],
    ['reopening what is open', makeIncident(), 'reopened'],
    ['anything on a merged incident', makeIncident({ mergedIntoId: crypto.randomUUID() }), 'arrived'],
    ['work on a closed incident', makeIncident({ status: 'closed' }), 'arrived'],
  ] as const)('that would make the record untrue is refused: %s', (_what, incident, kind) => {
    expect(() => checkFact(incident, kind)).toThrow(expect.objectContaining({ code: 'conflict', current: incident }))
  })

  it('that is unusual is recorded as it happened', () => {
    expect(() => checkFact(makeIncident(), 'done')).not.toThrow()
    expect(() => checkFact(makeIncident({ status: 'closed' }), 'note')).not.toThrow()
    expect(() => checkFact(makeIncident({ status: 'closed' }), 'reopened')).not.toThrow()
  })
})

describe('two incidents that are one', () => {
  it('take the more urgent level of the two, never the lesser', () => {
    const [mild, grave] = [makeIncident({ severity: 0 }), makeIncident({ severity: 2 })]
    expect(absorb(mild, grave, ['hotline']).severity).toBe(2)
    expect(absorb(grave, mild, ['hotline']).severity).toBe(2)
  })

  it('count as 12345 as soon as one ticket of 12345 speaks of them', () => {
    expect(absorb(makeIncident(), makeIncident(), ['hotline', '12345']).origin).toBe('12345')
    expect(absorb(makeIncident(), makeIncident(), ['patrol', 'hotline']).origin).toBe('found')
  })
})

describe('a corrected kind', () => {
  const calendar = createCalendar()

  it('brings its own level, and a promise counted from the first report', () => {
    const next = edited(makeIncident(), { id: '', revision: 1, kind: 'pipe-burst' }, calendar)
    expect(next).toMatchObject({
      severity: 2,
      tier: 'before-night',
      dueAt: '2026-11-18T16:00:00.000Z',
      summary: '水管爆裂',
    })
    expect(next.receivedAt).toBe(makeIncident().receivedAt)
  })

  it('leaves a level that a person chose beside it', () => {
    expect(edited(makeIncident(), { id: '', revision: 1, kind: 'pipe-burst', severity: 1 }, calendar).severity).toBe(1)
  })

  it('makes no promise for a question', () => {
    const question = makeIncident({ nature: 'question', tier: null, dueAt: null })
    expect(edited(question, { id: '', revision: 1, kind: 'noise' }, calendar)).toMatchObject({
      tier: null,
      dueAt: null,
    })
  })
})

describe('what the wall may read', () => {
  it.each([
    ['waterlogging', '桥下积水有35厘米了，王先生 13800138000', '积水 35 厘米'],
    ['waterlogging', '积水三十多公分', '积水'],
    ['heating-outage', '我们楼 23户暖气不热', '23 户暖气不热'],
    ['noise', '楼上 3 户都在装修', '噪声扰民'],
    ['power-outage', '停电', '停电'],
  ] as const)('is kind and measure, not words: %s, “%s” → %s', (kind, text, summary) => {
    expect(summaryOf(kind, measuresIn(kind, text))).toBe(summary)
  })
})
