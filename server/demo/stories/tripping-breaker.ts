import { TRIPPING_HOUSE } from '../troubled-places.ts'
import { readCase, stepsOfCase } from './case.ts'
import type { Part } from './case.ts'
import type { Story } from './story.ts'
import type { StoryStage } from './story-stage.ts'

const breaker = readCase('tripping-breaker')
const FIRST = 'tonight'
const neighbours = ['tonight 1', 'tonight 2', 'tonight 3', 'tonight 4']
const place = (stage: StoryStage) => ({ ...stage.cast.house(TRIPPING_HOUSE), address: `${TRIPPING_HOUSE} 5 单元` })

/** An evening before: the fuse was replaced, somebody asked, and it was filed as done. */
const earlier = (name: string, title: Part['title']): Part => ({
  title,
  plays(stage, { text = '', kind = 'power-outage' }) {
    stage.call(name, { channel: 'wechat', kind, text, place: place(stage) })
    stage.answer(name, '已通知电工', { after: 90 })
    stage.fact(name, 'restored', { note: '换保险丝', after: 14 * 60 })
    stage.fact(name, 'done', { after: 16 * 60 })
    stage.fact(name, 'revisited', { satisfied: true, after: 60 * 60 })
  },
})

export const trippingBreaker: Story = {
  name: 'tripping-breaker',
  title: { zh: breaker.title, en: 'Staircase 5 of a forty-year-old house trips every evening' },
  hour: 19.5,
  steps: stepsOfCase(breaker, [
    earlier('three days ago', { zh: '三天前：5 单元跳闸', en: 'Three days ago: staircase 5 trips' }),
    earlier('two days ago', { zh: '两天前：又跳闸', en: 'Two days ago: again' }),
    {
      title: { zh: '热线：5 单元又停电了', en: 'The line: staircase 5 is dark again' },
      plays: (stage, { text = '', kind = 'power-outage' }) =>
        stage.call(FIRST, { channel: 'hotline', kind, text, place: place(stage) }),
    },
    {
      title: { zh: '群里 4 位邻居说的是同一件事', en: 'Four neighbours write of the same' },
      plays(stage, { text = '', kind = 'power-outage' }) {
        neighbours.forEach((name, index) => {
          stage.call(name, { channel: 'wechat', kind, text, place: place(stage) }, { after: 20 + index * 25 })
          stage.merge(name, FIRST, { after: 180 + index * 5 })
        })
        stage.answer(FIRST, '物业电工马上到（5 单元不在合同内，先帮忙）', { after: 60 })
        // Staircase 5 has no manager: the leg of the manager goes to the owner unit by itself.
        stage.response(FIRST, { verb: 'startLegs' }, { after: 70 })
      },
    },
    {
      title: { zh: '换保险丝，一刻钟恢复；未根治', en: 'A fuse: restored in a quarter of an hour, not rooted out' },
      plays: (stage) => stage.fact(FIRST, 'restored', { note: '换保险丝，恢复供电' }),
    },
    {
      title: { zh: '找到产权单位：要换断路器', en: 'The owner unit is called: it needs a new breaker' },
      plays(stage) {
        stage.response(FIRST, { verb: 'moveLeg', party: 'owner', state: 'accepted' })
        stage.fact(FIRST, 'note', { note: '无物业合同 → 产权单位：断路器老化、容量不足，明日更换', after: 5 })
      },
    },
    {
      title: { zh: '换大功率断路器：根治，不到 24 小时', en: 'A new breaker: rooted out within 24 hours' },
      plays(stage) {
        stage.response(FIRST, { verb: 'moveLeg', party: 'owner', state: 'done' })
        stage.fact(FIRST, 'rooted-out', { note: '产权单位换装大功率断路器' })
        stage.fact(FIRST, 'done', { after: 60 })
      },
    },
  ]),
} // prettier-ignore
