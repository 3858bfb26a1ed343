import { countDefinitions } from '#shared/emergency-report'
import type { CountKey } from '#shared/emergency-report'

/** The event's report on paper. */
export const report = {
  name: '事件报告',
  title: '{place} {what} · 应急处置报告',
  drill: '演练 · 不计入任何统计',
  number: '案号 {number}',
  asOf: '统计截至 {time}',
  state: { active: '处置中', 'standing-down': '收尾中', ended: '已结束' },
  what: '事件',
  when: '时间',
  received: '受理 {time}',
  declared: '启动 {time}',
  ended: '结束 {time}',
  notEnded: '尚未结束',
  clock: { restored: '恢复', rootedOut: '根治', running: '未完成，已 {span}' },
  decided: { declared: '启动决定', 'planned-cut': '计划停供', distribution: '开始普发' },
  reason: '理由：{reason}',
  span: '{h} 时 {m} 分',
  counts: '数与口径',
  addsUp:
    '已送达 + 已转移 + 家属接走 + 本人谢绝 + 未有结果 = 台账户数；优先户 + 关注 = 台账户数；停 + 临时供 + 通 = 楼栋数。每个数都可按下列各表重数。',
  count: {
    buildings: '受影响楼栋', households: '受影响户数', told: '已告知户数', staircases: '告知完的单元', priority: '优先户已到',
    attention: '关注户已到', contacted: '已联系户', supplied: '已送达', moved: '已转移', withFamily: '家属接走', refused: '本人谢绝',
    open: '未有结果', reports: '来报诉求', answered: '已答复', assignments: '派单到场', whistles: '吹哨报到', upward: '上报次数',
    steps: '预案步骤',
  } satisfies Record<CountKey, string>, // prettier-ignore
  definition: countDefinitions,
  list: {
    steps: '预案步骤', utilities: '水电气热', tiers: '各档已到', told: '入户告知', rows: '优先户台账（到楼栋）', goods: '物资', callers: '来报与答复',
    errands: '派单与吹哨', upward: '上报', timeline: '时间线',
  }, // prettier-ignore
  head: {
    told: '已告知 / 户数', finished: '告知完 / 单元', utility: '类别', cut: '停', temporary: '临时供', on: '通', back: '全部恢复', tier: '档', reached: '已到 / 全部', first: '第一户',
    last: '最后一户', nth: '序', building: '楼栋', contacted: '联系', visited: '到户', outcome: '结果', channel: '渠道',
    received: '受理', answer: '答复', who: '单位', how: '方式', sent: '发出', answered: '答复', arrived: '到场',
  }, // prettier-ignore
  done: '{time} 已勾',
  notDone: '未勾',
  notBack: '未全部恢复',
  notAll: '未全部到',
  openRow: '未有结果',
  rowsAtDesk: '住户明细由值班调度查看；此处只列数。',
  unanswered: '待答复',
  noQuestion: '无需答复',
  noErrands: '没有派单、没有吹哨',
  assignment: '派单',
  whistle: '吹哨',
  whistleWithdrawn: '吹哨，已撤回',
  back: '← 返回优先户',
  again: '重新统计',
  loading: '正在统计…',
  foot: '本报告由系统按事实逐条统计，不含姓名、电话、门牌和来电原话。',
}
