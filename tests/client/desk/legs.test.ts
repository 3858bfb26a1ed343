// @vitest-environment jsdom
import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { effectScope, shallowRef } from 'vue'
import type { LegParty, ProposedLeg } from '#shared/leg'
import type { SeenIncident, SeenLeg } from '../../../client/src/board/things.ts'
import { nextOf } from '../../../client/src/panels/desk/legs.ts'
import LegsPanel from '../../../client/src/panels/desk/LegsPanel.vue'
import LegsStrip from '../../../client/src/panels/desk/LegsStrip.vue'
import { useLegs } from '../../../client/src/screens/desk/useLegs.ts'
import { makeId, makeIncident } from './make.ts'
import { makeWords } from '../make-words.ts'

const now = Date.parse('2026-11-17T21:03:00.000Z')
const startedAt = '2026-11-17T21:00:52.000Z'

const makeLeg = (party: LegParty, about: Partial<SeenLeg> = {}): SeenLeg => ({
  id: makeId(),
  incidentId: makeId(),
  ordinal: 0,
  party,
  task: null,
  unit: party,
  instead: [],
  asked: 0,
  assignmentId: null,
  state: 'sent',
  startedAt,
  sentAt: startedAt,
  acceptedAt: null,
  arrivedAt: null,
  endedAt: null,
  calledBy: null,
  note: null,
  revision: 1,
  ...about,
})
const five = [
  makeLeg('119', { state: 'accepted', acceptedAt: '2026-11-17T21:01:27.000Z', calledBy: 'manager' }),
  makeLeg('micro-fire-station', { unit: '微站 6', state: 'arrived', arrivedAt: '2026-11-17T21:02:52.000Z' }),
  makeLeg('manager', { unit: '长亭物业' }),
  makeLeg('evacuation', { unit: '长亭 03 网格', asked: 9 }),
  makeLeg('police', { unit: '社区民警' }),
]
const proposed = (party: LegParty, about: Partial<ProposedLeg> = {}): ProposedLeg => ({
  party, task: null, unit: party, instead: [], asked: 0, ...about,
}) // prettier-ignore

const stripOf = (about: object, locale: 'zh-CN' | 'en' = 'zh-CN') =>
  mount(LegsStrip, {
    props: { kind: 'garage-fire', legs: [], plan: [], isStarting: false, ...about },
    global: { plugins: [makeWords(locale)] },
  })
const panelOf = (legs: readonly SeenLeg[], locale: 'zh-CN' | 'en' = 'zh-CN') =>
  mount(LegsPanel, { props: { legs, now }, global: { plugins: [makeWords(locale)] } })
const buttonsOf = (panel: ReturnType<typeof panelOf>, party: LegParty) =>
  panel.get(`[data-party="${party}"]`).findAll('button')

describe('the plan above the dock', () => {
  it('starts every leg with one press, and says before who would go', async () => {
    const plan = [
      proposed('119'),
      proposed('micro-fire-station', { unit: '微站 6' }),
      proposed('police', { unit: '社区民警' }),
    ]
    const strip = stripOf({ plan })
    expect(strip.text()).toContain('微型消防站 微站 6')
    const button = strip.get('button')
    expect(button.text()).toBe('3 路同发 G')
    await button.trigger('click')
    expect(strip.emitted('start')).toHaveLength(1)
  })

  it('shows an empty manager in near, with who comes instead, and a leg for which nobody was found', () => {
    const plan = [
      proposed('owner', { unit: '第三棉纺厂', instead: ['manager'] }),
      proposed('micro-fire-station', { unit: null }),
    ]
    const [owner, station] = stripOf({ plan }).findAll('li')
    expect(owner?.text()).toBe('产权单位 物业 无 → 第三棉纺厂')
    expect(owner?.classes()).toContain('near')
    expect(station?.text()).toBe('微型消防站 无 → 增援候选里另派')
    expect(station?.classes()).toContain('near')
  })

  it.each([
    ['zh-CN', '5 路已出，增援候选', '预案“车库起火” · 05:00:52 5 路同发', '119 已接警'],
    ['en', '5 legs out, reinforcement', 'Plan “Fire” · 5 legs together at 05:00:52', '119 call taken'],
  ] as const)('tells after that how far each leg is (%s)', (locale, title, about, first) => {
    const strip = stripOf({ legs: five }, locale)
    expect(strip.get('b').text()).toBe(title)
    expect(strip.get('.about').text()).toBe(about)
    expect(strip.get('li').text()).toBe(first)
    expect(strip.find('button').exists()).toBe(false)
  })
})

describe('the legs in the drawer', () => {
  it('say who, how far since when, who called and who was asked', () => {
    const text = panelOf(five).text()
    expect(text).toContain('已接警 05:01 · 物业拨打')
    expect(text).toContain('到场 05:02')
    expect(text).toContain('请民情专员、户长 9 人')
    expect(panelOf(five, 'en').text()).toContain('call taken 05:01 · called by the manager')
  })

  it('are moved on one by one', async () => {
    const panel = panelOf(five)
    const [accepted] = buttonsOf(panel, 'manager')
    expect(accepted?.text()).toBe('已答复')
    await accepted?.trigger('click')
    expect(panel.emitted('move')).toEqual([[five[2], { state: 'accepted' }]])
  })

  it('ask of 119 who called, and nobody whether it declines', async () => {
    const leg = makeLeg('119')
    const panel = panelOf([leg])
    expect(buttonsOf(panel, '119').map((button) => button.text())).not.toContain('退回')
    await buttonsOf(panel, '119')[0]?.trigger('click')
    expect(panel.emitted('move')).toBeUndefined()
    const manager = buttonsOf(panel, '119').find((button) => button.text() === '物业拨打')
    await manager?.trigger('click')
    expect(panel.emitted('move')).toEqual([[leg, { state: 'accepted', calledBy: 'manager' }]])
  })

  it('want a reason for what is declined', async () => {
    const leg = makeLeg('manager', { unit: '长亭物业' })
    const panel = panelOf([leg])
    await buttonsOf(panel, 'manager')
      .find((button) => button.text() === '退回')
      ?.trigger('click')
    await panel.get('input').trigger('keydown.enter')
    expect(panel.emitted('move')).toBeUndefined()
    await panel.get('input').setValue('值班室无人')
    await panel.get('input').trigger('keydown.enter')
    expect(panel.emitted('move')).toEqual([[leg, { state: 'declined', note: '值班室无人' }]])
  })

  it('offer no step that would be refused', () => {
    expect(nextOf({ party: 'manager', state: 'done' })).toEqual([])
    expect(nextOf({ party: 'manager', state: 'declined' })).toEqual([])
    expect(nextOf({ party: 'owner', state: 'to-send' })).toEqual(['sent', 'accepted', 'arrived', 'not-reached'])
  })
})

describe('the key that starts all legs', () => {
  const open = async (incident: SeenIncident, plan: ProposedLeg[]) => {
    const legs = shallowRef<ReadonlyMap<string, SeenLeg>>(new Map())
    let answer = () => {}
    const start = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)))
    const scope = effectScope()
    const used = scope.run(() =>
      useLegs({
        board: { legs },
        selected: shallowRef(incident),
        commands: { legs: async () => ({ legs: [], plan }) },
        start,
      }),
    )
    if (!used) throw new Error('expected a scope')
    await flushPromises()
    return { used, legs, start, answer: () => answer(), stop: () => scope.stop() }
  }

  it('sends once however often it is pressed, and nothing where there is no plan or it is out already', async () => {
    const incident = makeIncident({ kind: 'garage-fire' })
    const { used, legs, start, answer, stop } = await open(incident, [proposed('119')])
    void used.startAll()
    void used.startAll()
    expect(start).toHaveBeenCalledTimes(1)
    legs.value = new Map([['a', makeLeg('119', { incidentId: incident.id })]])
    answer()
    await flushPromises()
    void used.startAll()
    expect(start).toHaveBeenCalledTimes(1)
    stop()

    const none = await open(makeIncident({ kind: 'litter' }), [])
    void none.used.startAll()
    expect(none.start).not.toHaveBeenCalled()
    none.stop()
  })
})
