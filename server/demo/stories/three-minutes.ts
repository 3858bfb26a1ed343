import {
  blackoutComesIn,
  blackoutUnits,
  declareBlackout,
  mergeBlackout,
  planBlackoutCut,
} from './pipe-burst-blackout.ts'
import type { Story } from './story.ts'

const FIRST = 'call 0'
const whistled = ['供热单位', '自来水集团', '供电公司', '区城管委'] as const
/** Whistled, and does not come. */
const ABSENT = '区城管委'
const seconds = (count: number) => count / 60
/** The minutes the clock passes over at 2:20. */
const LATER = 490

/**
 * The three minutes that convince: the pipe burst told in real time at rate 1, with one jump of eight hours and ten
 * minutes. A person shows the screens, unplugs the phone and the cable; everything else happens by itself.
 */
export const threeMinutes: Story = {
  name: 'three-minutes',
  title: { zh: '三分钟讲清楚：水管爆裂全社区停电', en: 'Three minutes that convince: the pipe burst' },
  hour: 14 + 32 / 60,
  steps: [
    { title: { zh: '0:00 大屏：平静，数据 1 秒前', en: '0:00 wall: calm, data 1 s old' }, minutes: 0, plays: () => undefined },
    {
      title: { zh: '0:20 值班台：怎么突然停电了，接着 18 个', en: '0:20 desk: the power is gone, then 18 more' },
      minutes: seconds(20),
      plays(stage) {
        blackoutComesIn(stage, 0, 19, { everySeconds: 0.8 })
      },
    },
    {
      title: { zh: '0:37 合并为一件，19 位来电人待回复', en: '0:37 desk: one incident, 19 callers to answer' },
      minutes: seconds(37),
      plays: (stage) => mergeBlackout(stage, { everySeconds: 0.25 }),
    },
    {
      title: { zh: '0:45 查明原因，计划停供；12 栋楼、2000 户', en: '0:45 desk: cause found, planned cut; 12 buildings, 2,000 households' },
      minutes: seconds(45),
      plays(stage) {
        stage.edit(FIRST, 'pipe-burst')
        stage.acknowledge(FIRST, { after: 1 })
        stage.fact(FIRST, 'note', { note: '物业查明：主管爆裂，地下车库总配电室进水', after: 2 })
        declareBlackout(stage)
        planBlackoutCut(stage, { afterSeconds: 10 })
      },
    },
    { title: { zh: '1:00 大屏接管：优先户 0/8，伤亡 0，首报计时', en: '1:00 wall takes over: 0/8, casualties 0, first-report clock' }, minutes: 1, missing: ['emergency'], plays: () => undefined },
    {
      title: { zh: '1:15 台账：有一户没人，拖给专员', en: '1:15 ledger: one row has nobody; dragged' },
      minutes: seconds(75),
      missing: ['person'],
      plays: (stage) => stage.emergency(FIRST, { verb: 'decline' }),
    },
    { title: { zh: '1:35 手机断网：402 无人应答，未送达 1', en: '1:35 phone: network off, 402 no answer, 1 undelivered' }, minutes: seconds(95), missing: ['person'], plays: () => undefined },
    {
      title: { zh: '1:50 吹哨：供热单位应答，区城管委未应', en: '1:50 desk: whistle; the heat company answers, one does not' },
      minutes: seconds(110),
      plays(stage) {
        blackoutUnits.forEach((label, index) => stage.send(label, FIRST, stage.cast.unit(label), { after: index * 0.3 }))
        ;['抢险 1 队', '供水车', '城管办'].forEach((label, index) => stage.move(label, 'accepted', { after: 5 + index }))
        whistled.forEach((label) => stage.whistle(label, FIRST, { after: 2 }))
        stage.whistled('供热单位', { does: 'answered' }, { after: 6 })
        stage.whistled('自来水集团', { does: 'answered' }, { after: 12 })
      },
    },
    { title: { zh: '2:05 拔网线：以下不是现在；恢复后已补 n 条', en: '2:05 wall: cable pulled and back' }, minutes: seconds(125), missing: ['person'], plays: () => undefined },
    {
      title: { zh: '2:20 时钟跳 8 小时 10 分', en: '2:20 the clock jumps 8 h 10 min' },
      minutes: seconds(140),
      plays: (stage) => stage.wait(LATER),
    },
    {
      title: { zh: '其间：物资留出、入户、优先户全部到达；区城管委未到', en: 'Meanwhile: supplies set aside, doors, everybody reached; one department did not come' },
      minutes: seconds(140) + 2,
      plays(stage) {
        stage.emergency(FIRST, { verb: 'reportUpward', kind: 'first' })
        stage.emergency(FIRST, { verb: 'setAside' }, { after: 60 })
        stage.move('抢险 1 队', 'arrived', { after: 360 })
        stage.emergency(FIRST, { verb: 'distribute' }, { after: 400 })
        stage.move('供水车', 'arrived', { after: 600 })
        stage.emergency(FIRST, { verb: 'reach', share: 0.75 }, { after: 1_500 })
        stage.emergency(FIRST, { verb: 'reach', share: 1 }, { after: 2_700 })
        stage.emergency(FIRST, { verb: 'sweep', share: 1 }, { after: 5_400 })
        // Two and a half minutes after the whistle; whoever does not come stays open until the street has judged it.
        stage.whistled('供电公司', { does: 'answered' }, { after: 90 })
        stage.whistled(ABSENT, { does: 'reminded', note: '10 分未答复' }, { after: 510 })
        stage.whistled('自来水集团', { does: 'arrived' }, { after: 630 })
        stage.whistled('供电公司', { does: 'arrived' }, { after: 1_290 })
        stage.whistled('供热单位', { does: 'arrived' }, { after: 1_530 })
        stage.whistled(ABSENT, { does: 'reminded' }, { after: 1_680 })
        stage.whistled(ABSENT, { does: 'no-show', note: '电话无人接' }, { after: 1_740 })
      },
    },
    {
      title: { zh: '恢复，未根治', en: 'Restored, not rooted out' },
      minutes: seconds(140) + LATER - 4,
      plays(stage) {
        stage.emergency(FIRST, { verb: 'switchUtilities', utilities: ['power', 'water', 'heating'], state: 'on' })
        stage.fact(FIRST, 'restored', { note: '水、电、暖恢复；换管方案未定', after: 30 })
        ;['抢险 1 队', '供水车'].forEach((label, index) => stage.move(label, 'done', { after: 60 + index * 10 }))
        stage.emergency(FIRST, { verb: 'standDown' }, { after: 120 })
      },
    },
    { title: { zh: '2:35 热点：这里第三次爆管，产权单位未应', en: '2:35 hotspots: the third burst here' }, minutes: seconds(155) + LATER, missing: ['history', 'person'], plays: () => undefined },
    { title: { zh: '2:50 纸面：事件报告，数字可点开、可加总', en: '2:50 paper: the event’s report' }, minutes: seconds(170) + LATER, missing: ['emergency', 'person'], plays: () => undefined },
  ],
} // prettier-ignore
