import type { HelpWish, NextStep, Tier } from '#shared/emergency'
import type { RecheckResult } from '#shared/recheck'
import type { NeedCode } from '#shared/resident'

/** The phone at the door. */
export const field = {
  tasks: '我的任务',
  tasksShort: '任务',
  loading: '正在取任务…',
  none: '现在没有派给您的任务',
  noneHint: '有了会自己出现，不用刷新；应急的楼门只派给当班的网格员',
  offlineNone: '离线打开：任务要连上后才看得到，已记下的还在',
  covered: '60 秒无操作，已遮住；点一下继续',
  staircase: '{place} {n} 单元',
  tell: '{where} 敲门告知',
  visit: '{where} 优先户上门',
  restoreAt: '预计 {time} 恢复',
  restoreUnknown: '恢复时间未知',
  drill: '演练',
  progress: '走完的户数',
  door: '{room} 室',
  floor: '{n}层',
  pick: '点一户可改',
  legend: '✓ 办到　✕ 无人　！ 帮助',
  askPassword: '上门口令',
  noPassword: '上门口令还没给您；请打给值班调度',
  password: '上门口令“{word}”：先报口令，再敲门',
  visitBy: '上门',
  and: '；',
  next: {
    contact: '值班调度联系家属', neighbour: '问邻居、户长', gatekeeper: '问门卫是否外出',
    police: '报值班调度，由民警决定入户', 'ask-again': '再问一次',
  } satisfies Record<NextStep, string>, // prettier-ignore
  note: '补一句',
  noteHint: '随下一个按钮一起存下；不写姓名、电话',
  back: '返回',
  withdraw: '撤回',
  undelivered: '未送达',
  noted: '已记下：{what}',
  notNoted: '没有记下，请再按一次：手机存不下',
  refusedOpen: '保命档谢绝不销号，1 小时再问',
  state: { 'open': '未走', 'done': '办到', 'no-answer': '无人应答', 'help': '要帮助', 'refused': '谢绝' }, // prettier-ignore
  answer: {
    told: '已告知', supplied: '已送达', 'no-answer': '无人应答', help: '要帮助', refused: '谢绝',
  }, // prettier-ignore
  wish: { move: '要转移', medical: '要医生', other: '其他帮助' } satisfies Record<HelpWish, string>,
  code: {
    power: '设备靠电', mobility: '走动要人帮', communication: '听看说要慢',
  } satisfies Record<NeedCode, string>, // prettier-ignore
  tier: { 0: '保命', 1: '失能高层', 2: '高龄独居', 3: '关注' } satisfies Record<Tier, string>,
  errand: { unknown: '派单' },
  step: { 'accepted': '接单', 'on-the-way': '出发', 'arrived': '已到场', 'done': '完成' }, // prettier-ignore
  recheck: {
    title: '复查 {place}',
    noteHint: '看到什么；有问题必填',
    fine: '没问题',
    trouble: '有问题',
  } satisfies Record<RecheckResult | 'title' | 'noteHint', string>,
  report: {
    button: '上报新情况',
    short: '上报',
    title: '上报新情况',
    what: '看到什么',
    where: '在哪里',
    elsewhere: '其他地点（写下）',
    address: '地点',
    danger: '有火、有人受伤、闻到燃气：先打 119、120、110，再上报',
    send: '上报',
  },
  net: {
    offline: '离线，未送达 {n} 条',
    undelivered: '未送达 {n} 条',
    kept: '已存手机，恢复后自动发',
    notKept: '手机存不下，发出前别关此页',
    sending: '正在送出 {n} 条',
    refused: '{n} 条没被接收',
    look: '点开处理',
    signedOut: '登录已失效，点此重新登录',
  },
  queue: {
    title: '未送达 {n}',
    kept: '存在本机：只有编号、答案和您写的话，没有姓名和门牌。重开网页、重启手机都还在。',
    empty: '都送达了',
    waiting: '等待网络',
    sending: '正在送',
    tried: '等待网络；试过，可能已到，再送也只算一次',
    again: '仍然记',
    foreign: '另有 {n} 条属于别的账号，用那个账号登录后送出',
  },
  refused: {
    'not-found': '这一户已不归您，或任务已撤；请打给值班调度，再撤回这条',
    conflict: '别人先记了，或应急已结束；核对后再定',
    forbidden: '当前身份不能记这条；请打给值班调度',
    invalid: '内容不合规；撤回后重新记',
    bug: '服务器出错，可再送一次',
    other: '请打给值班调度，再撤回这条',
    now: '现在记的是：{what}',
  },
  more: {
    title: '更多',
    offlineOpens: '断网时也能打开本页（已存到手机）；任务和姓名不存，连上才看得到。',
    needsHttps: '现在是普通 HTTP：记下的会存在手机里，但断网后重开网页、安装到桌面需要 HTTPS。',
    position: '本页不上传位置；在岗位置由定位程序上报。',
    sure: '还有 {n} 条没送达，退出就删掉',
    leaveAnyway: '删掉并退出',
  },
}
