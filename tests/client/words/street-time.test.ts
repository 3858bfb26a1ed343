import { describe, expect, it } from 'vitest'
import {
  ageSpan,
  calendarDay,
  countdown,
  hourMinuteOrDay,
  hourMinuteSecond,
  lasted,
  since,
} from '../../../client/src/words/street-time.ts'

const say = (key: string, values: Record<string, unknown> = {}) =>
  [key.split('.').at(-1), ...Object.values(values)].join(' ')
const at = Date.parse('2026-11-18T06:32:08.000Z')
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]

describe('a time on the screens', () => {
  it('is the time in Shanghai, wherever the screen hangs', () => {
    expect(hourMinuteSecond(at)).toBe('14:32:08')
    expect(hourMinuteSecond(Date.parse('2026-11-17T16:00:00.000Z'))).toBe('00:00:00')
    expect(calendarDay(Date.parse('2026-11-17T16:00:00.000Z'), say)).toBe('day 11 18 3')
  })

  it('says its day only when it is not today', () => {
    expect(hourMinuteOrDay(at - HOUR, at)).toBe('13:32')
    expect(hourMinuteOrDay(at - DAY, at)).toBe('11-17 14:32')
  })

  it.each([
    [30_000, 'justNow'],
    [27 * MINUTE, 'minutes 27'],
    [5 * HOUR + 59 * MINUTE, 'hours 5'],
    [2 * DAY, 'days 2'],
  ])('%i ms have lasted %s', (ms, words) => {
    expect(lasted(ms, say)).toBe(words)
  })

  it.each([
    [0, '0:00'],
    [9 * HOUR + 27 * MINUTE + 59_000, '9:27'],
    [47 * HOUR, '47:00'],
    [98 * HOUR, 'days 4'],
  ])('%i ms count down as %s', (ms, words) => {
    expect(countdown(ms, say)).toBe(words)
  })

  it('counts from when something began, and says so in the first minute too', () => {
    expect(since(27 * MINUTE, say)).toBe('since minutes 27')
    expect(since(59_000, say)).toBe('sinceNow')
  })

  it('tells the age of data to the second', () => {
    expect(ageSpan(999, say)).toBe('seconds 0')
    expect(ageSpan(148_000, say)).toBe('minutesSeconds 2 28')
  })
})
