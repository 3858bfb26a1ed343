import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { createCalendar, nextWorkingDay } from '../../../server/promises/calendar.ts'

describe('the calendar', () => {
  const calendar = createCalendar()

  it.each([
    ['2026-11-18', true, 'a Wednesday'],
    ['2026-11-21', false, 'a Saturday'],
    ['2026-10-05', false, 'a Monday in the National Day week'],
    ['2026-10-10', true, 'a Saturday that makes up for it'],
    ['2026-02-14', true, 'a Saturday that makes up for the Spring Festival'],
    ['2026-02-17', false, 'the first day of the Spring Festival'],
    ['2031-10-01', false, 'National Day of a year whose plan nobody has published'],
    ['2031-01-04', false, 'a Saturday of such a year'],
    ['2031-01-06', true, 'a Monday of such a year'],
  ])('says of %s that working is %s: %s', (day, working) => {
    expect(calendar.isWorkingDay(day)).toBe(working)
  })

  it('lets an administrator’s own days win over the published ones', () => {
    const own = createCalendar(
      new Map([
        ['2026-10-05', true],
        ['2026-11-18', false],
      ]),
    )
    expect(own.isWorkingDay('2026-10-05')).toBe(true)
    expect(own.isWorkingDay('2026-11-18')).toBe(false)
    expect(own.isWorkingDay('2026-11-19')).toBe(true)
  })

  it('says the same on a machine west of Greenwich', () => {
    const program = `
      import { createCalendar } from './server/promises/calendar.ts'
      const { isWorkingDay } = createCalendar()
      console.log(['2026-10-09', '2026-10-10', '2026-10-11', '2026-10-12'].map(isWorkingDay).join())`
    const answer = execFileSync('node', ['--import', 'tsx', '--input-type=module', '--eval', program], {
      env: { ...process.env, TZ: 'America/Los_Angeles' },
      encoding: 'utf8',
    })
    expect(answer.trim()).toBe('true,true,false,true')
  })

  it('finds the first working day after a long holiday, and knows that a make-up Saturday is one', () => {
    expect(nextWorkingDay('2026-09-30T12:00:00.000Z', calendar)).toBe('2026-10-08')
    expect(nextWorkingDay('2026-10-09T12:00:00.000Z', calendar)).toBe('2026-10-10')
  })

  it('takes the day from the street’s clock, not from UTC', () => {
    // 01:00 on Thursday in the street is still Wednesday in UTC.
    expect(nextWorkingDay('2026-11-18T17:00:00.000Z', calendar)).toBe('2026-11-20')
  })

  it('gives up on a calendar without working days instead of searching for ever', () => {
    expect(() => nextWorkingDay('2026-11-18T00:00:00.000Z', { isWorkingDay: () => false })).toThrow(
      /working day within/,
    )
  })
})
