// @vitest-environment jsdom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'
import type { ReadingsNow, StationNow } from '#shared/reading'
import { HOUR_MS, MINUTE_MS } from '#shared/time'
import type { PlannedOutage, UtilitiesNow } from '#shared/utility'
import UtilityStates from '../../../client/src/panels/wall/UtilityStates.vue'
import WeatherChip from '../../../client/src/panels/wall/WeatherChip.vue'
import { en } from '../../../client/src/words/en/en.ts'
import { zhCn } from '../../../client/src/words/zh-cn/zh-cn.ts'
import { makeSeenIncident } from '../make-seen.ts'

const now = Date.parse('2026-11-18T06:32:00.000Z')
const ago = (ms: number) => new Date(now - ms).toISOString()

const station = (kind: StationNow['kind'], value: number | null, ageMs = 32 * MINUTE_MS): StationNow => ({
  id: crypto.randomUUID(),
  code: kind,
  name: kind,
  kind,
  position: [116.3, 39.9],
  everyMinutes: 60,
  state: 'live',
  newest: value === null ? null : { value, observedAt: ago(ageMs) },
})
const readings = (items: StationNow[], about: Partial<ReadingsNow> = {}): ReadingsNow => ({
  items,
  total: items.length,
  next: null,
  asOf: ago(0),
  warnings: [],
  ...about,
})
const words = (locale: string) => createI18n({ legacy: false, locale, messages: { 'zh-CN': zhCn, en } })
const chip = (answer: ReadingsNow | null, locale = 'zh-CN') =>
  mount(WeatherChip, { props: { readings: answer, now }, global: { plugins: [words(locale)] } })
    .text()
    .replace(/\s+/g, ' ')
    .trim()

describe('the weather on the wall', () => {
  it.each([
    ['before anything is known', null, '天气 —', 'Weather —'],
    ['without a station', readings([]), '天气 未接入 · 无预警', 'Weather not connected · no warning'],
    ['from a station that never spoke', readings([station('rain', null)]), '天气 尚无读数 · 无预警', 'Weather no reading yet · no warning'],
    ['as it was read', readings([station('rain', 0), station('temperature', 1.2)]), '无雨 1℃ 14:00 · 无预警', 'no rain 1 °C 14:00 · no warning'],
    ['in the rain', readings([station('rain', 0.4), station('rain', 12.5), station('temperature', -0.3)]), '雨 12.5 毫米 0℃ 14:00 · 无预警', 'rain 12.5 mm 0 °C 14:00 · no warning'],
    ['when every station has fallen silent', readings([station('rain', 0, 4 * HOUR_MS)]), '天气 10:32 后无更新 · 无预警', 'Weather no update since 10:32 · no warning'],
  ] as const)('%s', (_, answer, zh, english) => {
    expect([chip(answer), chip(answer, 'en')]).toEqual([zh, english])
  }) // prettier-ignore

  it('says a warning that somebody set, in words and with the colour of its own scale', () => {
    const warning = { id: crypto.randomUUID(), setAt: ago(HOUR_MS), untilAt: null, revision: 1 }
    const answer = readings([], { warnings: [{ ...warning, hazard: 'rainstorm', colour: 'blue' }] })
    expect(chip(answer)).toBe('天气 未接入 · 暴雨蓝色预警')
    expect(chip(answer, 'en')).toBe('Weather not connected · blue rainstorm warning')
  })

  it('leaves out a rain gauge that is silent, instead of calling it dry', () => {
    expect(chip(readings([station('rain', 0, 5 * HOUR_MS), station('temperature', 3)]))).toBe('3℃ 14:00 · 无预警')
  })
})

describe('an announced outage on the wall', () => {
  const outage = (fromMs: number): PlannedOutage => ({
    id: crypto.randomUUID(),
    utility: 'water',
    place: '翠屏里',
    communityId: null,
    buildingIds: [],
    fromAt: ago(-fromMs),
    untilAt: ago(-fromMs - 4 * HOUR_MS),
    announcedBy: '自来水',
    note: null,
    endedAt: null,
    revision: 1,
  })
  const shown = (
    water: { running?: PlannedOutage[]; coming?: PlannedOutage[] },
    open = [] as never[],
    locale = 'zh-CN',
  ) => {
    const announced: UtilitiesNow = {
      asOf: ago(0),
      items: [{ utility: 'water', reported: 0, cutBuildings: 0, running: [], coming: [], ...water }],
    }
    return mount(UtilityStates, { props: { open, asOf: null, announced, now }, global: { plugins: [words(locale)] } })
  }

  it('is a cut as long as it runs: inverted, and called planned', () => {
    const panel = shown({ running: [outage(-HOUR_MS)] })
    expect(panel.find('.cut').text()).toBe('水计划停 1')
    expect(
      shown({ running: [outage(-HOUR_MS)] }, [], 'en')
        .find('.cut')
        .text(),
    ).toBe('Water1 planned')
  })

  it('is told a day before, and is no cut yet', () => {
    expect(
      shown({ coming: [outage(8 * HOUR_MS)] })
        .find('.utilities div')
        .text(),
    ).toBe('水22:32 停')
    expect(
      shown({ coming: [outage(30 * HOUR_MS)] })
        .find('.utilities div')
        .text(),
    ).toBe('水无报停')
  })

  it('gives way to what people report', () => {
    const open = [makeSeenIncident({ kind: 'water-outage' })] as never[]
    expect(
      shown({ running: [outage(-HOUR_MS)] }, open)
        .find('.cut')
        .text(),
    ).toBe('水停 1')
  })
})
