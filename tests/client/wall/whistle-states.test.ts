// @vitest-environment jsdom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'
import type { SeenEmergency } from '../../../client/src/board/things.ts'
import { nextDue } from '../../../client/src/panels/wall/next-due.ts'
import { whistleRows } from '../../../client/src/panels/wall/whistle-rows.ts'
import WhistleStates from '../../../client/src/panels/wall/WhistleStates.vue'
import { en } from '../../../client/src/words/en/en.ts'
import { zhCn } from '../../../client/src/words/zh-cn/zh-cn.ts'
import { makeSeenWhistle } from '../make-seen-whistle.ts'

/** 34 minutes after the whistle. */
const now = Date.parse('2026-11-18T07:05:26.000Z')

function show(whistles: readonly ReturnType<typeof makeSeenWhistle>[], locale = 'zh-CN') {
  const words = createI18n({ legacy: false, locale, messages: { 'zh-CN': zhCn, en } })
  const panel = mount(WhistleStates, { props: { whistles, now }, global: { plugins: [words] } })
  return { panel, text: panel.text().replace(/\s+/g, ' ') }
}

const late = makeSeenWhistle({
  label: '区城管委',
  state: 'answered',
  answeredAt: '2026-11-18T06:39:00.000Z',
  reminders: 1,
})
const coming = makeSeenWhistle({
  label: '供热单位',
  sentAt: '2026-11-18T06:40:00.000Z',
  answerDueAt: '2026-11-18T06:50:00.000Z',
  arriveDueAt: '2026-11-18T07:10:00.000Z',
})
const came = (label: string, answeredAt: string | null, arrivedAt: string) =>
  makeSeenWhistle({ label, state: 'arrived', answeredAt, arrivedAt })
const three = [
  came('自来水集团', '2026-11-18T06:34:00.000Z', '2026-11-18T06:45:00.000Z'),
  came('供电公司', '2026-11-18T06:36:30.000Z', '2026-11-18T06:56:00.000Z'),
  came('排水集团', null, '2026-11-18T06:51:00.000Z'),
]

describe('the whistles on the wall', () => {
  it('say how many have reported in, with two times for each department that has not', () => {
    const { text } = show([coming, late, ...three])
    expect(text).toContain('吹哨 · 30 分报到已报到 3 / 5')
    expect(text).toContain('区城管委到场 超 3:2614:32 吹哨，已催 1 次答复 14:39')
    expect(text).toContain('供热单位到场 余 4:34')
    expect(text).toContain('答复 超 15:26')
  })

  it('put together those who stand there, with the minutes of each', () => {
    const { text } = show([late, ...three])
    expect(text).toContain('自来水集团、排水集团、供电公司已到')
    expect(text).toContain('到场 13/19/24 分')
    expect(text).toContain('答复 2/—/4 分')
  })

  it('never colour a department: no word of theirs is red or amber, however late they are', () => {
    const { panel } = show([late, makeSeenWhistle({ state: 'no-show', noShowAt: '2026-11-18T07:03:00.000Z' })])
    expect(panel.html()).not.toMatch(/class="[^"]*\b(over|near)\b/)
    expect(panel.text()).toContain('记未到')
  })

  it('name those whose time runs out first, and count the others', () => {
    const many = Array.from({ length: 6 }, (_, n) => makeSeenWhistle({ label: `部门 ${n}` }))
    const { panel, text } = show([...many, late])
    expect(panel.findAll('.row')).toHaveLength(4)
    expect(text).toContain('另 3 个部门未报到')
  })

  it('say so when nobody was whistled, and give no share of nothing', () => {
    expect(show([]).text).toBe('吹哨还没有吹哨')
  })

  it('leave out what was sent by mistake: nobody waits for it, and it is in no count', () => {
    const mistake = makeSeenWhistle({ label: '燃气公司', state: 'withdrawn', withdrawnAt: '2026-11-18T06:35:00.000Z' })
    const { text } = show([mistake, late, ...three])
    expect(text).toContain('已报到 3 / 4')
    expect(text).not.toContain('燃气公司')
    expect(show([mistake]).text).toBe('吹哨已撤回 1 次，无在催部门')
    expect(show([mistake], 'en').text).toBe('Whistles1 withdrawn, nobody expected')
  })

  it('speak English', () => {
    const { text } = show([late, ...three], 'en')
    expect(text).toContain('Whistles · in 30 min')
    expect(text).toContain('reported in 3 / 4')
    expect(text).toContain('whistled 14:32, reminded 1×')
  })

  it('keep whoever was judged as not come among those who have not, without a clock', () => {
    const judged = makeSeenWhistle({ state: 'evaluated', noShowAt: '2026-11-18T07:03:00.000Z' })
    expect(whistleRows([judged, ...three]).waiting).toEqual([judged])
    expect(show([judged]).text).toContain('未到场')
  })
})

describe('what is due next in an emergency', () => {
  const emergency = {
    declaredAt: '2026-11-18T06:20:00.000Z',
    firstReportDueAt: '2026-11-18T06:50:00.000Z',
    firstReportedAt: null,
    followUpDueAt: null,
    finalReportedAt: null,
    plannedCutAt: null,
    expectedRestoreAt: null,
    counters: { priority: { reached: 8, all: 8 }, utilities: [] },
  } as unknown as SeenEmergency // only what the clocks are made of
  const at = (iso: string) => Date.parse(iso)

  it('has one line for departments that were whistled in the same minute: first their answer, then their coming', () => {
    const both = [makeSeenWhistle(), makeSeenWhistle({ label: '供热单位', sentAt: '2026-11-18T06:32:01.000Z' })]
    expect(nextDue(emergency, both, at('2026-11-18T06:33:00.000Z'))[0]).toEqual({
      what: 'whistle', clock: 'answer', labels: ['供电公司', '供热单位'], at: at('2026-11-18T06:42:00.000Z'),
    }) // prettier-ignore
    expect(nextDue(emergency, both, at('2026-11-18T06:43:00.000Z')).map(({ what }) => what)).toEqual([
      'firstReport',
      'whistle',
    ])
  })

  it('is a planned cut until it is made, and the restoring until everything is on: neither is late afterwards', () => {
    const planned = {
      ...emergency,
      plannedCutAt: '2026-11-18T06:30:00.000Z',
      expectedRestoreAt: '2026-11-18T06:40:00.000Z',
    }
    const dueWith = (power: { cut: number; temporary: number; on: number }, now: string) =>
      nextDue(
        { ...planned, counters: { ...emergency.counters, utilities: [{ utility: 'power', ...power }] } },
        [],
        at(now),
      ).map(({ what }) => what)
    const [before, after] = ['2026-11-18T06:29:00.000Z', '2026-11-18T06:45:00.000Z']
    expect(dueWith({ cut: 12, temporary: 0, on: 0 }, before)).toContain('plannedCut')
    expect(dueWith({ cut: 11, temporary: 0, on: 1 }, after)).toContain('plannedCut')
    expect(dueWith({ cut: 12, temporary: 0, on: 0 }, after)).toEqual(['restore', 'firstReport'])
    expect(dueWith({ cut: 0, temporary: 0, on: 12 }, after)).not.toContain('restore')
  })

  it('forgets a whistle that was withdrawn', () => {
    const mistake = makeSeenWhistle({ state: 'withdrawn', withdrawnAt: '2026-11-18T06:33:00.000Z' })
    const dues = nextDue(emergency, [mistake], at('2026-11-18T06:34:00.000Z'))
    expect(dues.map(({ what }) => what)).toEqual(['firstReport'])
  })

  it('forgets a whistle that was followed or whose time is over: lateness stands beside the department, in ink', () => {
    const gone = at('2026-11-18T07:03:00.000Z')
    expect(nextDue(emergency, [makeSeenWhistle(), ...three], gone).map(({ what }) => what)).toEqual(['firstReport'])
  })
})
