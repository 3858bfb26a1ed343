import type { WhistleKind, WhistleState, WhistleVerdict } from '#shared/whistle'

/** 吹哨报到, at the desk, on the wall and for the leader. */
export const whistle = {
  comma: '，',
  listComma: '、',
  kind: {
    emergency: '应急处置',
    'joint-enforcement': '综合执法',
    'residents-problem': '群众诉求',
  } satisfies Record<WhistleKind, string>,
  clockOf: {
    emergency: '吹哨后 {answer} 分内答复，{arrive} 分内到场',
    'joint-enforcement': '按约定时间到场',
    'residents-problem': '一个工作日内答复、到场',
  } satisfies Record<WhistleKind, string>,
  state: {
    sent: '已吹哨',
    answered: '已答复',
    arrived: '已报到',
    'no-show': '未到',
    evaluated: '已评价',
  } satisfies Record<WhistleState, string>,
  verdict: { 'on-time': '按时到场', late: '迟到', 'no-show': '未到' } satisfies Record<WhistleVerdict, string>,

  answer: { is: '答复 {time}', none: '未答复' },
  arrive: { is: '到场 {time}', none: '未到场' },
  sentAt: '{time} 吹哨',
  reminded: '已催 {n} 次',
  noShow: '记未到',

  wall: {
    title: '吹哨',
    titleWithin: '吹哨 · {n} 分报到',
    arrived: '已报到 {n} / {all}',
    there: '已到',
    cameAfter: '到场 {minutes} 分',
    answeredAfter: '答复 {minutes} 分',
    more: '另 {n} 个部门未报到',
    none: '还没有吹哨',
    due: { answer: '{who}答复到期', arrive: '{who}报到到期' },
    several: '{who}等 {n} 家',
  },

  desk: {
    title: '吹哨报到',
    of: '{kind}类：{who}',
    none: '{kind}类：选部门',
    calledOnly: '{who} 只呼叫，不吹哨；街道科室用派单',
    go: '吹哨',
    goMany: '吹哨 {n} 家',
    cancel: '返回',
    pick: '吹哨给谁，可多选',
    preselected: '按类别预选，可改',
    waiting: '已吹哨，未到场',
    agreed: '约定到场时间',
    reason: '请他们来做什么（大屏不显示）',
    missing: { department: '请选部门', agreed: '请填约定时间，须晚于现在' },
    noDepartments: '名册里没有可吹哨的部门',
    arrived: '已报到 {n} / {all}',
    do: { answered: '已答复', arrived: '已到场', reminded: '催一次', 'no-show': '记未到', evaluated: '评价…' },
    proposeNoShow: '已过到场时限，是否记未到由您定',
    mark: '打分',
    markOf: '{n} 分',
    note: '评语（大屏不显示）',
    save: '存评价',
    evaluation: '评价：{verdict} · {mark} 分',
  },

  review: {
    open: '吹哨未到 {n}',
    title: '吹哨未到',
    none: '没有未到的吹哨',
    failed: '吹哨未到取不到',
    recorded: '{time} 记未到',
  },
}
