// @vitest-environment jsdom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Hotspots, Recurrence, RecurrenceList } from '#shared/history'
import BecomingPanel from '../../../client/src/panels/history/BecomingPanel.vue'
import CellLegend from '../../../client/src/panels/history/CellLegend.vue'
import CommunityTable from '../../../client/src/panels/history/CommunityTable.vue'
import DecideStrip from '../../../client/src/panels/history/DecideStrip.vue'
import MonthBars from '../../../client/src/panels/history/MonthBars.vue'
import NoShowPanel from '../../../client/src/panels/history/NoShowPanel.vue'
import RecurrenceTable from '../../../client/src/panels/history/RecurrenceTable.vue'
import ReviewFilters from '../../../client/src/panels/history/ReviewFilters.vue'
import { words } from '../../../client/src/words/words.ts'

const global = { plugins: [words] }
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const tripping: Recurrence = {
  id: 'power-outage~house',
  kind: 'power-outage',
  place: '统建里 14 号楼',
  communityId: id(1),
  buildingId: id(2),
  owner: '第三棉纺厂',
  position: [116.3, 39.9],
  count: 7,
  receivedAt: ['2026-10-28T09:29:00.000Z', '2026-11-10T09:07:00.000Z', '2026-11-16T09:27:00.000Z'],
  caseIds: [id(3), id(4), id(5)],
  most: 7,
  season: null,
  seasonYears: 0,
  last: {
    id: id(5),
    number: '1116-0029',
    receivedAt: '2026-11-16T09:27:00.000Z',
    restoredMinutes: 13,
    fix: '换保险丝',
  },
  state: 'not-cured',
  curedDays: null,
  awaitsSeason: false,
  waitsFor: '产权未应',
}
const listOf = (items: Recurrence[]): RecurrenceList => ({
  items,
  total: items.length,
  next: null,
  asOf: '2026-11-18T06:32:00.000Z',
  seasonal: [],
  from: '2025-11-30T16:00:00.000Z',
  to: '2026-11-18T06:32:00.000Z',
  rule: { times: 3, windowDays: 90 },
  watchDays: 14,
})
const community = (n: number, name: string, households: number, count: number) => ({
  id: id(n),
  name,
  households,
  count,
  recurring: 2,
  byOrigin: { own: count - 3, found: 1, '12345': 2 },
  comparison: 'as-chance' as const,
  expected: count,
  deviation: 0.1,
})
const hotspots: Hotspots = {
  asOf: '2026-11-18T06:32:00.000Z',
  from: '2025-11-30T16:00:00.000Z',
  to: '2026-11-18T06:32:00.000Z',
  group: 'utility',
  rule: { times: 3, windowDays: 90 },
  total: 110,
  reports: 240,
  recurring: 4,
  leftOut: { drill: 12, 'false-alarm': 0, merged: 0, 'care-call': 87, 'repeat-caller': 0, 'no-trouble': 0 },
  cellMeters: 120,
  cells: [],
  remainder: { incidents: 33, cells: 20 },
  unplaced: 0,
  months: [
    { month: '2026-10', from: '2026-09-30T16:00:00.000Z', to: '2026-10-31T16:00:00.000Z', count: 50 },
    { month: '2026-11', from: '2026-10-31T16:00:00.000Z', to: '2026-11-30T16:00:00.000Z', count: 60 },
  ],
  communities: [community(1, '翠屏里', 2_000, 70), community(2, '芦花里', 0, 40)],
  before: { total: 100, comparison: 'as-chance', isWhole: true },
}

describe('the list of what came back', () => {
  it('tells place, times, last fix and how far its cure is', () => {
    const text = mount(RecurrenceTable, { global, props: { list: listOf([tripping]), rows: 5 } }).text()
    for (const words of [
      '统建里 14 号楼',
      '停电',
      '7',
      '11-16 换保险丝',
      '恢复 13 分',
      '未根治 · 产权未应',
      '90 天内',
    ]) {
      expect(text).toContain(words)
    }
  })

  it.each([
    [{ state: 'watched', curedDays: 2, waitsFor: null }, '观察中 · 2 / 14 天'],
    [{ state: 'rooted-out', curedDays: 27, waitsFor: null }, '已根治 · 27 天'],
    [{ state: 'watched', curedDays: 90, awaitsSeason: true, season: 'rain', waitsFor: null }, '观察中 · 待下个汛期'],
  ] as const)('says %o as %s', (about, expected) => {
    const list = listOf([{ ...tripping, ...about }])
    expect(mount(RecurrenceTable, { global, props: { list, rows: 5 } }).text()).toContain(expected)
  })

  it('opens the cases of a place from its number, and its before and after from its state', async () => {
    const table = mount(RecurrenceTable, { global, props: { list: listOf([tripping]), rows: 5 } })
    await table.get('.number.times').trigger('click')
    await table.get('.state').trigger('click')
    const cut = { title: '统建里 14 号楼 · 停电', filter: { place: 'power-outage~house', group: 'all' } }
    expect(table.emitted('open')).toEqual([[cut]])
    expect(table.emitted('place')).toEqual([['power-outage~house']])
  })

  it('turns its pages, and says when there is nothing', async () => {
    const many = Array.from({ length: 7 }, (_, index) => ({ ...tripping, id: `${index}`, place: `${index} 号楼` }))
    const table = mount(RecurrenceTable, { global, props: { list: listOf(many), rows: 5 } })
    expect(table.findAll('tbody tr')).toHaveLength(5)
    await table.findAll('.turn')[1]?.trigger('click')
    expect(table.findAll('tbody tr')).toHaveLength(2)
    const empty = mount(RecurrenceTable, { global, props: { list: listOf([]), rows: 5 } })
    expect(empty.text()).toContain('没有同一处反复的问题')
  })
})

describe('the table of communities', () => {
  const table = mount(CommunityTable, { global, props: { hotspots, rows: 8 } })

  it('prints the rate beside what it is made of, and adds up to the whole street', () => {
    const rows = table.findAll('tbody tr').map((row) => row.text().replace(/\s+/g, ' '))
    expect(rows[0]).toContain('35.0')
    expect(rows[0]).toContain('70 / 2000')
    expect(rows.at(-1)).toContain('全街道')
    expect(rows.at(-1)).toContain('110 / 2000')
  })

  it('tells no rate where nobody lives', () => {
    expect(table.findAll('tbody tr')[1]?.find('.number').text()).toBe('—')
  })

  it('opens each number', async () => {
    const [first] = table.findAll('tbody tr')
    for (const button of first?.findAll('button') ?? []) await button.trigger('click')
    const filters = table.emitted<{ filter: object }[]>('open')?.map(([cut]) => cut?.filter)
    expect(filters).toEqual([
      { community: id(1) },
      { community: id(1), only: 'recurring' },
      { community: id(1), origin: 'own' },
      { community: id(1), origin: 'found' },
      { community: id(1), origin: '12345' },
    ])
  })
})

describe('what stands around the map', () => {
  it('prints what is not drawn, and the locked tones', () => {
    const text = mount(CellLegend, { global, props: { hotspots, measure: 'count', months: 12 } }).text()
    for (const words of ['另 33 件在不足 3 件的格', '3–5', '6–9', '10–14', '15–21', '22 起', '边长 120 米']) {
      expect(text).toContain(words)
    }
  })

  it('says what was left out, each to be opened', () => {
    const range = { first: 0, last: 1 }
    const props = { months: hotspots.months, range, hotspots, group: 'utility' as const, measure: 'count' as const }
    const filters = mount(ReviewFilters, { global, props })
    const text = filters.text().replace(/\s+/g, ' ')
    expect(text).toContain('演练 12')
    expect(text).toContain('关怀来电 87')
    expect(text).not.toContain('误报')
  })

  it('moves the period by key and by month', async () => {
    const bars = mount(MonthBars, { global, props: { months: hotspots.months, range: { first: 0, last: 1 } } })
    await bars.findAll('.handle')[0]?.trigger('keydown', { key: 'ArrowRight' })
    await bars.findAll('.bar')[0]?.trigger('click')
    expect(bars.emitted('choose')?.map(([range]) => range)).toEqual([
      { first: 1, last: 1 },
      { first: 0, last: 0 },
    ])
  })

  it('has on top only what is not cured and waits for somebody', () => {
    const cured = { ...tripping, id: 'b', state: 'rooted-out' as const, waitsFor: null, place: '平桥路口' }
    const text = mount(DecideStrip, { global, props: { items: [tripping, cured], noShows: 0, tasks: [] } }).text()
    expect(text).toContain('等您定 1 件')
    expect(text).not.toContain('平桥路口')
  })

  it('adds up: what has no room on top is said as a rest that stands in the list below', () => {
    const items = [1, 2, 3, 4, 5].map((n) => ({ ...tripping, id: `${n}`, place: `统建里 ${n} 号楼` }))
    const strip = mount(DecideStrip, { global, props: { items, noShows: 2, tasks: [] } })
    expect(strip.text()).toContain('等您定 7 件')
    expect(strip.findAll('button').filter((one) => one.text().includes('统建里'))).toHaveLength(3)
    expect(strip.get('[data-testid=rest]').text()).toBe('另 2 处见下表')
  })

  it('has on top how many whistled departments did not come, which opens them with their cases', async () => {
    const strip = mount(DecideStrip, { global, props: { items: [tripping], noShows: 1, tasks: [] } })
    expect(strip.text()).toContain('等您定 2 件')
    const count = strip.get('[data-testid=no-show-count]')
    expect(count.text()).toBe('吹哨未到 1')
    await count.trigger('click')
    expect(strip.emitted('noShows')).toHaveLength(1)
    const list = {
      items: [
        {
          id: id(20),
          revision: 4,
          label: '区城管委',
          kind: 'emergency' as const,
          sentAt: '2026-11-18T06:32:00.000Z',
          answeredAt: null,
          noShowAt: '2026-11-18T07:03:00.000Z',
          reminders: 2,
          incident: {
            id: id(21),
            number: '1118-0033',
            kind: 'pipe-burst' as const,
            severity: 2 as const,
            place: '翠屏里 8 号楼',
            summary: '水管爆裂',
          },
        },
      ],
      total: 1,
      next: null,
      asOf: '2026-11-18T08:00:00.000Z',
    }
    const panel = mount(NoShowPanel, { global, props: { list, failed: false } })
      .text()
      .replace(/\s+/g, ' ')
    for (const words of ['区城管委', '1118-0033', '14:32 吹哨', '已催 2 次', '未答复', '15:03 记未到'])
      expect(panel).toContain(words)
  })

  it('says that it does not know how many did not come, rather than none', () => {
    const strip = mount(DecideStrip, { global, props: { items: [], noShows: null, tasks: [] } })
    expect(strip.text()).toContain('吹哨未到 —')
  })

  it('speaks in sentences, without a test value', () => {
    const text = mount(BecomingPanel, { global, props: { hotspots, list: listOf([tripping]) } }).text()
    expect(text).toContain('差别在偶然范围内')
    expect(text).toContain('110 件里有 4 件')
    expect(text).not.toMatch(/z|p\s*[=<]/i)
  })
})
