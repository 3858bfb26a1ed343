import { atStreetHour, between, MINUTE_MS, streetDay } from '#shared/time'
import type { Instant } from '#shared/time'
import { FLOODED_ROW } from '../troubled-places.ts'
import { RAIN_IN_THE_WEST } from '../weather.ts'
import { readCase, stepsOfCase } from './case.ts'
import type { Part } from './case.ts'
import type { Story } from './story.ts'
import type { StoryStage } from './story-stage.ts'

const flood = readCase('waterlogging')
const FIRST = 'this spring'
const place = (stage: StoryStage) => ({ ...stage.cast.house(FLOODED_ROW), address: `${FLOODED_ROW} 门前` })

/** Minutes from the start of the story back to a summer morning so many rainy seasons ago. */
const rainyMorning = (season: number) => (startedAt: Instant) => {
  const today = streetDay(startedAt)
  // Before the rains of this year have begun, the last season is that of the year before.
  const year = Number(today.slice(0, 4)) + season + (today.slice(5) > '08-31' ? 1 : 0)
  return Math.round(between(startedAt, atStreetHour(`${year}-07-18`, 6.5)) / MINUTE_MS)
}

/** The callers of a season came on two rainy mornings, so many days apart: once is weather, twice is the place. */
const SECOND_RAIN_SECONDS = 12 * 24 * 3_600

const before = (season: number, title: Part['title'], words: readonly string[]): Part => ({
  title,
  minutes: rainyMorning(season),
  plays(stage, { channel = 'hotline', count = 1, text = '', kind = 'waterlogging' }) {
    const second = Math.ceil(count / 2)
    for (let index = 0; index < count; index++) {
      const isFirst = index === 0 || index === second
      const [rain, opened] = index < second ? [0, 0] : [SECOND_RAIN_SECONDS, second]
      const call = { channel, kind, text: words[index - 1] ?? text, place: place(stage) }
      const after = rain + (index - opened) * 540
      stage.call(`season ${season} ${index}`, isFirst ? call : { ...call, sameAs: `season ${season} ${opened}` }, {
        after,
      })
      if (isFirst) pumpedOut(stage, `season ${season} ${index}`, rain)
    }
  },
})

function pumpedOut(stage: StoryStage, call: string, from: number) {
  stage.acknowledge(call, { after: from + 60 })
  stage.fact(call, 'arrived', { after: from + 1_500 })
  stage.fact(call, 'restored', { note: '临时接 20 米水管抽排', after: from + 400 * 60 })
  stage.fact(call, 'done', { after: from + 410 * 60 })
  stage.fact(call, 'revisited', { satisfied: false, note: '下雨还会淹', after: from + 1_700 * 60 })
}

export const waterlogging: Story = {
  name: 'waterlogging',
  title: { zh: flood.title, en: '30 to 40 cm of water in front of the same bungalows every rainy season' },
  hour: 6.5,
  steps: stepsOfCase(flood, [
    before(-2, { zh: '前年雨季：院里又淹了', en: 'Two rainy seasons ago: flooded again' }, ['水到脚脖子，40 公分都有', '还没退，踩着砖过']),
    before(-1, { zh: '去年雨季：4 件 12345', en: 'Last rainy season: four 12345 tickets' }, ['来电人反映：积水 35 公分，要求处理并回复', '来电人反映：年年淹，要求根治', '来电人反映：水排得慢，要求回复']),
    {
      title: { zh: '春天第一场雨就积水', en: 'Water after the first rain of spring' },
      plays(stage, { count = 1, text = '', kind = 'waterlogging' }) {
        stage.read(RAIN_IN_THE_WEST, 18)
        stage.call(FIRST, { channel: 'hotline', kind, text: `${text}，有 30 厘米`, place: place(stage) })
        for (let index = 1; index < count; index++) {
          stage.call(`${FIRST} ${index}`, { channel: 'hotline', kind, text: '院里又进水了', place: place(stage), sameAs: FIRST }, { after: 400 })
        }
        stage.acknowledge(FIRST, { after: 60 })
        stage.send('squad', FIRST, stage.cast.unit('抢险 1 队'), { after: 90 })
        stage.move('squad', 'accepted', { after: 120 })
        stage.move('squad', 'arrived', { after: 1_200 })
        stage.fact(FIRST, 'restored', { note: '抽排完毕', after: 4 * 3_600 })
        stage.move('squad', 'done', { after: 4 * 3_600 + 60 })
      },
    },
    { title: { zh: '第一次居民议事会', en: 'First residents’ council' }, plays: (stage) => stage.fact(FIRST, 'note', { note: '居民议事会（一）：要求根治，同意开挖' }) },
    { title: { zh: '每日调度会批资金，专家组查因', en: 'The daily dispatch meeting approves funds; experts find the cause' }, plays: (stage) => stage.fact(FIRST, 'note', { note: '调度会：诉求中心专项资金下达，城乡办组专家组；查明排水管不足、雨水口少' }) },
    { title: { zh: '第二次居民议事会：方案通过', en: 'Second council: the plan is agreed' }, plays: (stage) => stage.fact(FIRST, 'note', { note: '居民议事会（二）：非开挖铺管 20 米、加雨水箅子，方案通过' }) },
    {
      title: { zh: '4 天完工：根治', en: 'Works done in 4 days: rooted out' },
      plays(stage) {
        stage.fact(FIRST, 'rooted-out', { note: '新铺排水管 20 米，井周加密雨水箅子' })
        stage.fact(FIRST, 'done', { after: 600 })
      },
    },
    {
      title: { zh: '下一场雨后查验：不积水', en: 'After the next rain: dry' },
      minutes: 14_400 + 9 * 24 * 60,
      plays(stage) {
        stage.read(RAIN_IN_THE_WEST, 14)
        stage.response(FIRST, { verb: 'recheck', result: 'fine', note: '院内不积水，雨水口通畅' }, { after: 2 * 3_600 })
        stage.fact(FIRST, 'revisited', { satisfied: true, note: '雨后查验：不积水', after: 3 * 3_600 })
      },
    },
  ]),
} // prettier-ignore
