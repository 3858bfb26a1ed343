// @vitest-environment jsdom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { SeenRecheck } from '../../../client/src/board/things.ts'
import DeskQueue from '../../../client/src/panels/desk/DeskQueue.vue'
import { owedRechecks } from '../../../client/src/panels/desk/recheck.ts'
import RecheckPanel from '../../../client/src/panels/desk/RecheckPanel.vue'
import { makeId } from './make.ts'
import { makeWords } from '../make-words.ts'

const now = Date.parse('2026-11-18T06:32:00.000Z')

const makeRecheck = (about: Partial<SeenRecheck> = {}): SeenRecheck => ({
  id: makeId(),
  incidentId: makeId(),
  number: '1118-0003',
  kind: 'garage-fire',
  place: '松涛苑 7 号楼',
  gridId: makeId(),
  after: 'controlled',
  due: 'next-day',
  what: '火点、配电线路、消防设施',
  createdAt: '2026-11-17T21:06:00.000Z',
  dueAt: '2026-11-18T08:00:00.000Z',
  doneAt: null,
  doneBy: null,
  result: null,
  note: null,
  voidAt: null,
  revision: 1,
  ...about,
})

const queueWith = (rechecks: readonly SeenRecheck[], locale: 'zh-CN' | 'en' = 'zh-CN') =>
  mount(DeskQueue, {
    props: {
      entries: [], shown: [], rechecks, ready: true, selectedId: null, crews: new Map(), lastDoneAt: null,
      isBlank: false, now, tab: 'all',
    },
    global: { plugins: [makeWords(locale)] },
  }) // prettier-ignore

const panelWith = (recheck: SeenRecheck, locale: 'zh-CN' | 'en' = 'zh-CN') =>
  mount(RecheckPanel, { props: { rechecks: [recheck], now }, global: { plugins: [makeWords(locale)] } })

describe('the looks that are owed', () => {
  it('are those nobody has had, first what is due first, and what waits for the rain last', () => {
    const rain = makeRecheck({ due: 'next-rain', dueAt: null })
    const late = makeRecheck({ dueAt: '2026-11-18T01:00:00.000Z' })
    const soon = makeRecheck()
    const done = makeRecheck({ doneAt: '2026-11-18T02:00:00.000Z', result: 'fine' })
    const unneeded = makeRecheck({ voidAt: '2026-11-18T02:00:00.000Z' })
    expect(owedRechecks([rain, done, soon, unneeded, late])).toEqual([late, soon, rain])
  })

  it.each([
    ['zh-CN', '等待复查与回访1', '1车库起火16:00松涛苑 7 号楼 · 次日复查复查', '全部 1'],
    ['en', 'Waiting for recheck and revisit1', '1Fire16:00松涛苑 7 号楼 · next-day recheckrecheck', 'All 1'],
  ] as const)('stand in the queue with their time, and are counted there (%s)', (locale, group, row, tab) => {
    const queue = queueWith([makeRecheck()], locale)
    expect(queue.get('h2').text()).toBe(group)
    expect(queue.get('.row').text()).toBe(row)
    expect(queue.get('[role=tab]').text()).toBe(tab)
  })

  it('say by how much they are late, and who sees to them where there is no grid', () => {
    const late = queueWith([makeRecheck({ dueAt: '2026-11-18T05:30:00.000Z', gridId: null })])
    expect(late.get('.when').classes()).toContain('over')
    expect(late.get('.when').text()).toBe('超 1:02')
    expect(late.get('.foot').text()).toBe('无网格 → 值班处安排')
  })

  it('open their case', async () => {
    const recheck = makeRecheck()
    const queue = queueWith([recheck])
    await queue.get('.row').trigger('click')
    expect(queue.emitted('openFound')).toEqual([[recheck.incidentId]])
  })
})

describe('a look in the drawer', () => {
  it('is fine with one press', async () => {
    const recheck = makeRecheck()
    const panel = panelWith(recheck)
    expect(panel.text()).toContain('应于 16:00 · 火点、配电线路、消防设施')
    await panel.get('button').trigger('click')
    expect(panel.emitted('record')).toEqual([[recheck, 'fine', null]])
  })

  it('has trouble only with words', async () => {
    const recheck = makeRecheck()
    const panel = panelWith(recheck, 'en')
    await panel.findAll('button')[1]?.trigger('click')
    await panel.get('input').trigger('keydown.enter')
    expect(panel.emitted('record')).toBeUndefined()
    await panel.get('input').setValue('smells of smoke')
    await panel.get('input').trigger('keydown.enter')
    expect(panel.emitted('record')).toEqual([[recheck, 'trouble', 'smells of smoke']])
  })

  it('that was had says when, by whom and how it was, and asks nothing any more', () => {
    const panel = panelWith(
      makeRecheck({ doneAt: '2026-11-18T01:05:00.000Z', doneBy: '长亭 03 网格', result: 'trouble', note: '焦味' }),
    )
    expect(panel.text()).toContain('复查有异常')
    expect(panel.text()).toContain('09:05 长亭 03 网格')
    expect(panel.find('button').exists()).toBe(false)
  })
})
