// @vitest-environment jsdom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { PlaceHistory } from '#shared/history'
import type { PreSeasonTask } from '#shared/pre-season'
import DecideStrip from '../../../client/src/panels/history/DecideStrip.vue'
import PlacePanel from '../../../client/src/panels/history/PlacePanel.vue'
import TaskLine from '../../../client/src/panels/history/TaskLine.vue'
import TasksPanel from '../../../client/src/panels/history/TasksPanel.vue'
import { makeWords } from '../make-words.ts'

const words = (locale = 'zh-CN') => ({
  plugins: [makeWords(locale)],
})
const task: PreSeasonTask = {
  id: '00000000-0000-4000-8000-000000000001',
  placeKey: 'waterlogging~bridge',
  kind: 'waterlogging',
  place: '望河桥下',
  communityId: null,
  buildingId: null,
  season: 'rain',
  year: 2027,
  beginsOn: '2027-06-01',
  dueOn: '2027-05-15',
  who: '城乡办',
  state: 'open',
  createdAt: '2026-11-18T06:32:00.000Z',
  decidedAt: null,
  decidedBy: null,
  note: null,
  revision: 1,
}
const part = (from: string, to: string, count: number, rainDays: number | null) => ({
  from: `${from}T16:00:00.000Z`,
  to: `${to}T16:00:00.000Z`,
  count,
  reports: count * 2,
  rain: rainDays === null ? null : { millimetres: rainDays * 21.4, rainDays, days: 90, station: '望河桥雨量站' },
})
const place: PlaceHistory = {
  asOf: '2026-11-18T06:32:00.000Z',
  id: 'waterlogging~bridge',
  kind: 'waterlogging',
  place: '望河桥下',
  households: null,
  season: 'rain',
  seasons: [{ ...part('2026-05-31', '2026-09-15', 3, 9), year: 2026 }],
  curedAt: '2026-08-12T03:00:00.000Z',
  cure: '清雨水口',
  before: part('2026-05-31', '2026-08-12', 3, 6),
  after: part('2026-08-12', '2026-11-18', 0, 3),
  proof: 'held',
  repeats: 2,
  task: null,
}
const panel = (about: Partial<PlaceHistory> = {}, locale = 'zh-CN') =>
  mount(PlacePanel, {
    global: words(locale),
    props: { place: { ...place, ...about }, failed: false, busy: false, refusal: null },
  })
const read = (text: string) => text.replace(/\s+/g, ' ')

describe('a place before and after its cure', () => {
  it('prints both counts with their periods, and the rain beside them', () => {
    const text = read(panel().text())
    for (const said of ['2026-06-01 – 2026-08-13 · 73 天', '6 个雨日', '3 个雨日', '128 毫米 · 望河桥雨量站', '重复来电 2 件不计', '没有户数作分母', '2026 年汛期']) {
      expect(text).toContain(said)
    }
  }) // prettier-ignore

  it.each([
    ['held', '到现在经受住了', 'Holds so far'],
    ['no-rain', '未经雨验证', 'Not tested by rain yet'],
    ['no-season', '未经汛期验证', 'Not tested yet (Rains)'],
    ['came-back', '根治后又来了', 'Came back after the cure'],
    ['too-early', '时间还短', 'Too early to say'],
    ['no-cure', '未根治', 'Not rooted out'],
  ] as const)('says %s in words, in both languages', (proof, zh, english) => {
    expect(panel({ proof }).get('[data-testid=proof]').text()).toContain(zh)
    expect(panel({ proof }, 'en').get('[data-testid=proof]').text()).toContain(english)
  })

  it('opens each count to exactly its cases', async () => {
    const shown = panel()
    for (const number of shown.findAll('.number')) await number.trigger('click')
    expect(shown.emitted<[{ filter: object }]>('open')?.map(([cut]) => cut.filter)).toEqual(
      [place.before, place.after, place.seasons[0]].map((one) => ({
        place: place.id,
        only: 'place',
        group: 'all',
        from: one?.from,
        to: one?.to,
      })),
    )
  })

  it('says so where no gauge is near, and where there is nothing to compare', () => {
    expect(panel({ before: part('2026-05-31', '2026-08-12', 3, null) }).text()).toContain('附近没有雨量读数')
    expect(panel({ before: null, after: null, seasons: [], curedAt: null }).text()).toContain('没有前后可比')
  })
})

describe('a task before the season', () => {
  const line = (about: Partial<PreSeasonTask> = {}, locale = 'zh-CN') =>
    mount(TaskLine, { global: words(locale), props: { task: { ...task, ...about }, busy: false } })

  it('says until when and whose it is', () => {
    expect(read(line().text())).toContain('汛前办 2027-05-15 前，城乡办 待办')
    expect(read(line({}, 'en').text())).toContain('Before the rains by 2027-05-15, 城乡办 to do')
  })

  it('is declined only with a reason, and can be taken up again', async () => {
    const shown = line()
    const decline = shown.findAll('button')[1]
    expect(decline?.attributes('disabled')).toBeDefined()
    await shown.get('input').setValue('年内拆除')
    await decline?.trigger('click')
    await shown.get('form').trigger('submit')
    expect(shown.emitted('decide')).toEqual([[{ does: 'decline', note: '年内拆除' }], [{ does: 'done' }]])
    const decided = line({ state: 'declined', decidedBy: '带班领导', note: '年内拆除' })
    expect(decided.text()).toContain('带班领导 · 年内拆除')
    await decided.get('button').trigger('click')
    expect(decided.emitted('decide')).toEqual([[{ does: 'reopen' }]])
  })

  it('stands on the strip of what waits, with how many and the first date', () => {
    const strip = mount(DecideStrip, {
      global: words(),
      props: { items: [], noShows: 0, tasks: [task, { ...task, state: 'done' }] },
    })
    expect(read(strip.get('[data-testid=pre-season]').text())).toBe('季前办 1 最早 2027-05-15 前')
  })

  it.each([
    [{ list: { items: [], total: 0, next: null, asOf: task.createdAt }, failed: false }, '没有季前要办的地点'],
    [{ list: null, failed: true }, '没有读到季前办的清单'],
  ])('list: %o says %s', (about, said) => {
    expect(mount(TasksPanel, { global: words(), props: { busy: false, refusal: null, ...about } }).text()).toContain(
      said,
    )
  })
})
