import { plus, SECOND_MS } from '#shared/time'
import { BURST_HOUSE } from '../troubled-places.ts'
import { readCase, stepsOfCase } from './case.ts'
import type { Story } from './story.ts'
import type { StoryStage } from './story-stage.ts'

const pipeBurst = readCase('pipe-burst-blackout')

const FIRST = 'call 0'

/** What neighbours say of the same thing, in invented words; the case gives the first of them. */
const blackoutWords = [
  '全社区突然停电了，原因不明',
  '我们这栋也黑了，电梯停在半截',
  '怎么整个院都没电了，什么时候来',
  '停电了，家里有老人，暖气也凉下来了',
  '楼道应急灯都亮着，是哪儿坏了',
  '物业电话打不通，到底什么情况',
]
const groupWords = ['我们院也停了', '@社区小助手 这边整栋没电', '我这几户都停了，挨家问过了']

export const blackoutCalls = Array.from({ length: 19 }, (_, index) => `call ${index}`)

/** The first caller, twelve neighbours on the line and six specialists in the group: nineteen callers of one event. */
export function blackoutComesIn(
  stage: StoryStage,
  from: number,
  to: number,
  { everySeconds }: { everySeconds: number },
) {
  for (let index = from; index < to; index++) {
    const isGroup = index >= 13
    const words = isGroup ? groupWords : blackoutWords
    const buildingId = stage.cast.slabs[(index * 5) % stage.cast.slabs.length]
    const place = index === 0 || !buildingId ? stage.cast.house(BURST_HOUSE) : { buildingId }
    const text = index === 0 ? '怎么突然停电了？整栋楼都没电' : (words[index % words.length] ?? '停电了')
    const call = { channel: isGroup ? 'wechat' : 'hotline', kind: 'power-outage', text, place } as const
    stage.call(`call ${index}`, call, { after: (index - from) * everySeconds })
  }
}

export function mergeBlackout(stage: StoryStage, { everySeconds }: { everySeconds: number }) {
  blackoutCalls.slice(1).forEach((call, index) => stage.merge(call, FIRST, { after: index * everySeconds }))
}

export function declareBlackout(stage: StoryStage) {
  stage.emergency(FIRST, {
    verb: 'declare',
    buildingIds: [...stage.cast.slabs],
    utilities: ['power', 'water', 'heating'],
  })
}

/** The cut for the repair is decided now and made so many seconds later: it has a time, and who decided it. */
export function planBlackoutCut(stage: StoryStage, { afterSeconds }: { afterSeconds: number }) {
  const at = plus(stage.at, afterSeconds * SECOND_MS)
  stage.emergency(FIRST, { verb: 'planCut', at, decidedBy: '社区、物业' }, { after: 3 })
  stage.emergency(FIRST, { verb: 'warn' }, { after: 5 })
  const cut = { verb: 'switchUtilities', utilities: ['power', 'water', 'heating'], state: 'cut' } as const
  stage.emergency(FIRST, { ...cut, utilities: [...cut.utilities] }, { after: afterSeconds })
}

/** Those who are sent; the street's own office arranges the water truck. */
export const blackoutUnits = ['抢险 1 队', '电力 2 组', '供水车', '城管办'] as const

/** Those who are whistled, with the minutes after which they answer and stand there. One comes late. */
const blackoutWhistles = [
  { label: '自来水集团', answers: 2, arrives: 13, mark: 5 },
  { label: '供电公司', answers: 4, arrives: 24, mark: 5 },
  { label: '排水集团', answers: 3, arrives: 19, mark: 5 },
  { label: '供热单位', answers: 5, arrives: 28, mark: 4 },
  { label: '区城管委', answers: 7, arrives: 41, mark: 3 },
] as const
const LATE = '区城管委'

function whistleForBlackout(stage: StoryStage) {
  for (const { label, answers, arrives } of blackoutWhistles) {
    stage.whistle(label, FIRST, { after: 20 })
    stage.whistled(label, { does: 'answered' }, { after: 20 + answers * 60 })
    stage.whistled(label, { does: 'arrived' }, { after: 20 + arrives * 60 })
  }
  stage.whistled(LATE, { does: 'reminded', note: '已超 30 分，再催' }, { after: 20 + 31 * 60 })
}

/** The street judges them when the lights are on again. */
function evaluateBlackout(stage: StoryStage) {
  blackoutWhistles.forEach(({ label, mark }, index) => {
    const isLate = label === LATE
    const said = { verdict: isLate ? 'late' : 'on-time', mark, ...(isLate ? { note: '催一次后到场' } : {}) } as const
    stage.whistled(label, { does: 'evaluated', ...said }, { after: 900 + index * 20 })
  })
}

export const pipeBurstBlackout: Story = {
  name: 'pipe-burst-blackout',
  title: { zh: pipeBurst.title, en: 'A burst main floods the distribution room: 2,000 households without power, water, heat' },
  hour: 14,
  steps: stepsOfCase(pipeBurst, [
    { title: { zh: '第一个来电：怎么突然停电了', en: 'The first call: the power is gone' }, plays: (stage) => blackoutComesIn(stage, 0, 1, { everySeconds: 0 }) },
    { title: { zh: '热线又来 12 个电话', en: 'Twelve more calls on the line' }, plays: (stage) => blackoutComesIn(stage, 1, 13, { everySeconds: 6 }) },
    { title: { zh: '6 名民情专员在群里说也停了', en: 'Six specialists write in the group' }, plays: (stage) => blackoutComesIn(stage, 13, 19, { everySeconds: 7 }) },
    {
      title: { zh: '合并为一件，19 位来电人都在', en: 'One incident; all 19 callers are kept' },
      plays(stage) {
        stage.answer(FIRST, '已接到，正在查原因，查明后回电')
        mergeBlackout(stage, { everySeconds: 2 })
      },
    },
    { title: { zh: '民情专员、物业人员自发到场', en: 'Specialists and property staff come unsent' }, plays: (stage) => stage.fact(FIRST, 'arrived', { note: '民情专员、物业人员数十人自发到场' }) },
    {
      title: { zh: '查明：水管爆裂，车库总配电室进水', en: 'Cause found: a burst main, water in the distribution room' },
      plays(stage) {
        stage.edit(FIRST, 'pipe-burst')
        stage.acknowledge(FIRST, { after: 5 })
        stage.fact(FIRST, 'note', { note: '物业查明：主管爆裂，地下车库总配电室进水', after: 10 })
      },
    },
    { title: { zh: '社区上报街道', en: 'The community reports up to the street' }, plays: (stage) => stage.fact(FIRST, 'note', { note: '社区已电话上报街道' }) },
    { title: { zh: '启动应急预案，划定影响范围', en: 'The plan is started; the affected area is drawn' }, plays: declareBlackout },
    {
      title: { zh: '决定为抢修停水停电停暖，先通知优先户', en: 'A cut of water, power and heat is decided; priority households are warned first' },
      plays(stage) {
        stage.fact(FIRST, 'note', { note: '社区、物业决定：为抢修临时停水停电停暖' })
        planBlackoutCut(stage, { afterSeconds: 30 })
        stage.emergency(FIRST, { verb: 'reportUpward', kind: 'first' })
      },
    },
    {
      title: { zh: '派抢险队、供水车、照明，吹哨水电气热单位', en: 'Pumps, water truck and lights are sent; the companies are whistled' },
      plays(stage) {
        blackoutUnits.forEach((label, index) => stage.send(label, FIRST, stage.cast.unit(label), { after: index * 5 }))
        blackoutUnits.forEach((label, index) => stage.move(label, 'accepted', { after: 45 + index * 10 }))
        whistleForBlackout(stage)
      },
    },
    { title: { zh: '优先户物资单独留出，落实上门人', en: 'Supplies for the priority households are set aside, visitors sent' }, plays: (stage) => stage.emergency(FIRST, { verb: 'setAside' }) },
    {
      title: { zh: '民情专员入户通知：到小广场领水和蜡烛', en: 'Door to door: water and candles at the small square' },
      plays(stage) {
        stage.move('抢险 1 队', 'arrived', { after: 60 })
        stage.move('供水车', 'arrived', { after: 240 })
        stage.emergency(FIRST, { verb: 'distribute' })
        stage.emergency(FIRST, { verb: 'sweep', share: 0.56 }, { after: 600 })
      },
    },
    {
      title: { zh: '物资送到 8 户高龄独居老人', en: 'Supplies reach the 8 very old who live alone' },
      plays(stage) {
        stage.emergency(FIRST, { verb: 'reach', share: 0.75 })
        stage.emergency(FIRST, { verb: 'reach', share: 1 }, { after: 1_200 })
        stage.emergency(FIRST, { verb: 'sweep', share: 1 }, { after: 2_400 })
      },
    },
    {
      title: { zh: '水电暖恢复，超过 8 小时；未根治', en: 'Power, water, heat are back after more than 8 hours; not rooted out' },
      plays(stage) {
        stage.emergency(FIRST, { verb: 'switchUtilities', utilities: ['power', 'water', 'heating'], state: 'on' })
        stage.fact(FIRST, 'restored', { note: '水、电、暖恢复', after: 30 })
        stage.emergency(FIRST, { verb: 'reportUpward', kind: 'final' }, { after: 60 })
        blackoutUnits.forEach((label, index) => stage.move(label, 'done', { after: 120 + index * 10 }))
        stage.emergency(FIRST, { verb: 'standDown' }, { after: 300 })
        stage.fact(FIRST, 'done', { note: '抢修完成，换管方案未定', after: 600 })
        evaluateBlackout(stage)
      },
    },
    { title: { zh: '民情专员回访', en: 'A specialist asks again' }, plays: (stage) => stage.fact(FIRST, 'revisited', { satisfied: true, note: '已回访，关心何时换管' }) },
  ]),
} // prettier-ignore
