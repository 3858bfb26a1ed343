import type { Role } from '#shared/account'
import type { AssignmentState } from '#shared/assignment'
import type { Channel, Nature, Origin } from '#shared/channel'
import type { FactKind, Status } from '#shared/incident'
import type { KindId } from '#shared/kind'
import type { ProblemCode } from '#shared/problem'
import type { PromiseTier } from '#shared/promise'
import type { Severity } from '#shared/severity'

/** The glossary on the screens: one word for one thing. */
export const common = {
  product: '哨图',
  demo: '演示数据',
  none: '无',
  unknown: '—',
  drill: '演练 · {title}',
  notConnected: '未接入',
  noUpdateSince: '{time} 后无更新',
  language: { name: '中文', other: 'English', hint: '按 L 切换语言' },

  severity: { 1: '特急', 2: '紧急', 3: '较急', 4: '普通', 0: '日常' } satisfies Record<Severity, string>,
  severityOf: '处置等级 {level}',

  kind: {
    'garage-fire': '火情',
    'gas-leak': '燃气泄漏',
    'lift-trapped': '电梯困人',
    'pipe-burst': '爆管',
    'power-outage': '停电',
    'water-outage': '停水',
    'heating-outage': '暖气不热',
    waterlogging: '积水',
    'sewage-overflow': '污水外溢',
    manhole: '井盖',
    'fire-lane-blocked': '消防通道被堵',
    'lift-outage': '电梯停运',
    leak: '漏水',
    'road-damage': '路面破损',
    'street-light': '路灯',
    parking: '停车占道',
    litter: '垃圾清运',
    clutter: '堆物',
    noise: '噪声',
    neighbour: '邻里纠纷',
    question: '咨询',
    suggestion: '建议',
    other: '其他',
  } satisfies Record<KindId, string>,

  channel: {
    hotline: '热线',
    '12345': '12345',
    wechat: '居民群',
    'walk-in': '来访',
    logbook: '民情日志',
    patrol: '巡查',
    field: '网格员',
    sensor: '传感器',
    property: '物业',
    'reception-day': '接待日',
    open311: '网上',
    leader: '领导交办',
  } satisfies Record<Channel, string>,

  origin: { own: '社区自接', found: '主动发现', '12345': '12345' } satisfies Record<Origin, string>,

  nature: {
    help: '求助',
    complaint: '投诉',
    denunciation: '举报',
    suggestion: '建议',
    question: '咨询',
    praise: '表扬',
  } satisfies Record<Nature, string>,

  tier: {
    'before-noon': '不过晌',
    'before-night': '不过夜',
    'before-week': '不过周',
  } satisfies Record<PromiseTier, string>,

  status: {
    received: '受理',
    assigned: '已派单',
    'on-scene': '到场',
    controlled: '控制',
    restored: '恢复',
    done: '办结',
    revisited: '已回访',
    closed: '结案归档',
    merged: '已合并',
  } satisfies Record<Status, string>,

  /** A fire says how far it is, never how long it will take. */
  fire: { received: '待派出', assigned: '赶赴现场', 'on-scene': '控火中', controlled: '已控火' },

  fact: {
    responded: '已响应',
    arrived: '到场',
    controlled: '控制',
    restored: '恢复',
    'rooted-out': '根治',
    done: '办结',
    revisited: '回访',
    closed: '结案归档',
    reopened: '重新打开',
    'false-alarm': '误报',
    'care-call': '关怀来电',
    note: '记录',
  } satisfies Record<FactKind, string>,

  assignment: {
    planned: '待派',
    offered: '已派出',
    accepted: '已接单',
    'on-the-way': '在途',
    arrived: '到场',
    done: '完成',
    declined: '退单',
    'timed-out': '超时未接',
  } satisfies Record<AssignmentState, string>,

  role: {
    wall: '大屏值守',
    coordinator: '值班调度',
    leader: '领导',
    worker: '网格员',
    helper: '民情专员、户长',
    admin: '管理员',
    auditor: '审计员',
  } satisfies Record<Role, string>,

  problem: {
    invalid: '填写有误',
    unauthenticated: '请先登录',
    forbidden: '当前身份无权这样做',
    'not-found': '没有找到',
    conflict: '别人刚改过',
    'id-reused': '重复的编号',
    'too-large': '内容过大',
    'too-many': '请求太频繁，请稍候',
    unavailable: '服务器的数据库暂时连不上',
    bug: '服务器出错，已记录',
    'no-answer': '连不上服务器',
  } satisfies Record<ProblemCode | 'no-answer', string>,

  /** Spans always say which way they run. */
  span: {
    left: '余 {span}',
    over: '超 {span}',
    since: '已 {span}',
    minutes: '{n} 分',
    hours: '{n} 时',
    days: '{n} 天',
    justNow: '不到 1 分',
    sinceNow: '刚刚',
    seconds: '{n} 秒',
    minutesSeconds: '{m} 分 {s} 秒',
    before: '{time} 前',
    noDeadline: '无时限',
  },

  date: {
    day: '{month}月{day}日 {weekday}',
    weekdays: { 0: '周日', 1: '周一', 2: '周二', 3: '周三', 4: '周四', 5: '周五', 6: '周六' },
  },

  link: {
    live: '实时',
    joining: '连接中',
    down: '断线',
    refused: '登录已失效',
    age: '数据 {span}前',
    since: '已 {span}',
    stopped: '数据停在 {time}，以下不是现在',
    never: '还没有收到数据，以下不是现在',
    retry: '正在重连，第 {n} 次，{s} 秒后再试',
    retrying: '正在重连，第 {n} 次',
    waiting: '已连上服务器，等待数据',
    refusedHint: '请在本机重新登录',
    caughtUp: '已补 {n} 条变更',
  },

  measure: { depth: '{n} 厘米', households: '{n} 户' },

  view: {
    locked: '已锁定视野 · 按 0 恢复',
    whole: '全街道',
    metres: '{n} 米',
    kilometres: '{n} 公里',
  },
}
