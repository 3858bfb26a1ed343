import { describe, expect, it } from 'vitest'
import {
  byNeed,
  dueTimes,
  isClosed,
  isReached,
  isUnanswered,
  nextStepOf,
} from '../../../server/emergency/ledger-rules.ts'
import type { Recorded } from '../../../server/emergency/ledger-rules.ts'
import { afterReport, startUpwardClock } from '../../../server/emergency/upward-clock.ts'

const at = (clock: string) => `2026-11-18T${clock}:00.000Z`
const row = (about: Partial<Recorded & { id: string; floor: number }> = {}) => ({
  id: 'a',
  floor: 1,
  tier: 2 as const,
  attempts: [],
  contactedAt: null,
  visitedAt: null,
  outcome: null,
  ...about,
})
const unanswered = (clock: string, means: 'phone' | 'door' | 'contact' = 'phone') => ({
  at: at(clock),
  means,
  answered: false,
})

describe('a household', () => {
  it.each([
    ['is reached when somebody stood at the door', { visitedAt: at('07:30') }, true],
    ['is reached when an outcome is recorded', { outcome: 'with-family' as const }, true],
    ['is not reached by a call', { contactedAt: at('07:30') }, false],
    ['is not reached by a knock that nobody answered', { attempts: [unanswered('07:30', 'door')] }, false],
  ])('%s', (_what, about, reached) => expect(isReached(row(about))).toBe(reached))

  it.each([
    ['supplied', 0, true],
    ['moved', 0, true],
    ['with-family', 0, true],
    ['refused', 0, false],
    ['refused', 1, true],
    ['refused', 3, true],
  ] as const)('with outcome %s on tier %i is closed: %s', (outcome, tier, closed) =>
    expect(isClosed({ tier, outcome })).toBe(closed),
  )

  it('does not count as unanswered once somebody was there, or it is settled', () => {
    expect(isUnanswered(row({ attempts: [unanswered('07:30')] }))).toBe(true)
    expect(isUnanswered(row({ attempts: [unanswered('07:30')], visitedAt: at('07:40') }))).toBe(false)
    expect(isUnanswered(row({ attempts: [unanswered('07:30')], outcome: 'moved' }))).toBe(false)
    expect(isUnanswered(row({ attempts: [unanswered('07:50')], contactedAt: at('07:40') }))).toBe(true)
  })
})

describe('the order of a ledger', () => {
  it.each([
    ['the higher tier', { tier: 1 as const }, { attempts: [unanswered('07:30')] }],
    ['no answer to the last call', { attempts: [unanswered('07:30')], floor: 1 }, { floor: 9 }],
    ['no visit', { contactedAt: at('07:40') }, { visitedAt: at('07:30'), contactedAt: at('07:30') }],
    ['never contacted', {}, { contactedAt: at('07:30'), floor: 9 }],
    ['the longest since contact', { contactedAt: at('07:10') }, { contactedAt: at('07:30'), floor: 9 }],
    ['the higher floor', { floor: 11 }, { floor: 2 }],
  ])('puts %s first', (_what, first, second) => {
    const rows = [row({ ...second, id: 'a' }), row({ ...first, id: 'b' })]
    expect(rows.sort(byNeed).map(({ id }) => id)).toEqual(['b', 'a'])
  })
})

describe('what comes next', () => {
  it('is contact, neighbour and gatekeeper, and after two knocks the police', () => {
    const call = unanswered('07:30')
    expect(nextStepOf(row({ attempts: [call] }), null)).toEqual({ step: 'contact', at: at('07:40') })
    const asked = [call, unanswered('07:35', 'contact')]
    expect(nextStepOf(row({ attempts: asked }), null)?.step).toBe('neighbour')
    const knocked = [...asked, unanswered('07:40', 'door'), unanswered('08:00', 'door')]
    expect(nextStepOf(row({ attempts: knocked }), null)?.step).toBe('police')
  })

  it('is the police at once where life support does not open, and asking again an hour after a refusal', () => {
    const knocked = row({ tier: 0, attempts: [unanswered('07:30', 'door')] })
    expect(nextStepOf(knocked, null)).toEqual({ step: 'police', at: at('07:30') })
    expect(nextStepOf(row({ tier: 0, outcome: 'refused' }), at('07:30'))).toEqual({
      step: 'ask-again',
      at: at('08:30'),
    })
  })

  it.each([
    [0, '07:21', '07:36'],
    [1, '07:36', '08:06'],
    [2, '08:06', '11:06'],
    [3, '14:00', '14:00'],
  ] as const)('is due for tier %i at %s (contact) and %s (visit)', (tier, contact, visit) => {
    expect(dueTimes(tier, at('07:06'))).toEqual({ contactDueAt: at(contact), visitDueAt: at(visit) })
  })
})

describe('the clock of reports upward', () => {
  it('asks for the first within half an hour, then one every hour, until the final one', () => {
    const started = startUpwardClock(at('07:06'))
    expect(started.firstReportDueAt).toBe(at('07:36'))
    const first = afterReport(started, 'first', at('07:21'))
    expect(first).toMatchObject({ firstReportedAt: at('07:21'), followUpDueAt: at('08:21') })
    const second = afterReport(first, 'follow-up', at('08:10'))
    expect(second).toMatchObject({ firstReportedAt: at('07:21'), followUpDueAt: at('09:10') })
    const final = afterReport(second, 'final', at('15:00'))
    expect(final).toMatchObject({ finalReportedAt: at('15:00'), followUpDueAt: null })
  })
})
