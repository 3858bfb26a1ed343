import { describe, expect, it } from 'vitest'
import { Problem } from '#shared/problem'
import { toldBy } from '../../../server/db/domain-clock.ts'
import { changedSetting } from '../../../server/demo/demo-clock.ts'
import { shiftChangesBetween } from '../../../server/demo/duty-rounds.ts'

const real = '2026-11-18T06:32:00.000Z'
const realLater = '2026-11-18T06:33:00.000Z'
const tellAt = (setting: Parameters<typeof toldBy>[0], at: string) =>
  new Date(toldBy(setting, Date.parse(at))).toISOString()

describe('the clock of a demo', () => {
  it('is real time until somebody touches it, and asking for what is there changes nothing', () => {
    expect(changedSetting(null, real, { rate: 1 })).toBe(null)
    expect(tellAt(null, real)).toBe(real)
  })

  it('goes on from where it is when the rate changes', () => {
    const fast = changedSetting(null, real, { rate: 60 })
    expect(tellAt(fast, realLater)).toBe('2026-11-18T07:32:00.000Z')
    const slow = changedSetting(fast, realLater, { rate: 1 })
    expect(tellAt(slow, realLater)).toBe('2026-11-18T07:32:00.000Z')
  })

  it('jumps by minutes and keeps its rate', () => {
    const setting = changedSetting({ realAt: real, toldAt: real, rate: 10 }, real, { jumpMinutes: 490 })
    expect(setting).toEqual({ realAt: real, toldAt: '2026-11-18T14:42:00.000Z', rate: 10 })
  })

  it('jumps to a time', () => {
    const setting = changedSetting(null, real, { jumpTo: '2026-11-18T21:00:00.000Z' })
    expect(setting).toEqual({ realAt: real, toldAt: '2026-11-18T21:00:00.000Z', rate: 1 })
  })

  it.each([
    ['to a time before what it shows', { jumpTo: '2026-11-18T06:31:59.999Z' }],
    ['back by minutes', { jumpMinutes: -1 }],
    ['more than 400 days ahead', { jumpMinutes: 401 * 24 * 60 }],
  ])('refuses to jump %s, and says what it expected', (_what, change) => {
    const refused = () => changedSetting(null, real, change)
    expect(refused).toThrow(Problem)
    expect(refused).toThrow(expect.objectContaining({ code: 'invalid', errors: [expect.objectContaining({})] }))
  })
})

describe('the changes of shift', () => {
  it('that a jump passes over all happen, each at its own time', () => {
    expect(shiftChangesBetween('2026-11-18T06:32:00.000Z', '2026-11-20T00:00:00.000Z')).toEqual([
      '2026-11-18T12:00:00.000Z',
      '2026-11-19T00:00:00.000Z',
      '2026-11-19T12:00:00.000Z',
      '2026-11-20T00:00:00.000Z',
    ])
  })

  it('are not told twice', () => {
    expect(shiftChangesBetween('2026-11-20T00:00:00.000Z', '2026-11-20T00:00:01.000Z')).toEqual([])
  })
})
