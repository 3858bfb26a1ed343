import { describe, expect, it } from 'vitest'
import { holdsTheCase, isMeant, isOverdue, proposedVerdict, waitingWhistleStates } from '#shared/whistle'
import { WhistleFactCommand } from '#shared/whistle-api'
import { checkWhistleFact, clocksOf, deriveWhistle, refuseUnwhistled } from '../../../server/dispatch/whistle.ts'
import { createCalendar, workingDayAfter } from '../../../server/promises/calendar.ts'
import { makeWhistle, makeWhistleFact as fact } from '../make-whistle.ts'

const sentAt = '2026-11-18T06:32:00.000Z'
const calendar = createCalendar()
const nextDay = (at: string) => workingDayAfter(at, calendar)
const clocks = (about: Parameters<typeof clocksOf>[0], at = sentAt) => clocksOf(about, at, nextDay)
const seen = { id: crypto.randomUUID(), revision: 1 }
const refusal = (act: () => unknown) => {
  try {
    act()
  } catch (problem) {
    return problem
  }
  throw new Error('expected a refusal')
}

describe('the clock of a whistle', () => {
  it('in an emergency is ten minutes for the answer and thirty to be there', () => {
    expect(clocks({ kind: 'emergency' })).toEqual({
      answerDueAt: '2026-11-18T06:42:00.000Z',
      arriveDueAt: '2026-11-18T07:02:00.000Z',
    })
  })

  it('for joint enforcement is the agreed time', () => {
    const agreedAt = '2026-11-20T01:00:00.000Z'
    expect(clocks({ kind: 'joint-enforcement', agreedAt })).toEqual({ answerDueAt: agreedAt, arriveDueAt: agreedAt })
  })

  it.each([['2026-11-18T06:00:00.000Z'], [sentAt], [undefined]])(
    'for joint enforcement is refused with the agreed time %s: it lies ahead, or nobody can keep it',
    (agreedAt) => {
      expect(refusal(() => clocks({ kind: 'joint-enforcement', agreedAt }))).toMatchObject({
        code: 'invalid',
        errors: [{ path: 'agreedAt' }],
      })
    },
  )

  it.each([
    ['a Wednesday afternoon', '2026-11-18T06:32:00.000Z', '2026-11-19T06:32:00.000Z'],
    ['a Friday afternoon', '2026-11-20T08:00:00.000Z', '2026-11-23T08:00:00.000Z'],
    ['the last afternoon before the National Day week', '2026-09-30T08:00:00.000Z', '2026-10-08T08:00:00.000Z'],
    ['the middle of the National Day week', '2026-10-05T02:00:00.000Z', '2026-10-08T16:00:00.000Z'],
    [
      'a Friday before a Saturday that makes up for the holiday',
      '2026-10-09T02:00:00.000Z',
      '2026-10-10T02:00:00.000Z',
    ],
    ['a Saturday', '2026-11-21T02:00:00.000Z', '2026-11-23T16:00:00.000Z'],
    ['a quarter past midnight, on the street’s own day', '2026-11-17T16:15:00.000Z', '2026-11-18T16:15:00.000Z'],
  ])('for a residents’ problem on %s is one working day', (_when, at, dueAt) => {
    expect(clocks({ kind: 'residents-problem' }, at)).toEqual({ answerDueAt: dueAt, arriveDueAt: dueAt })
  })

  it('for a residents’ problem follows the administrator’s own free day', () => {
    const own = createCalendar(new Map([['2026-11-19', false]]))
    const { arriveDueAt } = clocksOf({ kind: 'residents-problem' }, sentAt, (at) => workingDayAfter(at, own))
    expect(arriveDueAt).toBe('2026-11-20T06:32:00.000Z')
  })
})

describe('who can be whistled', () => {
  it('is an outside department', () => {
    expect(() => refuseUnwhistled({ label: '供电公司', relation: 'whistled' })).not.toThrow()
  })

  it.each([
    ['119', 'called', /119 is called, never whistled nor evaluated; record the call as a note/],
    ['城管办', 'own', /城管办 is an office of the street: assign it/],
  ] as const)('is not %s, and the refusal says what was expected', (label, relation, words) => {
    const problem = refusal(() => refuseUnwhistled({ label, relation }))
    expect(problem).toMatchObject({ code: 'invalid', errors: [{ path: 'departmentId' }] })
    expect(String(problem)).toMatch(words)
  })
})

describe('the state of a whistle', () => {
  const [early, late] = ['2026-11-18T06:36:00.000Z', '2026-11-18T06:58:00.000Z']
  const judged = fact('evaluated', '2026-11-18T09:00:00.000Z', { verdict: 'late', mark: 3, note: '催后到场' })

  it.each([
    ['sent', []],
    ['answered', [fact('answered', early)]],
    ['answered', [fact('answered', early), fact('reminded', late)]],
    ['arrived', [fact('answered', early), fact('arrived', late)]],
    ['arrived', [fact('arrived', late)]],
    ['no-show', [fact('answered', early), fact('no-show', late)]],
    ['arrived', [fact('no-show', early), fact('arrived', late)]],
    ['evaluated', [fact('arrived', early), judged]],
  ] as const)('is %s after %o', (state, facts) => {
    expect(deriveWhistle(facts).state).toBe(state)
  })

  it('keeps the first of two arrivals and counts the reminders', () => {
    expect(
      deriveWhistle([fact('reminded', early), fact('reminded', late), fact('arrived', early), fact('arrived', late)]),
    ).toMatchObject({ arrivedAt: early, reminders: 2, remindedAt: late, answeredAt: null })
  })

  it('forgets no no-show when they come after all, and no evaluation that was given before is held against them', () => {
    const came = deriveWhistle([
      fact('no-show', early),
      fact('evaluated', early, { verdict: 'no-show', mark: 1 }),
      fact('arrived', late),
    ])
    expect(came).toMatchObject({ state: 'arrived', noShowAt: early, arrivedAt: late, verdict: null, mark: null })
  })

  it('is withdrawn after it was taken back, with when, by whom and why, and forgets no answer', () => {
    const facts = [fact('answered', early), fact('withdrawn', late, { note: '点错部门', author: '值班调度 03' })]
    expect(deriveWhistle(facts)).toMatchObject({
      state: 'withdrawn',
      answeredAt: early,
      withdrawnAt: late,
      withdrawnBy: '值班调度 03',
      withdrawnWhy: '点错部门',
      note: null,
    })
    expect(deriveWhistle(facts.slice(0, 1))).toMatchObject({ withdrawnAt: null, withdrawnBy: null, withdrawnWhy: null })
  })

  it('takes the last of two evaluations', () => {
    const again = fact('evaluated', '2026-11-18T10:00:00.000Z', { verdict: 'on-time', mark: 5 })
    expect(deriveWhistle([fact('arrived', early), judged, again])).toMatchObject({
      verdict: 'on-time',
      mark: 5,
      note: null,
    })
  })
})

describe('what may be written down about a whistle', () => {
  const at = '2026-11-18T07:10:00.000Z'
  const [answered, arrived] = [
    makeWhistle({ state: 'answered', answeredAt: at }),
    makeWhistle({ state: 'arrived', arrivedAt: at }),
  ]
  const gone = makeWhistle({ state: 'no-show', noShowAt: at })
  const judged = makeWhistle({ state: 'evaluated', noShowAt: at, evaluatedAt: at, verdict: 'no-show', mark: 1 })
  const withdrawn = makeWhistle({
    state: 'withdrawn',
    withdrawnAt: at,
    withdrawnBy: '值班调度',
    withdrawnWhy: '点错部门',
  })
  const withdraw = (whistle: ReturnType<typeof makeWhistle>) =>
    checkWhistleFact(whistle, { ...seen, does: 'withdrawn', note: '点错部门' }, at)
  const check = (
    whistle = makeWhistle(),
    does: 'answered' | 'arrived' | 'reminded' | 'no-show' = 'answered',
    when = at,
  ) => checkWhistleFact(whistle, { ...seen, does }, when)
  const judge = (whistle: ReturnType<typeof makeWhistle>, verdict: 'on-time' | 'late' | 'no-show') =>
    checkWhistleFact(whistle, { ...seen, does: 'evaluated', verdict, mark: 3 }, at)

  it.each([
    ['answered', makeWhistle()],
    ['answered', gone],
    ['reminded', makeWhistle()],
    ['reminded', gone],
    ['arrived', answered],
    ['arrived', gone],
    ['arrived', judged],
    ['no-show', answered],
  ] as const)('is %s on one that is %o', (does, whistle) => {
    expect(() => check(whistle, does)).not.toThrow()
  })

  it.each([
    ['answered', answered],
    ['answered', arrived],
    ['answered', judged],
    ['reminded', arrived],
    ['no-show', arrived],
    ['no-show', gone],
    ['arrived', arrived],
  ] as const)(
    'is not %s on one that is %o: somebody was first, and the refusal carries how it stands',
    (does, whistle) => {
      expect(refusal(() => check(whistle, does))).toMatchObject({ code: 'conflict', current: whistle })
    },
  )

  it.each([
    ['sent', makeWhistle()],
    ['answered', answered],
  ])('is that it was sent by mistake while it is %s', (_state, whistle) => {
    expect(() => withdraw(whistle)).not.toThrow()
  })

  it.each([
    ['arrived', arrived, '供电公司 arrived at'],
    ['recorded as not come', gone, 'did not come was recorded at'],
    ['evaluated', judged, '供电公司 was evaluated at'],
    ['withdrawn already', withdrawn, 'was withdrawn at'],
  ])('is not that it was sent by mistake once they are %s', (_state, whistle, words) => {
    const problem = refusal(() => withdraw(whistle))
    expect(problem).toMatchObject({ code: 'conflict', current: whistle })
    expect(String(problem)).toContain(words)
  })

  it.each(['answered', 'arrived', 'reminded', 'no-show'] as const)(
    'is not %s on one that was withdrawn, and the refusal says when that was',
    (does) => {
      const problem = refusal(() => check(withdrawn, does))
      expect(problem).toMatchObject({ code: 'conflict', current: withdrawn })
      expect(String(problem)).toContain(`The whistle to 供电公司 was withdrawn at ${at}`)
    },
  )

  it('is no evaluation of one that was withdrawn: nobody is judged for a mistake of the desk', () => {
    expect(refusal(() => judge(withdrawn, 'no-show'))).toMatchObject({ code: 'conflict', current: withdrawn })
  })

  it.each([{}, { note: '' }, { note: '  ' }, { note: '字'.repeat(301) }])(
    'is never a withdrawal with %o for a reason',
    (words) => {
      expect(WhistleFactCommand.safeParse({ ...seen, does: 'withdrawn', ...words }).success).toBe(false)
      expect(WhistleFactCommand.safeParse({ ...seen, does: 'withdrawn', note: '点错部门' }).success).toBe(true)
    },
  )

  it('is no no-show before the time is over, however sure one is', () => {
    const problem = refusal(() => check(makeWhistle(), 'no-show', '2026-11-18T07:02:00.000Z'))
    expect(problem).toMatchObject({ code: 'invalid' })
    expect(String(problem)).toContain('供电公司 has until 2026-11-18T07:02:00.000Z')
  })

  it('is an evaluation only after coming, or after it was recorded that nobody came', () => {
    expect(refusal(() => judge(answered, 'late'))).toMatchObject({ code: 'invalid' })
    expect(() => judge(arrived, 'late')).not.toThrow()
    expect(() => judge(gone, 'no-show')).not.toThrow()
    expect(() => judge(judged, 'no-show')).not.toThrow()
  })

  it('is no evaluation that the record contradicts', () => {
    expect(refusal(() => judge(arrived, 'no-show'))).toMatchObject({ code: 'invalid', errors: [{ path: 'verdict' }] })
    expect(refusal(() => judge(gone, 'on-time'))).toMatchObject({ code: 'invalid', errors: [{ path: 'verdict' }] })
  })
})

describe('what follows from a state', () => {
  const came = { arrivedAt: sentAt }
  it.each([
    ['sent', {}, { waits: true, holds: true, counts: true }],
    ['answered', {}, { waits: true, holds: true, counts: true }],
    ['arrived', came, { waits: false, holds: true, counts: true }],
    ['evaluated', came, { waits: false, holds: true, counts: true }],
    ['no-show', {}, { waits: false, holds: false, counts: true }],
    ['evaluated', {}, { waits: false, holds: false, counts: true }],
    ['withdrawn', {}, { waits: false, holds: false, counts: false }],
  ] as const)('for %s (%o) is %o: waiting, in their hands, counted', (state, about, expected) => {
    const whistle = makeWhistle({ state, ...about })
    const { waits, holds, counts } = expected
    expect(waitingWhistleStates.has(state)).toBe(waits)
    expect(holdsTheCase(whistle)).toBe(holds)
    expect(isMeant(whistle)).toBe(counts)
  })
})

describe('what the software proposes', () => {
  it('is to write down a no-show once the time has passed, and never before', () => {
    expect(isOverdue(makeWhistle(), '2026-11-18T07:02:00.000Z')).toBe(false)
    expect(isOverdue(makeWhistle(), '2026-11-18T07:02:00.001Z')).toBe(true)
    expect(isOverdue(makeWhistle({ state: 'no-show' }), '2026-11-18T09:00:00.000Z')).toBe(false)
    expect(isOverdue(makeWhistle({ state: 'withdrawn' }), '2026-11-18T09:00:00.000Z')).toBe(false)
  })

  it.each([
    ['on-time', '2026-11-18T07:02:00.000Z'],
    ['late', '2026-11-18T07:02:00.001Z'],
    ['no-show', null],
  ] as const)('as a verdict is %s for an arrival at %s', (verdict, arrivedAt) => {
    expect(proposedVerdict(makeWhistle({ arrivedAt }))).toBe(verdict)
  })
})
