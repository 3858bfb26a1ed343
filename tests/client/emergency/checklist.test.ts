// @vitest-environment jsdom
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Visitor } from '#shared/emergency'
import ChecklistBanner from '../../../client/src/panels/emergency/ChecklistBanner.vue'
import CommandNotices from '../../../client/src/panels/emergency/CommandNotices.vue'
import LedgerTable from '../../../client/src/panels/emergency/LedgerTable.vue'
import PasswordView from '../../../client/src/panels/emergency/PasswordView.vue'
import PlannedCut from '../../../client/src/panels/emergency/PlannedCut.vue'
import VisitorCards from '../../../client/src/panels/emergency/VisitorCards.vue'
import { AT, idOf, makeEmergency, makeResident, makeRow, NOW, show } from './make.ts'

const visitor: Visitor = { kind: 'specialist', id: idOf(800), label: '演示 程立' }
const visitors = [{ label: '本台账上门人', choices: [visitor] }]
const table = (rows = [makeRow()], about: object = {}, locale?: string) =>
  show(LedgerTable, { rows, visitors, revealed: new Map(), supplies: ['饮用水'], picked: new Set(), isBlank: false, now: NOW, ...about }, locale) // prettier-ignore
beforeAll(() => (Element.prototype.scrollIntoView = () => undefined)) // jsdom lays nothing out
afterEach(() => document.body.replaceChildren())

describe('the table of the priority ledger', () => {
  it('says loudly that nobody goes, and lets somebody be chosen with the keyboard', async () => {
    const { panel } = table()
    expect(panel.find('.unassigned').exists()).toBe(true)
    expect(panel.find('select').classes()).toContain('near')
    await panel.find('select').setValue(visitor.id)
    expect(panel.emitted('assign')?.[0]).toMatchObject([{ id: idOf(1) }, visitor])
  })

  it('takes a visitor dragged onto a row, and gives its row to a visitor it is dragged onto', async () => {
    const { panel } = table()
    const carried = { getData: () => JSON.stringify(visitor), setData: () => undefined }
    await panel.find('[data-row]').trigger('drop', { dataTransfer: carried })
    expect(panel.emitted('assign')?.[0]?.[1]).toEqual(visitor)
    const { panel: cards } = show(VisitorCards, { visitors, count: 3, isPicked: true })
    expect(cards.text()).toContain('给选中的 3 户')
    await cards.find('button').trigger('drop', { dataTransfer: { getData: () => idOf(1) } })
    expect(cards.emitted('take')).toEqual([[idOf(1), visitor]])
  })

  it('goes from door to door with J and K, and picks one with X', () => {
    const { panel } = table([makeRow(), makeRow({ id: idOf(2), tier: 3 })])
    const press = (code: string) => document.body.dispatchEvent(new KeyboardEvent('keydown', { code, bubbles: true }))
    press('KeyJ')
    press('KeyJ')
    press('KeyX')
    press('KeyK')
    press('KeyX')
    expect(panel.emitted('pick')).toEqual([[idOf(2)], [idOf(1)]])
  })

  it('counts down the last minutes to the next step, and says how late it is afterwards', () => {
    const noAnswer = (at: string) => makeRow({ noAnswer: true, next: { step: 'police', at } })
    expect(table([noAnswer('2026-11-18T08:21:34.000Z')]).text()).toContain('03:34 后报民警，由民警决定入户')
    expect(table([noAnswer('2026-11-18T08:13:00.000Z')]).text()).toContain('超 5 分')
    expect(table([noAnswer('2026-11-18T08:21:34.000Z')], {}, 'en').text()).toContain('in 03:34')
  })

  it('does not tick a refusal on the life-support tier', () => {
    const refused = makeRow({
      tier: 0,
      outcome: 'refused',
      outcomeAt: AT,
      reached: true,
      next: { step: 'ask-again', at: AT },
    })
    expect(table([refused]).text()).toContain('谢绝，不销号')
    expect(table([{ ...refused, tier: 2, closed: true, next: null }]).text()).not.toContain('不销号')
  })

  it('holds sixty-four households with long names, and prints a line to sign for each', () => {
    const rows = Array.from({ length: 64 }, (_, nth) =>
      makeRow({ id: idOf(nth + 1), residents: [makeResident({ name: '演示 一个非常非常非常长的复姓名字' })] }),
    )
    const { panel, text } = table(rows)
    expect(panel.findAll('[data-row]')).toHaveLength(64)
    expect(panel.findAll('.sign')).toHaveLength(64)
    expect(text()).toContain('100****0417')
  })

  it('covers names, doors and reasons while nobody sits there', () => {
    expect(table([makeRow()], { isBlank: true }).text()).not.toMatch(/演示住户|402|停暖|0417/)
  })
})

describe('the words of the checklist', () => {
  it('show what somebody else made of it beside what was not saved', () => {
    const clash = { title: '8 号楼 记 送达', current: { outcome: 'with-family', revision: 3 } }
    expect(show(CommandNotices, { clash, refusal: null }).text()).toContain('现在是：家属接走')
    expect(show(CommandNotices, { clash, refusal: null }, 'en').text()).toContain('It is now:')
  })

  it('say that it is a drill before anything else', () => {
    const props = { title: '翠屏里 8 号楼', now: NOW }
    expect(show(ChecklistBanner, { ...props, emergency: makeEmergency({ drill: true }) }).panel.find('h1').text()).toMatch(/^演练/) // prettier-ignore
    expect(show(ChecklistBanner, { ...props, emergency: makeEmergency() }).text()).not.toContain('演练')
  })

  it('says which supply still waits, and that all are back when none does', () => {
    const utilities = (power: number) => [{ utility: 'power', cut: power, temporary: 0, on: 12 - power }, { utility: 'water', cut: 0, temporary: 0, on: 12 }] // prettier-ignore
    const of = (power: number) => {
      const { counters } = makeEmergency()
      const emergency = makeEmergency({ utilities: ['water', 'power'], counters: { ...counters, utilities: utilities(power) as typeof counters.utilities } }) // prettier-ignore
      return show(ChecklistBanner, { title: '翠屏里 8 号楼', now: NOW, emergency }).text()
    }
    expect(of(3)).toContain('停电')
    expect(of(3)).not.toContain('停水')
    expect(of(0)).toContain('供应已恢复')
  })
})

describe('the planned cut', () => {
  const cut = (about: object) => show(PlannedCut, { emergency: makeEmergency(about), now: NOW })

  it('has a time and a post that decided it', async () => {
    const { panel } = cut({})
    await panel.find('input[type=time]').setValue('17:00')
    await panel.findAll('input')[1]?.setValue('社区、物业')
    await panel.find('form').trigger('submit')
    expect(panel.emitted('plan')).toEqual([[{ at: '2026-11-18T09:00:00.000Z', decidedBy: '社区、物业' }]])
  })

  it('reminds of those who were not told before it, and of nobody afterwards', () => {
    const planned = { plannedCutAt: '2026-11-18T09:00:00.000Z', plannedCutBy: '社区、物业' }
    expect(cut(planned).text()).toContain('已告知 1 / 4 户')
    expect(cut(planned).text()).toContain('停之前先打完这些电话')
    expect(cut({ ...planned, plannedCutAt: '2026-11-18T08:00:00.000Z' }).text()).not.toContain('停之前')
  })
})

describe('the word for the doors', () => {
  const holder = (nth: number, givenAt: string | null) => ({ kind: 'specialist', id: idOf(nth), label: `演示 ${nth}`, givenAt, givenBy: givenAt && '值班调度' }) // prettier-ignore
  const password = { emergencyId: idOf(500), word: '青松 28', madeAt: AT, madeBy: '值班调度', reason: null, holders: [holder(1, AT), holder(2, null), holder(3, null)] } // prettier-ignore
  const view = (about: object = {}) =>
    show(PasswordView, { password, isBlank: false, isEnded: false, now: NOW, ...about })

  it('is shown with who was told and who was not, and covered while nobody sits there', () => {
    expect(view().text()).toContain('青松 28')
    expect(view().text()).toContain('已下发 1 / 3 人')
    expect(view({ isBlank: true }).text()).not.toContain('青松')
    expect(view({ isEnded: true }).text()).toContain('口令作废')
  })

  it('is noted as told to one or to all who were not, and renewed only with a reason', async () => {
    const { panel, press } = view()
    await press('记：已下发给其余 2 人')
    expect(panel.emitted('give')?.[0]).toMatchObject([[{ id: idOf(2) }, { id: idOf(3) }]])
    await panel.find('form').trigger('submit')
    expect(panel.emitted('renew')).toBeUndefined()
    await panel.find('input').setValue('有人冒用')
    await panel.find('form').trigger('submit')
    expect(panel.emitted('renew')).toEqual([['有人冒用']])
  })
})
