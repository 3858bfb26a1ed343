// @vitest-environment jsdom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Component } from 'vue'
import type { Kiosk } from '#shared/account'
import type { StoryState } from '#shared/demo'
import type { PlanTemplate } from '#shared/emergency-api'
import AccountsPanel from '../../../client/src/panels/admin/AccountsPanel.vue'
import ClockPanel from '../../../client/src/panels/admin/ClockPanel.vue'
import { hourWords, nextTimeAt } from '../../../client/src/panels/admin/jumps.ts'
import { stateOfKiosk } from '../../../client/src/panels/admin/kiosk-state.ts'
import KiosksPanel from '../../../client/src/panels/admin/KiosksPanel.vue'
import PlansPanel from '../../../client/src/panels/admin/PlansPanel.vue'
import StoriesPanel from '../../../client/src/panels/admin/StoriesPanel.vue'
import DemoTime from '../../../client/src/panels/demo/DemoTime.vue'
import { makeWords } from '../make-words.ts'

const at = '2026-11-18T06:32:00.000Z'
const now = Date.parse(at)

function show(component: Component, props: object, locale = 'zh-CN') {
  const panel = mount(component, { props, global: { plugins: [makeWords(locale)] } })
  const press = async (text: string) => {
    const button = panel.findAll('button').find((one) => one.text() === text)
    if (!button) throw new Error(`There is no button ${text}`)
    await button.trigger('click')
  }
  return { panel, press, text: () => panel.text().replace(/\s+/g, ' ') }
}

const kiosk = (about: Partial<Kiosk> = {}): Kiosk => ({
  id: '11111111-1111-4111-8111-111111111111', label: '大厅东墙', createdAt: at,
  linkExpiresAt: '2026-11-18T06:47:00.000Z', exchangedAt: null, address: null, revokedAt: null, lastSeenAt: null, ...about,
}) // prettier-ignore

const story = (about: Partial<StoryState> = {}): StoryState => ({
  name: 'garage-fire',
  title: { zh: '车库着火', en: 'A garage burns' },
  hour: 5,
  state: 'idle',
  next: 0,
  steps: [
    { title: { zh: '居民报火情', en: 'A call' }, minutes: 0, at: null, told: false, missing: [] },
    { title: { zh: '要不要下楼', en: 'A question' }, minutes: 3, at: null, told: false, missing: ['person'] },
    { title: { zh: '次日复查', en: 'Next day' }, minutes: 1_440, at: null, told: false, missing: [] },
  ],
  ...about,
})

describe('the demo clock of the administrator', () => {
  const clock = { now: at, realNow: at, rate: null, toldThrough: at }
  const panel = (about: object = {}, locale?: string) =>
    show(ClockPanel, { clock: { ...clock, ...about }, now, busy: false }, locale)

  it('shows the street’s time and whether it is real', () => {
    expect(panel().text()).toContain('14:32:00')
    expect(panel().text()).toContain('与真实时间一致')
    expect(panel({ realNow: '2026-11-18T00:32:00.000Z', rate: 1 }).text()).toContain('比真实时间快 6 时')
    expect(panel({ realNow: '2026-11-18T08:32:00.000Z', rate: 1 }, 'en').text()).toContain('behind real time')
  })

  it('offers rates and jumps forward', async () => {
    const { panel: shown, press } = panel()
    await press('×60')
    await press('+8 时 10 分')
    await press('05:00')
    expect(shown.emitted()).toMatchObject({ rate: [[60]], jump: [[490]], jumpTo: [[5]] })
  })

  it('says that the story is catching up after a jump', () => {
    expect(panel().text()).not.toContain('正在追到')
    expect(panel({ toldThrough: '2026-11-18T00:00:00.000Z' }).text()).toContain('故事正在追到 14:32')
  })
})

describe('a jump to an hour', () => {
  it.each([
    [5, '2026-11-18T21:00:00.000Z'],
    [20, '2026-11-18T12:00:00.000Z'],
    [14 + 32 / 60, '2026-11-19T06:32:00.000Z'],
  ])('goes to the next %o o’clock, today or tomorrow', (hour, time) => {
    expect(nextTimeAt(hour, at)).toBe(time)
  })

  it('is written as a time', () => expect([5, 14 + 32 / 60, 19.5].map(hourWords)).toEqual(['05:00', '14:32', '19:30']))
})

describe('the stories of the administrator', () => {
  const panel = (about: Partial<StoryState> = {}, locale?: string) =>
    show(StoriesPanel, { stories: [story(about)], now, busy: false }, locale)

  it('tell each step with its time, and what a person has to do', () => {
    expect(panel().text()).toContain('要不要下楼由人操作')
    expect(panel().text()).toContain('第 2 天次日复查')
    expect(panel({}, 'en').text()).toContain('A garage burns')
  })

  it('are played, stepped and jumped', async () => {
    const { panel: shown, press } = panel()
    await press('播放')
    await press('下一步')
    await press('跳到结尾')
    expect(shown.emitted('direct')).toEqual([['garage-fire', 'play'], ['garage-fire', 'step'], ['garage-fire', 'jump']]) // prettier-ignore
  })

  it('go on when they were held, and cannot be begun twice while they play', () => {
    expect(panel({ state: 'held' }).text()).toContain('继续')
    const { panel: playing } = panel({ state: 'playing' })
    expect(playing.find('.btn.main').attributes('disabled')).toBeDefined()
  })

  it('mark what has happened and what is next', () => {
    const steps = story().steps.map((step, index) => ({ ...step, told: index === 0 }))
    const { panel: shown } = panel({ next: 1, steps })
    expect(shown.findAll('[data-told=true]')).toHaveLength(1)
    expect(shown.find('.next').text()).toContain('要不要下楼')
  })
})

describe('unattended walls of the administrator', () => {
  it.each([
    ['waiting', {}],
    ['expired', { linkExpiresAt: at }],
    ['live', { exchangedAt: at, linkExpiresAt: at }],
    ['revoked', { exchangedAt: at, revokedAt: at }],
  ] as const)('can be %s', (state, about) => {
    expect(stateOfKiosk(kiosk(about), now)).toBe(state)
  })

  it('show the link once it was made, and are revoked with the second press', async () => {
    const props = { kiosks: [kiosk({ exchangedAt: at, address: '10.0.0.7' })], link: 'http://wall/kiosk#abc', realNow: now, busy: false } // prettier-ignore
    const { panel, press, text } = show(KiosksPanel, props)
    expect(text()).toContain('http://wall/kiosk#abc')
    expect(text()).toContain('在用，10.0.0.7')
    await press('停用')
    expect(panel.emitted('revoke')).toBeUndefined()
    await press('确认停用')
    expect(panel.emitted('revoke')).toEqual([['11111111-1111-4111-8111-111111111111']])
  })

  it('say that there is none yet', () => {
    expect(show(KiosksPanel, { kiosks: [], link: null, realNow: now, busy: false }).text()).toContain('还没有')
    expect(show(KiosksPanel, { kiosks: null, link: null, realNow: now, busy: false }).text()).not.toContain('还没有')
  })
})

describe('the accounts of the administrator', () => {
  it('are made with what was filled in; the form forgets the password afterwards', async () => {
    const { panel } = show(AccountsPanel, { accounts: [], workers: [], added: null, realNow: now, busy: false })
    await panel.find('[name=new-username]').setValue('desk03')
    await panel.find('[name=new-password]').setValue('a long password')
    await panel.find('[name=label]').setValue('值班调度 03')
    await panel.find('form').trigger('submit')
    expect(panel.emitted('add')).toEqual([
      [{ username: 'desk03', password: 'a long password', label: '值班调度 03', role: 'coordinator', workerId: null }],
    ])
    await panel.setProps({ added: 'desk03' })
    expect(panel.find<HTMLInputElement>('[name=new-password]').element.value).toBe('')
  })
})

describe('the plan templates of the administrator', () => {
  const plan = (about: Partial<PlanTemplate> = {}): PlanTemplate => ({
    kind: 'pipe-burst',
    steps: [{ text: '先关总阀', minutes: 3 }, { text: '恢复后回访', minutes: null }],
    supplies: ['饮用水'],
    ...about,
  }) // prettier-ignore
  const open = (locale?: string) => show(PlansPanel, { plans: [plan()], saved: null, busy: false }, locale)

  it('are mended step by step and saved as a whole', async () => {
    const { panel, press } = open()
    await panel.find('[data-step="0"]').setValue('先关总阀，再排水')
    await panel.find('[data-minutes="0"]').setValue('')
    await panel.findAll('button[aria-label=下移]')[0]?.trigger('click')
    await press('加一样')
    await panel.find('[data-supply="1"]').setValue('保温毯')
    await panel.find('form').trigger('submit')
    expect(panel.emitted('save')).toEqual([
      [plan({ steps: [{ text: '恢复后回访', minutes: null }, { text: '先关总阀，再排水', minutes: null }], supplies: ['饮用水', '保温毯'] })],
    ]) // prettier-ignore
  })

  it('say what is wrong and are not saved before it is mended', async () => {
    const { panel, press, text } = open()
    await press('加一步')
    expect(text()).toContain('每一步都要写明做什么')
    await panel.find('[data-step="2"]').setValue('报带班领导')
    await panel.find('[data-minutes="2"]').setValue('1.5')
    expect(text()).toContain('整数')
    await panel.find('form').trigger('submit')
    expect(panel.emitted('save')).toBeUndefined()
    expect(open('en').text()).toContain('Plan templates')
  })

  it('keep what is being written when somebody else saves the same kind, and say so', async () => {
    const { panel, press, text } = open()
    await panel.find('[data-step="0"]').setValue('我的第一步')
    await panel.setProps({ plans: [plan({ supplies: [] })] })
    expect(panel.find<HTMLInputElement>('[data-step="0"]').element.value).toBe('我的第一步')
    expect(text()).toContain('别人刚改过')
    await press('放弃改动')
    expect(panel.findAll('[data-supply]')).toHaveLength(0)
  })

  it('say that they were saved', async () => {
    const { panel, text } = open()
    await panel.find('[data-step="0"]').setValue('先关总阀，再排水')
    expect(text()).toContain('尚未存下')
    await panel.setProps({ saved: 'pipe-burst' })
    expect(text()).toContain('已存')
    expect(text()).not.toContain('尚未存下')
  })
})

describe('the mark of a demo’s time', () => {
  it('is on every screen while time is not real, with how fast it runs', () => {
    expect(show(DemoTime, { rate: null }).text()).toBe('')
    expect(show(DemoTime, { rate: 1 }).text()).toBe('演示时间')
    expect(show(DemoTime, { rate: 60 }).text()).toBe('演示时间 ×60')
  })
})
