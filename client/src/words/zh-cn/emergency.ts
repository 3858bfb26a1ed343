import { emergencyWall } from './emergency-wall.ts'
import { emergencyDeclare } from './emergency-declare.ts'
import type { AttemptMeans, NextStep, Outcome, SupplyState, Utility } from '#shared/emergency'
import type { AgeBand, Need } from '#shared/resident'

/** A declared emergency: the checklist at the desk, and the wall while it runs. */
export const emergency = {
  title: '优先户',
  open: '打开应急处置',
  running: '已启动应急预案 {time}',
  nav: { report: '事件报告', ledger: '优先户', desk: '处置', wall: '值守大屏' },
  logged: '应急期可查看明细，每次查看号码留痕',
  drill: '演练',
  printSign: '签收 ____________',

  tierName: { 0: '保命', 1: '失能高层', 2: '高龄独居', 3: '关注' },
  tierShort: { 0: '设备撑不到恢复', 1: '卧床失智、高层停梯', 2: '80 岁以上', 3: '60–79 独居，或双老' },
  tierWhy: {
    0: '生命支持设备，电量撑不到恢复；恢复时间未知的都在这一层',
    1: '卧床、失智、失明；或 80 岁以上独居住 7 层以上且停梯；或室内低温、高温',
    2: '80 岁以上独居',
    3: '60–79 岁独居，或夫妻均 80 岁以上，及其他在册户',
  },
  tierTarget: {
    0: '15 分内联系，30 分内上门',
    1: '30 分内联系，60 分内上门',
    2: '60 分内联系，4 时内上门',
    3: '当日内',
  },

  utility: { water: '水', power: '电', gas: '气', heating: '热' } satisfies Record<Utility, string>,
  cutWord: { water: '停水', power: '停电', gas: '停气', heating: '停暖' } satisfies Record<Utility, string>,
  supply: { cut: '停', temporary: '临时供', on: '通' } satisfies Record<SupplyState, string>,
  listComma: '、',

  banner: {
    suppliesBack: '，供应已恢复',
    affected: '{buildings} 栋 {households} 户{cuts}',
    declared: '{time} 启动应急预案',
    casualties: '伤亡 {n}',
    trapped: '被困 {n}',
    firstDue: '首报 {time} 前',
    firstLate: '首报超 {span}',
    firstDone: '首报 {time} 已报',
    followDue: '续报 {time} 前',
    followLate: '续报超 {span}',
    finalDone: '终报 {time} 已报',
    lasting: '已持续',
    restore: '预计恢复',
    restoreUnknown: '未知',
    ended: '应急处置 {time} 结束',
    standingDown: '收尾中',
    plannedCut: '计划 {time} 停供，{by} 决定',
  },

  rail: {
    priority: '优先户 {n} 户，已到',
    priorityHint: '前三档，不含关注',
    of: '/ {n} 户',
    sweep: '逐户敲门告知',
    sweepDone: '已完成 {n} / {all} 个单元',
    supplies: '物资',
    suppliesUnit: '余 / 入库',
    setAside: '优先户单列',
    setAsidePortions: '{n} 份已留',
    setAsideNone: '未单列',
    password: '上门口令，先报再敲门',
    passwordTold: '已下发 {n} 人',
    howTitle: '清单何时算完',
    how: '每户都有已送达、已转移、家属接走、本人谢绝之一，写明谁、何时。',
    noAnswer: '无人应答',
    noAnswerHow:
      '电话→紧急联系人→邻居、户长→门卫是否外出；保命档立即、其他两次后报民警，由民警决定入户，全程两人在场记录。',
    refused: '谢绝',
    refusedHow: '保命档谢绝不销号：家属、医生、带班领导知悉，1 小时再问。',
  },

  view: {
    ledger: '优先户台账',
    utilities: '水电气热',
    sweep: '入户告知',
    plan: '预案步骤',
    supplies: '物资',
    password: '上门口令',
    upward: '伤亡与上报',
  },
  filter: { all: '全部', waiting: '未到', noAnswer: '无人应答', move: '需转移', mine: '我指派' },
  order: '按层级排，层内：无人应答 › 未上门 › 最久未联系 › 楼层',
  print: '打印版',
  assignAll: '批量指派',
  assignAllHint: '给 {n} 户未指派的优先户：',

  pickRow: '选中这一户（X）',
  assignPicked: '给选中的 {n} 户：',
  head: {
    household: '住户', door: '位置', reason: '为何在这一层', visitor: '上门人', phone: '电话', state: '状态',
    steps: '最近一步 · 下一步',
  }, // prettier-ignore
  empty: { all: '受影响范围内没有在册优先户', filter: '这一类里没有' },
  loading: '正在取台账…',
  failed: '台账取不到：{reason}；左侧计数来自实时通道，照常更新',
  gone: '没有这个应急处置',
  closedDetails: '结束已过 24 小时，明细已收起',
  leaderOnly: '领导看计数；住户明细由值班调度查看',
  blank: '60 秒无操作，已遮住',

  room: '{room} 室',
  unit: '{n} 单元',
  age: { 'under-60': '60 岁以下', '60-69': '60–69', '70-79': '70–79', '80+': '80+' } satisfies Record<AgeBand, string>,
  need: {
    'life-support': '生命支持', 'bed-bound': '卧床', dementia: '失智', blind: '失明', 'hard-of-hearing': '听力差',
    'limited-mobility': '行动不便', 'living-alone': '独居', 'old-couple': '双老',
  } satisfies Record<Need, string>, // prettier-ignore

  visitor: {
    none: '未指派', pick: '指派…', leave: '不指派', onLedger: '本台账上门人', staff: '在岗网格员', drag: '拖到住户行上指派',
  }, // prettier-ignore
  phone: { none: '无电话', show: '查看号码', contact: '联系人 {who}', shownFor: '{s} 秒后遮住' },

  state: {
    todo: '未联系', help: '要帮助', noAnswer: '无人应答', contacted: '已联系', visited: '已到户', move: '需转移', supplied: '已送达',
    moved: '已转移', 'with-family': '家属接走', refused: '谢绝', 'refused-open': '谢绝，不销号',
  }, // prettier-ignore

  do: {
    title: '记下一步',
    phoneMissed: '电话未接',
    doorMissed: '敲门未应',
    contactMissed: '联系人未接',
    neighbourMissed: '邻居不知',
    gatekeeperMissed: '门卫不知',
    contacted: '已联系',
    visited: '已到户',
    supplied: '送达',
    moved: '转移',
    'with-family': '家属接走',
    refused: '谢绝',
    note: '补一句（可不填），随下一个按钮存下',
    items: '送了什么',
    saveItems: '记送达',
    cancel: '返回',
  },
  means: {
    phone: '电话', door: '敲门', contact: '联系人', neighbour: '邻居、户长', gatekeeper: '门卫',
  } satisfies Record<AttemptMeans, string>, // prettier-ignore
  missed: '{time} {means}无应答',
  answered: '{time} {means}已应答',
  happened: { contacted: '{time} 已联系', visited: '{time} 到户', outcome: '{time} {what}', none: '尚无' },
  outcome: {
    supplied: '送达', moved: '转移', 'with-family': '家属接走', refused: '本人谢绝',
  } satisfies Record<Outcome, string>, // prettier-ignore
  next: {
    contact: '问紧急联系人', neighbour: '问邻居、户长', gatekeeper: '问门卫是否外出', police: '报民警，由民警决定入户',
    'ask-again': '再问一次，家属、医生、带班领导知悉',
  } satisfies Record<NextStep, string>, // prettier-ignore
  nextAt: '{time} {what}',
  nextIn: '{left} 后{what}',
  nextLate: '超 {span} {what}',
  due: {
    contact: '{time} 前联系',
    visit: '{time} 前上门',
    contactIn: '{left} 内联系',
    visitIn: '{left} 内上门',
    contactLate: '联系超 {span}',
    visitLate: '上门超 {span}',
    move: '转移或恢复供电',
  },

  utilities: {
    title: '按楼切换；每次切换留下时间和人，台账随之重算',
    building: '楼栋',
    since: '{time} 起',
    all: '全部改为',
    none: '这次应急没有停供',
    pick: '选中的楼',
  },
  sweepView: {
    title: '每个单元已告知多少户',
    help: '！要帮助 {rooms}',
    unit: '单元',
    told: '已告知',
    of: '/ {n}',
    all: '全部告知',
    none: '—',
  },
  plan: {
    title: '勾选留下时间和人；不勾不拦任何事',
    due: '{time} 前',
    late: '超 {span}',
    done: '{time} {who}',
    none: '没有步骤',
  },
  goods: {
    title: '优先户的先单列，再开始普发',
    item: '物资', stock: '入库', given: '已发', left: '余', aside: '单列', save: '存',
    start: '开始普发',
    started: '{time} 开始普发，{who}决定',
    startedReason: '理由：{reason}',
    early: '优先户还没有都单列、都有人上门。可以现在开始，写下理由即可：',
    reason: '为什么先发',
    startAnyway: '仍然开始，记我决定',
  }, // prettier-ignore
  upward: {
    casualties: '伤亡', trapped: '被困', save: '更新', restore: '预计恢复', restoreSave: '改', unknown: '时间未知',
    first: '首报', 'follow-up': '续报', final: '终报', byPhone: '电话', inWriting: '书面', signedBy: '签发', signedDefault: '带班领导',
    record: '记已报', list: '已报', none: '还没有上报', state: '状态', standDown: '开始收尾', end: '结束应急处置', again: '恢复应急处置',
    endSure: '再按一次结束；大屏随之恢复', alert: '室内', heat: '高温', cold: '低温', noAlert: '无',
  }, // prettier-ignore
  password: {
    how: '上门人先报口令再敲门；住户可拨社区电话核对。只告诉要上门的人，不进大屏、不进群。',
    over: '应急已结束，口令作废',
    made: '{time} 生成，{who}',
    because: '更换原因：{reason}',
    told: '已下发 {n} / {all} 人',
    giveAll: '记：已下发给其余 {n} 人',
    give: '记已下发',
    givenAt: '{time} 已下发，{who}',
    specialist: '民情专员',
    worker: '网格员',
    reason: '为什么更换',
    renew: '更换口令',
    renewHint: '更换后须重新下发给每一个人',
  },
  cut: {
    title: '计划停供', at: '计划停供', by: '决定人（岗位）', byHint: '社区、物业', save: '定', drop: '取消计划',
    warned: '保命、失能高层已告知 {n} / {all} 户', callFirst: '停之前先打完这些电话',
  }, // prettier-ignore
  reminder: {
    'warn-before-cut': '计划停供前，保命、失能高层两档还没有都告知',
    'set-aside': '优先户的物资还没有都单列',
    'assign-visitors': '还有优先户没有指派上门人',
    'first-report': '首报已到时限',
    'follow-up': '续报已到时限',
  },
  reminders: '提醒，不拦',

  clash: {
    title: '{what}：别人刚改过',
    body: '没有存，内容还在。现在的样子已在表里。',
    now: '现在是：{what}',
    again: '仍然照做',
    leave: '不做了',
  },
  command: {
    fact: '{place} 记 {what}', visitor: '{place} 指派 {who}', reveal: '查看号码', utility: '{place} {utility}{state}',
    sweep: '{place} 告知 {n} 户', plan: '步骤：{text}', supply: '{item} 存数', start: '开始普发', upward: '{what}已报', edit: '改 {what}',
    declare: '启动应急预案：{place}', password: '口令下发 {n} 人', renew: '更换上门口令',
  }, // prettier-ignore
  declare: emergencyDeclare,
  wall: emergencyWall,
}
