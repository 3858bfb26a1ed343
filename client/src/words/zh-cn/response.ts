/** What the desk, the leader and the worker say about looking again. */
export const response = {
  /** Between the members of a list. */
  comma: '、',
  recheck: {
    title: '复查',
    word: '复查',
    due: { 'next-day': '次日复查', 'next-rain': '雨后复查' },
    after: { controlled: '控制后', restored: '恢复后', 'rooted-out': '根治后' },
    waitsForRain: '等下一场雨',
    dueAt: '应于 {time}',
    nobody: '无网格 → 值班处安排',
    fine: '无异常',
    trouble: '有异常',
    troubleHint: '哪里不对；存下后本案重新打开',
    save: '存下',
    done: { fine: '复查无异常', trouble: '复查有异常' },
    doneBy: '{time} {by}',
    void: '误报，不再复查',
  },

  leg: {
    title: '预案各路',
    plan: '预案“{kind}”',
    together: '{time} {n} 路同发',
    out: '{n} 路已出，增援候选',
    ready: '一键 {n} 路同发',
    start: '{n} 路同发',
    starting: '正在发…',
    nobody: '无 → 增援候选里另派',
    instead: '{none} 无 → {unit}',
    asked: '请民情专员、户长 {n} 人',
    whoCalled: '谁拨的？',
    party: {
      '119': '119', '120': '120', '110': '110', 'micro-fire-station': '微型消防站', 'emergency-squad': '抢险队',
      power: '电力组', 'water-truck': '供水车', medical: '医护组', manager: '物业', owner: '产权单位',
      contractor: '应急维修队', evacuation: '疏散', doors: '入户告知', police: '社区民警',
    }, // prettier-ignore
    state: {
      'to-send': '待发', sent: '已发，待答', accepted: '已答复', taken: '已接警', arrived: '到场', done: '完成',
      declined: '退回', 'not-reached': '未联系上',
    }, // prettier-ignore
    do: {
      sent: '呼叫', accepted: '已答复', arrived: '到场', done: '完成', declined: '退回', 'not-reached': '未联系上',
    }, // prettier-ignore
    calledBy: { desk: '值班处拨打', manager: '物业拨打', resident: '居民拨打', unit: '现场队伍拨打' },
  },

  alarm: {
    calledDesk: '先叫值班调度',
    called: { coordinator: '{time} 叫{post}', leader: '{time} 已转带班领导（{post}）', everybody: '{time} 已叫{post}' },
    shownTo: '已显示于 {who}',
    shownToNobody: '还没有一块屏显示',
    nextLeader: '{s} 秒后转带班领导',
    nextAll: '{s} 秒后叫全体值班',
    deskSilent: '值班处 {span}未确认',
    noSound: '声音未启用，点一下页面',
    iKnow: '我已知悉',
    unknown: '特急告警',
  },

  before: {
    restored: '{span}恢复',
    notRestored: '未记恢复',
    rootedOut: '已根治',
    notRootedOut: '未根治',
  },

  unit: {
    manager: '{unit} 单元物业',
    exception: '{unit} 单元{note}',
    none: '无 → {chain}',
  },
}
