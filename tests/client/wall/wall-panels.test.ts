// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import type { Link } from '../../../client/src/feed/link.ts'
import DutyCounts from '../../../client/src/panels/wall/DutyCounts.vue'
import HotlineStates from '../../../client/src/panels/wall/HotlineStates.vue'
import NewestList from '../../../client/src/panels/wall/NewestList.vue'
import OpenFigures from '../../../client/src/panels/wall/OpenFigures.vue'
import OpenList from '../../../client/src/panels/wall/OpenList.vue'
import OwnRates from '../../../client/src/panels/wall/OwnRates.vue'
import StaleStrip from '../../../client/src/panels/wall/StaleStrip.vue'
import UtilityStates from '../../../client/src/panels/wall/UtilityStates.vue'
import WallHeader from '../../../client/src/panels/wall/WallHeader.vue'
import { read } from './read-panel.ts'
import { makeSeenIncident, makeSeenLine } from '../make-seen.ts'

const now = Date.parse('2026-11-18T06:32:00.000Z')

const link = (about: Partial<Link> = {}): Link => ({
  freshness: 'live',
  connected: true,
  refused: false,
  ageMs: 1_400,
  attempt: 0,
  nextTrySeconds: null,
  caughtUp: null,
  divergences: 0,
  ...about,
})

describe('the list on the wall', () => {
  const list = (open: object[] | null, lastDoneAt: string | null = null) =>
    read(OpenList, { open, rows: 7, now, lastDoneAt })

  it('stays within its rows with two hundred cases, however long their names', () => {
    const open = Array.from({ length: 200 }, () => makeSeenIncident({ summary: '很长的名字'.repeat(40) }))
    const { panel, text } = list(open)
    expect(panel.findAll('.row')).toHaveLength(7)
    expect(text).toContain('另 194 件')
  })

  it('says since when nothing is open, and says nothing while nothing is known', () => {
    expect(list([], '2026-11-18T05:52:00.000Z').text).toBe('无未办结，最近一件 13:52 办结')
    expect(list([]).text).toBe('无未办结')
    expect(list(null).text).toBe('')
  })

  it('speaks English with the measured facts, because the summary is Chinese', () => {
    const open = [
      makeSeenIncident({
        kind: 'waterlogging',
        summary: '桥下积水 35 厘米',
        measures: { depthCm: 35, households: null },
      }),
    ]
    expect(read(OpenList, { open, rows: 7, now, lastDoneAt: null }, 'en').text).toContain('Flooding, 35 cm')
  })
})

describe('figures that are not known', () => {
  it('are dashes, not noughts', () => {
    expect(
      read(OpenFigures, { counts: null, received: null, done: null }).panel.find('[data-testid=open-total]').text(),
    ).toContain('—')
    const duty = { staff: null, shift: null, leader: undefined, specialists: null, specialistReports: null }
    expect(read(DutyCounts, duty).text).not.toMatch(/\d(?! 分)/)
    expect(read(HotlineStates, { lines: null, communityName: () => null }).text).not.toMatch(/\d/)
  })

  it('of the leader on duty, when there is none, are said to be none', () => {
    const duty = { staff: null, shift: null, leader: null, specialists: 1, specialistReports: 1 }
    expect(read(DutyCounts, duty).text).toContain('带班领导无')
  })
})

describe('the rates', () => {
  const figures = {
    asOf: '2026-11-18T06:30:00.000Z', day: '2026-11-18',
    open: { total: 14, today: 12, older: 2, late: 1, bySeverity: { '0': 8, '1': 0, '2': 1, '3': 2, '4': 3 } },
    received: { 'total': 32, 'own': 19, 'found': 6, '12345': 7, 'done': 20, 'open': 12 },
    responded: { n: 32, d: 32 }, done: { n: 18, d: 19 }, satisfied: { n: 0, d: 0 },
    specialistReports: 9, excluded: { drills: 0, falseAlarms: 0, merged: 0 },
  } // prettier-ignore

  it('never stand without what they are made of, and over no cases are a dash', () => {
    const { panel, text } = read(OwnRates, { figures, failing: false })
    expect(text).toContain('截至 14:30')
    expect(text).toContain('18 / 19 到期')
    expect(panel.find('[data-testid=rate-done]').text()).toBe('94.7%')
    expect(panel.find('[data-testid=rate-satisfied]').text()).toBe('—')
  })

  it('say since when they are old when the server does not answer', () => {
    expect(read(OwnRates, { figures, failing: true }).text).toContain('14:30 后无更新')
  })
})

describe('water, power, gas and heating', () => {
  it('without a report are 无报停, never 正常', () => {
    const { text } = read(UtilityStates, {
      open: [makeSeenIncident({ kind: 'power-outage' })],
      asOf: null,
      announced: null,
      now,
    })
    expect(text).toBe('水电气热水无报停电停 1气无报停热无报停')
  })
})

describe('the hotlines', () => {
  const lines = [
    makeSeenLine({ ordinal: 2, state: 'cut', missed: 1 }),
    makeSeenLine({ ordinal: 1, state: 'talking', callbacks: 2 }),
    makeSeenLine({ ordinal: 3 }),
  ]

  it('stand in their fixed order; the one that is cut is named', () => {
    const { panel, text } = read(HotlineStates, { lines, communityName: () => '芦花里' })
    expect(panel.findAll('.cells i').map((cell) => cell.classes()[0])).toEqual(['talking', 'cut', 'idle'])
    expect(text).toContain('断线 1 芦花里')
    expect(text).toContain('未接 1')
    expect(text).toContain('待回拨 2')
  })

  it('that nobody has connected are 未接入', () => {
    expect(read(HotlineStates, { lines: [], communityName: () => null }).text).toContain('未接入')
  })
})

describe('the newest', () => {
  it('tell when, how we heard, where and what, never whose words', () => {
    const incidents = [
      makeSeenIncident({ channel: 'hotline', kind: 'heating-outage', receivedAt: '2026-11-18T06:31:00.000Z' }),
    ]
    const { text } = read(NewestList, { incidents, communityName: () => '丁香', rows: 4, now })
    expect(text).toContain('14:31热线丁香 · 暖气不热')
    expect(text).toContain('近 1 小时 1 件')
  })
})

describe('the state of the link', () => {
  const readings = { items: [], total: 0, next: null, asOf: '2026-11-18T06:32:00.000Z', warnings: [] }
  const header = {
    street: '青渡街道',
    households: 46_500,
    demo: true,
    sound: { face: 'off' },
    soundTest: { state: 'rest', due: true },
    awake: 'lock',
    now,
    readings,
  }
  const chip = (about: Partial<Link>) =>
    read(WallHeader, { ...header, link: link(about) })
      .panel.find('[data-testid=link]')
      .text()
      .replace(/\s+/g, ' ')

  it.each([
    [{}, '实时数据 1 秒前'],
    [{ freshness: 'late', ageMs: 14_000 }, '实时数据 14 秒前'],
    [{ freshness: 'stale', ageMs: 148_000 }, '断线已 2 分 28 秒'],
    [{ freshness: 'joining', ageMs: null }, '连接中'],
    [{ caughtUp: 7 }, '实时已补 7 条变更'],
    [{ refused: true }, '登录已失效'],
  ] as const)('%o reads %s', (about, words) => {
    expect(chip(about).trim()).toBe(words)
  })

  it('has the made-up data, the weather without a source and the silent alarm said beside it', () => {
    const { text } = read(WallHeader, { ...header, link: link() })
    expect(text).toContain('演示数据')
    expect(text).toContain('天气 未接入 · 无预警')
    expect(text).toContain('告警声未启用')
  })

  it('has a sound chip with three faces, and says when the siren was tried', () => {
    const sound = (face: object, soundTest: object = { state: 'rest', due: false }) =>
      read(WallHeader, { ...header, sound: face, soundTest, link: link() }).panel.find('[data-testid=sound]')
    expect(sound({ face: 'on' }).text()).toBe('告警声 已启用')
    expect(sound({ face: 'muted', until: Date.parse('2026-11-18T07:00:00.000Z') }).text()).toBe('静音至 15:00')
    expect(sound({ face: 'off' }).classes()).toContain('inverted')
    expect(sound({ face: 'on' }, { state: 'rest', due: true }).text()).toContain('按 T 试音')
    expect(sound({ face: 'on' }, { state: 'asking' }).text()).toContain('听到按 Y')
    const written = { state: 'written', result: 'not-heard', at: '2026-11-18T06:32:00.000Z' }
    expect(sound({ face: 'on' }, written).text()).toContain('14:32 试音已记：没听到')
  })

  it('warns that the screen may sleep when nothing keeps it awake', () => {
    const asleep = (awake: string) => read(WallHeader, { ...header, awake, link: link() }).text.includes('屏幕可能休眠')
    expect([asleep('none'), asleep('lock'), asleep('picture')]).toEqual([true, false, false])
  })

  it('when stale says where the data stopped, which try it is and when the next', () => {
    const strip = (about: Partial<Link>) =>
      read(StaleStrip, { link: link({ freshness: 'stale', ...about }), stoppedAt: '2026-11-18T06:31:50.000Z' }).text
    const said = strip({ connected: false, attempt: 6, nextTrySeconds: 12 })
    expect(said).toContain('数据停在 14:31:50，以下不是现在')
    expect(said).toContain('正在重连，第 6 次，12 秒后再试')
    expect(strip({ connected: true })).toContain('已连上服务器，等待数据')
    expect(strip({ refused: true })).toContain('请在本机重新登录')
  })
})
