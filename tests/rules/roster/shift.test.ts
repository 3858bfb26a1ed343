import { describe, expect, it } from 'vitest'
import { shiftAt } from '../../../server/roster/shift.ts'

const day = { code: 'day', name: '白班', startsMinutes: 8 * 60 }
const night = { code: 'night', name: '夜班', startsMinutes: 20 * 60 }

/** An instant by the street's clock, eight hours ahead of UTC. */
const at = (date: string, time: string) => new Date(`${date}T${time}+08:00`).toISOString()

describe('the shift that runs', () => {
  it.each([
    ['just after midnight', '00:00:00.000', night, '2026-11-18', '08:00'],
    ['in the last millisecond before 08:00', '07:59:59.999', night, '2026-11-18', '08:00'],
    ['at 08:00', '08:00:00.000', day, '2026-11-18', '20:00'],
    ['in the last millisecond before 20:00', '19:59:59.999', day, '2026-11-18', '20:00'],
    ['at 20:00', '20:00:00.000', night, '2026-11-19', '08:00'],
    ['in the last millisecond of the day', '23:59:59.999', night, '2026-11-19', '08:00'],
  ])('%s is the one whose turn it is, whatever order they are kept in', (_when, time, shift, endDay, endTime) => {
    const expected = { shift, endsAt: at(endDay, `${endTime}:00.000`) }
    expect(shiftAt([day, night], at('2026-11-18', time))).toEqual(expected)
    expect(shiftAt([night, day], at('2026-11-18', time))).toEqual(expected)
  })

  it('goes round the clock when there is only one', () => {
    expect(shiftAt([day], at('2026-11-18', '03:00:00.000'))).toEqual({
      shift: day,
      endsAt: at('2026-11-18', '08:00:00.000'),
    })
    expect(shiftAt([day], at('2026-11-18', '09:00:00.000'))).toEqual({
      shift: day,
      endsAt: at('2026-11-19', '08:00:00.000'),
    })
  })

  it('is none where none is defined', () => {
    expect(shiftAt([], at('2026-11-18', '09:00:00.000'))).toBeNull()
  })
})
