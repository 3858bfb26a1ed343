import { readCase, stepsOfCase } from './case.ts'
import type { Story } from './story.ts'

const fire = readCase('garage-fire')
const FIRST = 'notice'
const HOUSE = '松涛苑 7 号楼'
const address = `${HOUSE} 地下车库`

export const garageFire: Story = {
  name: 'garage-fire',
  title: { zh: fire.title, en: 'A car burns in an underground garage at five in the morning' },
  hour: 5,
  steps: stepsOfCase(fire, [
    {
      title: { zh: '居民群里报火情', en: 'A resident gives notice in the group' },
      plays: (stage, { text = '', kind = 'garage-fire' }) =>
        stage.call(FIRST, { channel: 'wechat', kind, text, place: { ...stage.cast.house(HOUSE), address } }),
    },
    { title: { zh: '值班处即响，大屏 30 秒后响', en: 'The desk sounds at once, the wall after 30 s' }, plays: () => undefined },
    {
      title: { zh: '确认告警；通知物业打 119，派微型消防站', en: 'Acknowledged; the property manager calls 119, the micro fire station is sent' },
      plays(stage) {
        const { buildingId } = stage.cast.house(HOUSE)
        stage.acknowledge(FIRST)
        stage.send('station', FIRST, stage.cast.nearest('garage-fire', stage.at, buildingId), { after: 5 })
        stage.fact(FIRST, 'note', { note: '119 已接警（物业拨打，值班处核实）；疏散、派出所同步通知', after: 20 })
        stage.move('station', 'accepted', { after: 30 })
      },
    },
    {
      title: { zh: '居民问：要不要下楼？', en: 'A resident asks: should we come down?' },
      missing: ['person'],
      plays: (stage, { text = '' }) =>
        stage.call('question', { channel: 'wechat', kind: 'garage-fire', text, place: { ...stage.cast.house(HOUSE), address }, sameAs: FIRST }),
    },
    { title: { zh: '微型消防站到场', en: 'The micro fire station arrives' }, plays: (stage) => stage.move('station', 'arrived') },
    { title: { zh: '控制住了', en: 'Under control' }, plays: (stage) => stage.fact(FIRST, 'controlled') },
    {
      title: { zh: '次日网格员复查车库', en: 'Next day: a grid worker checks the garage' },
      plays(stage) {
        stage.move('station', 'done')
        stage.fact(FIRST, 'done', { note: '次日复查：无复燃，线路已检', after: 60 })
      },
    },
  ]),
} // prettier-ignore
