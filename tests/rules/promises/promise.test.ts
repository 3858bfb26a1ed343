import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../server/promises/calendar.ts'
import { dueAt, promiseState } from '../../../server/promises/promise.ts'

const calendar = createCalendar()

/** An instant by the street's clock, eight hours ahead of UTC. */
const at = (day: string, time: string) => new Date(`${day}T${time}+08:00`).toISOString()

describe('不过晌', () => {
  it.each([
    ['just after midnight', '2026-11-18', '00:00:00.000', '2026-11-18', '12:00'],
    ['in the morning', '2026-11-18', '09:30:00.000', '2026-11-18', '12:00'],
    ['in the last millisecond before noon', '2026-11-18', '11:59:59.999', '2026-11-18', '12:00'],
    ['at noon', '2026-11-18', '12:00:00.000', '2026-11-18', '18:00'],
    ['in the afternoon', '2026-11-18', '14:32:00.000', '2026-11-18', '18:00'],
    ['in the last millisecond before 18:00', '2026-11-18', '17:59:59.999', '2026-11-18', '18:00'],
    ['at 18:00', '2026-11-18', '18:00:00.000', '2026-11-19', '12:00'],
    ['in the last millisecond of the day', '2026-11-18', '23:59:59.999', '2026-11-19', '12:00'],
    ['on Friday evening', '2026-11-20', '19:00:00.000', '2026-11-23', '12:00'],
    ['on Saturday morning', '2026-11-21', '09:00:00.000', '2026-11-21', '12:00'],
    ['on the eve of National Day', '2026-09-30', '20:00:00.000', '2026-10-08', '12:00'],
    ['on the evening before a make-up Saturday', '2026-10-09', '18:30:00.000', '2026-10-10', '12:00'],
    ['on New Year’s Eve', '2025-12-31', '21:00:00.000', '2026-01-04', '12:00'],
  ])('received %s', (_when, day, time, dueDay, dueTime) => {
    expect(dueAt('before-noon', at(day, time), calendar)).toBe(at(dueDay, `${dueTime}:00.000`))
  })
})

describe('不过夜', () => {
  it.each([
    ['just after midnight', '2026-11-18', '00:00:00.000', '2026-11-19', '00:00'],
    ['at noon', '2026-11-18', '12:00:00.000', '2026-11-19', '00:00'],
    ['in the last millisecond before 20:00', '2026-11-18', '19:59:59.999', '2026-11-19', '00:00'],
    ['at 20:00, when the duty is handed over', '2026-11-18', '20:00:00.000', '2026-11-19', '08:00'],
    ['in the last millisecond of the day', '2026-11-18', '23:59:59.999', '2026-11-19', '08:00'],
    ['on Friday evening: a weekend does not stop it', '2026-11-20', '22:00:00.000', '2026-11-21', '08:00'],
    ['on the last evening of the year', '2026-12-31', '22:00:00.000', '2027-01-01', '08:00'],
  ])('received %s', (_when, day, time, dueDay, dueTime) => {
    expect(dueAt('before-night', at(day, time), calendar)).toBe(at(dueDay, `${dueTime}:00.000`))
  })
})

describe('不过周', () => {
  it('is seven times twenty-four hours, through any holiday', () => {
    expect(dueAt('before-week', at('2026-09-30', '16:07:08.009'), calendar)).toBe(at('2026-10-07', '16:07:08.009'))
  })
})

describe('a promise', () => {
  const receivedAt = at('2026-11-18', '08:00:00.000')
  const due = at('2026-11-18', '18:00:00.000')

  it.each([
    ['running', 'when it is made', '08:00:00.000'],
    ['running', 'just before 80 % of its span', '15:59:59.999'],
    ['near', 'from 80 % of its span', '16:00:00.000'],
    ['near', 'to the last millisecond', '18:00:00.000'],
    ['over', 'past its deadline', '18:00:00.001'],
  ] as const)('is %s %s', (state, _when, time) => {
    const open = { receivedAt, dueAt: due, settledAt: null }
    expect(promiseState(open, at('2026-11-18', time))).toBe(state)
  })

  it.each([
    ['kept', 'settled on the dot', '18:00:00.000'],
    ['broken', 'settled a millisecond late', '18:00:00.001'],
  ] as const)('is %s when %s, whatever the time is now', (state, _when, time) => {
    const settled = { receivedAt, dueAt: due, settledAt: at('2026-11-18', time) }
    expect(promiseState(settled, at('2026-11-19', '18:00:00.000'))).toBe(state)
    expect(promiseState(settled, receivedAt)).toBe(state)
  })

  it('that was received in its last moment is near, not broken arithmetic', () => {
    expect(promiseState({ receivedAt: due, dueAt: due, settledAt: null }, due)).not.toBe('over')
  })
})
