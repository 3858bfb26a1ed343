import type { Hazard, WarningColour } from '#shared/reading'

/** The wall: read from three to six metres, so every word is short. */
export const wall = {
  title: '大屏',
  centre: '{street}综合指挥中心',
  households: '{n} 户',
  maySleep: '屏幕可能休眠',
  weather: {
    title: '天气',
    neverHeard: '尚无读数',
    dry: '无雨',
    rain: '雨 {n} 毫米',
    degrees: '{n}℃',
    noWarning: '无预警',
    warning: '{hazard}{colour}预警',
    colour: { blue: '蓝色', yellow: '黄色', orange: '橙色', red: '红色' } satisfies Record<WarningColour, string>,
    hazard: {
      rainstorm: '暴雨',
      heat: '高温',
      cold: '寒潮',
      gale: '大风',
      snow: '暴雪',
      ice: '道路结冰',
      fog: '大雾',
      other: '其他',
    } satisfies Record<Hazard, string>,
  },

  sound: {
    on: '告警声 已启用',
    muted: '静音至 {time}',
    off: '告警声未启用',
    hint: '按任意键启用',
    due: '· 按 T 试音',
    asking: '试音：听到按 Y，没听到按 N',
    sending: '试音结果还没记上',
    written: {
      heard: '{time} 试音已记：听到',
      'not-heard': '{time} 试音已记：没听到',
      unanswered: '{time} 试音已记：无人回答',
    },
  },

  alarm: {
    waiting: '待确认',
    confirmed: '已确认',
    acknowledge: '请值班调度确认收到',
    acknowledged: '{time} 值班调度确认收到',
    raised: '{time} 告警',
    reports: '{n} 条诉求',
  },

  /** A level 1 that has the wall, before any emergency is declared. */
  levelOne: {
    state: '处置状态',
    step: { received: '受理', acknowledged: '确认收到', sent: '派出', arrived: '到场', controlled: '控制' },
    next: { received: '', acknowledged: '待确认收到', sent: '待派出', arrived: '待到场', controlled: '待控制' },
    notYet: '未',
    waited: '已等 {span}',
    nearest: '就近队伍',
    straight: '直线距离',
    sent: '已派',
    sentAt: '{time} 派',
    lost: '无定位',
    nobody: '没有队伍的位置',
    away: '还有 {far}',
    drill: '演练，不计入统计',
  },

  /** The timeline's fixed vocabulary. */
  story: {
    received: '{channel}受理',
    confirmed: '值班调度确认属实',
    acknowledged: '值班调度确认收到',
    sent: '派出 {label}',
    accepted: '{label} 接单',
    arrived: '{label} 到场',
    declined: '{label} 退单',
    controlled: '控制',
    restored: '恢复',
    done: '办结',
  },

  rotation: {
    others: '另 {n} 件 · ← → 切换',
    turn: '← → 切换',
    emergency: '已启动应急预案 · 优先户 {reached}/{all}',
    turning: '轮播 {nth}/{of}',
    news: '有新情况，暂停轮播',
    hand: '已锁定 {nth}/{of}',
    stale: '',
    fixed: '不轮播',
  },

  scene: { street: '街道实况', promises: '承诺时限', duty: '各社区值守', recurrence: '反复之处' },

  promises: {
    title: '承诺时限，先到先列',
    soon: '1 小时内',
    empty: '没有超时，1 小时内没有到期',
  },

  communities: {
    title: '各社区值守',
    how: '社区 · 民情热线 · 在岗 · 未办结，顺序固定',
    staff: '在岗 {n}',
    nobody: '无人在岗',
    virtual: '线上',
  },

  recurrence: { title: '近 12 个月反复', remainder: '另 {n} 件在不足 3 件的格' },

  open: {
    title: '未办结',
    count: '件',
    today: '今日 {n}',
    older: '更早 {n}',
    late: '超时',
    received: '今日受理',
    done: '办结',
    empty: '无未办结',
    emptySince: '无未办结，最近一件 {time} 办结',
    more: '另 {n} 件',
    routine: '日常 {n} 件',
    routineLate: '超时 {n}',
    routineInTime: '无超时',
    routineNone: '无时限',
    oldest: '最早的已 {span}',
  },

  newest: { title: '最新', lastHour: '近 1 小时 {n} 件', empty: '今日还没有' },

  rates: {
    title: '今日自办',
    asOf: '截至 {time}',
    responded: '响应',
    respondedOf: '{n} / {d} 受理',
    done: '办结',
    doneOf: '{n} / {d} 到期',
    satisfied: '满意',
    satisfiedOf: '{n} / {d} 已访',
    nothing: '暂无',
    noUpdate: '{time} 后无更新',
  },

  sources: { title: '今日受理 · 来源', total: '共 {n}' },

  duty: {
    title: '值守',
    ends: '{time} 交班',
    positioned: '网格员在岗',
    positionedLine2: '有定位',
    lost: '超 5 分无定位',
    leader: '带班领导',
    specialists: '民情专员 {n}',
    reportsToday: '今日上报',
  },

  utility: {
    title: '水电气热',
    water: '水',
    power: '电',
    gas: '气',
    heating: '热',
    none: '无报停',
    cut: '停 {n}',
    leak: '漏 {n}',
    asOf: '截至 {time}',
    planned: '计划停 {n}',
    coming: '{time} 停',
  },

  lines: {
    title: '民情热线 {n} 条',
    connected: '通 {n}',
    talking: '通话中',
    cut: '断线',
    missed: '未接',
    callbacks: '待回拨',
    state: { idle: '空闲', talking: '通话中', cut: '断线' },
  },

  legend: { title: '处置等级', worker: '网格员', lost: '超 5 分无定位', newest: '最新' },
}
