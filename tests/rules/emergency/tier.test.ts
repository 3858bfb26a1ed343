import { describe, expect, it } from 'vitest'
import type { AgeBand, Need } from '#shared/resident'
import { tierOf } from '../../../server/emergency/tier.ts'
import type { AffectedHousehold, Situation } from '../../../server/emergency/tier.ts'

const AT = '2026-11-18T07:06:00.000Z'
const cut = { state: 'cut', since: AT } as const
const on = { state: 'on', since: AT } as const
const allCut = { power: cut, water: cut, heating: cut }

const somebody = (ageBand: AgeBand, needs: Need[], reserve: number | null = null) => ({
  ageBand,
  needs,
  device: needs.includes('life-support') ? ('oxygen-concentrator' as const) : null,
  deviceReserveMinutes: reserve,
})
const behind = (floor: number, ...residents: ReturnType<typeof somebody>[]): AffectedHousehold => ({ floor, residents })
const standing = (about: Partial<Situation> = {}): Situation => ({
  at: AT,
  expectedRestoreAt: null,
  alert: null,
  supplies: allCut,
  ...about,
})

describe('the tier of a household', () => {
  it.each<[string, AffectedHousehold, Partial<Situation>, number, string]>([
    ['whose device lasts shorter than the cut is the first', behind(6, somebody('80+', ['life-support', 'living-alone'], 120)), { expectedRestoreAt: '2026-11-18T13:48:00.000Z' }, 0, '制氧机余电约 2 时，恢复还要 6:42'],
    ['on life support is the first while nobody knows when it ends', behind(1, somebody('60-69', ['life-support'], 600)), {}, 0, '制氧机余电约 10 时，恢复时间未知'],
    ['whose device lasts to the restore is second', behind(1, somebody('60-69', ['life-support'], 600)), { expectedRestoreAt: '2026-11-18T13:48:00.000Z' }, 1, '制氧机余电约 10 时，够到恢复'],
    ['whose reserve nobody knows is the first', behind(1, somebody('60-69', ['life-support'])), { expectedRestoreAt: '2026-11-18T08:00:00.000Z' }, 0, '制氧机备电时长不明，恢复还要 0:54'],
    ['on temporary power is second, device or not', behind(1, somebody('60-69', ['life-support'], 30)), { supplies: { power: { state: 'temporary', since: AT } } }, 1, '制氧机，临时供电'],
    ['whose reserve has been running down since the cut is the first', behind(1, somebody('60-69', ['life-support'], 120)), { at: '2026-11-18T08:36:00.000Z', expectedRestoreAt: '2026-11-18T10:36:00.000Z' }, 0, '制氧机余电约 30 分，恢复还要 2:00'],
    ['with somebody bed-bound is second', behind(1, somebody('70-79', ['bed-bound'])), {}, 1, '卧床，停水、停电、停暖'],
    ['with dementia is second', behind(2, somebody('80+', ['dementia', 'living-alone'])), { supplies: { heating: cut } }, 1, '失智，停暖'],
    ['of somebody blind is second', behind(2, somebody('under-60', ['blind'])), { supplies: {} }, 1, '失明'],
    ['of somebody very old alone high up without a lift is second', behind(11, somebody('80+', ['living-alone', 'limited-mobility'])), {}, 1, '住 11 层停梯，用水泵停，行动不便'],
    ['of somebody very old alone high up is second when only the pump is out', behind(7, somebody('80+', ['living-alone'])), { supplies: { water: cut } }, 1, '住 7 层，用水泵停'],
    ['of somebody very old alone high up is third when lift and pump run', behind(11, somebody('80+', ['living-alone'])), { supplies: { heating: cut } }, 2, '独居，停暖'],
    ['of somebody very old alone on floor 6 is third: above means above', behind(6, somebody('80+', ['living-alone'])), {}, 2, '独居，停水、停电、停暖'],
    ['of somebody very old alone is second under an indoor cold alert', behind(3, somebody('80+', ['living-alone'])), { alert: 'cold' }, 1, '80 岁以上独居，室内低温'],
    ['of somebody very old alone is third', behind(4, somebody('80+', ['living-alone', 'hard-of-hearing'])), { supplies: { heating: cut } }, 2, '独居，听力差，需当面，停暖'],
    ['of somebody of 70 alone is the fourth', behind(3, somebody('70-79', ['living-alone'])), { supplies: { heating: cut } }, 3, '独居，停暖'],
    ['of somebody of 70 alone is the fourth high up too, and it is said', behind(7, somebody('70-79', ['living-alone'])), {}, 3, '独居，住 7 层停梯，用水泵停'],
    ['of two very old is the fourth', behind(1, somebody('80+', ['old-couple']), somebody('80+', ['old-couple'])), { supplies: { heating: cut } }, 3, '夫妻均 80 岁以上，停暖'],
    ['is that of its highest need', behind(1, somebody('80+', ['old-couple']), somebody('80+', ['bed-bound'])), { supplies: { power: on } }, 1, '卧床'],
    ['is back where age puts it when power is on again', behind(11, somebody('80+', ['living-alone'])), { supplies: { power: on, water: on } }, 2, '独居'],
  ])('%s', (_what, household, about, tier, reason) => {
    expect(tierOf(household, standing(about))).toEqual({ tier, reason })
  }) // prettier-ignore

  it('on life support is T0 in every building while the time to restore is unknown', () => {
    for (const supplies of [allCut, { power: cut }, { water: cut }, {}]) {
      expect(tierOf(behind(1, somebody('60-69', ['life-support'], 9_000)), standing({ supplies })).tier).toBe(0)
    }
  })
})
