import { MINUTE_MS, SECOND_MS } from '#shared/time'
import { readCase, stepsOfCase } from './case.ts'
import type { Story } from './story.ts'

const fire = readCase('garage-fire')
const FIRST = 'notice'
const HOUSE = '松涛苑 7 号楼'
const address = `${HOUSE} 地下车库`
/** Nothing glows any more: everybody goes home. In seconds. */
const AFTER_WATCH = (40 * MINUTE_MS) / SECOND_MS

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
    {
      // Nobody plays this: the alarm sounds by itself, and by itself it goes on to the leader after a minute.
      title: { zh: '值班处即响，大屏 30 秒后响，60 秒无人确认转带班领导', en: 'The desk sounds at once, the wall after 30 s; unacknowledged for 60 s it goes to the leader' },
      plays: () => undefined,
    },
    {
      title: { zh: '确认告警，一键五路同发：119、微站、物业、疏散、民警', en: 'Acknowledged, one key sends five legs: 119, fire station, manager, evacuation, police' },
      plays(stage) {
        stage.acknowledge(FIRST, { after: 3 })
        stage.response(FIRST, { verb: 'startLegs' }, { after: 6 })
        stage.response(FIRST, { verb: 'moveLeg', party: 'manager', state: 'accepted' }, { after: 25 })
        stage.response(FIRST, { verb: 'moveLeg', party: 'micro-fire-station', state: 'accepted' }, { after: 30 })
        stage.response(FIRST, { verb: 'moveLeg', party: '119', state: 'accepted', calledBy: 'manager' }, { after: 35 })
        stage.response(FIRST, { verb: 'moveLeg', party: 'evacuation', state: 'accepted' }, { after: 40 })
        stage.response(FIRST, { verb: 'moveLeg', party: 'police', state: 'accepted' }, { after: 55 })
      },
    },
    {
      title: { zh: '居民问：要不要下楼？', en: 'A resident asks: should we come down?' },
      missing: ['person'],
      plays: (stage, { text = '' }) =>
        stage.call('question', { channel: 'wechat', kind: 'garage-fire', text, place: { ...stage.cast.house(HOUSE), address }, sameAs: FIRST }),
    },
    {
      title: { zh: '微型消防站到场，出水', en: 'The micro fire station arrives and starts' },
      plays(stage) {
        stage.response(FIRST, { verb: 'moveLeg', party: 'micro-fire-station', state: 'arrived' })
        stage.response(FIRST, { verb: 'moveLeg', party: 'manager', state: 'arrived' }, { after: 20 })
        stage.response(FIRST, { verb: 'moveLeg', party: 'evacuation', state: 'arrived' }, { after: 50 })
      },
    },
    {
      title: { zh: '控制住了', en: 'Under control' },
      plays(stage) {
        stage.fact(FIRST, 'controlled')
        stage.response(FIRST, { verb: 'moveLeg', party: '119', state: 'arrived' }, { after: 60 })
        stage.response(FIRST, { verb: 'moveLeg', party: 'police', state: 'arrived' }, { after: 90 })
        for (const party of ['119', 'micro-fire-station', 'manager', 'evacuation', 'police'] as const) {
          stage.response(FIRST, { verb: 'moveLeg', party, state: 'done' }, { after: AFTER_WATCH })
        }
      },
    },
    {
      title: { zh: '次日网格员复查车库，办结', en: 'Next day: a grid worker checks the garage, and it is done' },
      plays(stage) {
        stage.response(FIRST, { verb: 'recheck', result: 'fine', note: '无复燃，线路已检' })
        stage.fact(FIRST, 'done', { after: 60 })
      },
    },
  ]),
} // prettier-ignore
