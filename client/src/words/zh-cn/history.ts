import type { AgainstChance, CureProof, CureState, HistoryGroup, LeftOut } from '#shared/history'
import type { Season } from '#shared/season'

/** Looking back: 分析研判. Statistics speak in sentences; their numbers stand behind 统计依据. */
export const history = {
  title: '分析研判',
  nav: { desk: '处置', history: '分析研判', wall: '值守' },
  print: '打印',
  asOf: '数据截至 {day} {time}',

  heat: { legend: '密度 · 近 12 个月反复' },

  group: {
    all: '全部类别',
    utility: '水电气热与积水',
    property: '物业与环境',
    question: '政策咨询',
    road: '停车与道路',
    neighbour: '邻里',
    other: '其他',
  } satisfies Record<HistoryGroup, string>,

  decide: {
    title: '等您定 {n} 件',
    rest: '另 {n} 处见下表',
    none: '没有等待决定的反复问题',
    note: '定与不定都留痕，不影响先办',
  },

  filter: {
    group: '类别',
    period: '{from} – {to}',
    month: '{year}年{month}月',
    count: '件数',
    rate: '每千户',
    pickPeriod: '时段',
    months: '近 {n} 个月',
    season: '本季',
    total: '共 {n} 件',
    reports: '由 {n} 条诉求合并',
    leftOut: '已剔除',
    nothingLeftOut: '没有剔除',
  },

  leftOut: {
    drill: '演练',
    'false-alarm': '误报',
    merged: '已合并',
    'care-call': '关怀来电',
    'repeat-caller': '重复来电',
    'no-trouble': '咨询、建议、表扬',
  } satisfies Record<LeftOut, string>,

  map: {
    cellsOf: '每格件数',
    ratesOf: '每格每千户件数',
    locked: '{months} 个月，边长 {m} 米',
    scale: '色阶锁定，缩放、换期都不变',
    remainder: '另 {n} 件在不足 3 件的格',
    unplaced: '{n} 件地点不详',
    andUp: '{n} 起',
    cell: '此格 {n} 件',
  },

  months: {
    title: '按月件数',
    chosen: '选中 {n} 个月',
    of: '件',
    from: '时段从 {month} 起',
    to: '时段到 {month} 止',
    bar: '{month}，{n} 件',
    hint: '拖动两端，或点一个月；← → 键移动',
  },

  task: {
    title: '季前办',
    before: { heating: '供暖前办', rain: '汛前办' },
    short: { heating: '供暖前办 {day}', rain: '汛前办 {day}' },
    due: '{day} 前，{who}',
    first: '最早 {day} 前',
    state: { open: '待办', done: '已办', declined: '已谢绝' },
    done: '已办',
    decline: '不办',
    reopen: '重新待办',
    note: '做了什么；不办须写明原因',
    none: '没有季前要办的地点',
    failed: '没有读到季前办的清单',
  },

  place: {
    proof: {
      'no-cure': '未根治',
      'came-back': '根治后又来了',
      'no-rain': '未经雨验证',
      'no-season': '未经{season}验证',
      'too-early': '时间还短，再看',
      held: '到现在经受住了：没有再来',
    } satisfies Record<CureProof, string>,
    cured: '{day} 根治：',
    compared: '根治前后',
    bySeason: '逐季',
    before: '根治前',
    after: '根治后',
    season: '{year} 年{season}',
    period: '时段',
    count: '件数',
    reports: '诉求',
    rain: '雨日（日雨量 10 毫米起）',
    rainDays: '{n} 个雨日',
    millimetres: '{n} 毫米 · {station}',
    noGauge: '附近没有雨量读数',
    households: '分母：本楼 {n} 户。',
    outdoors: '户外地点，没有户数作分母；以雨日作比。',
    leftOut: '演练、误报、已合并、关怀来电不计；办理期间同一人重复来电 {n} 件不计。',
    nothing: '没有人记过根治，也还看不出季节：没有前后可比。',
    failed: '没有读到这个地点的前后对比',
  },

  season: { heating: '供暖季', rain: '汛期' } satisfies Record<Season, string>,

  recurrence: {
    owner: '产权 {owner}',
    noOwner: '产权无',
    title: '同一处、同一类、又来了',
    rule: '{days} 天内同处同类 {times} 次起，',
    places: '{n} 处',
    place: '地点 · 类别',
    count: '次数',
    when: '时段内何时',
    fix: '上次怎么修',
    state: '修到哪一步',
    restored: '恢复 {span}',
    notRestored: '未记恢复',
    noFix: '未记做法',
    everySeason: '{season} {n} 年',
    none: '这个时段、这一类没有同一处反复的问题',
    more: '{from}–{to} / {total}',
    next: '后面的',
    previous: '前面的',
  },

  cure: {
    'not-cured': '未根治',
    watched: '观察中',
    'rooted-out': '已根治',
  } satisfies Record<CureState, string>,
  curedDays: '{n} 天',
  watchedDays: '{n} / {of} 天',
  awaitsSeason: '待下个{season}',

  becoming: {
    title: '热点在变成什么',
    later: '“新增、加剧、消退”的分级尚未启用',
    basis: '统计依据',
    more: '比前一个同样长的时段（{before} 件）明显偏多。',
    fewer: '比前一个同样长的时段（{before} 件）明显偏少。',
    same: '与前一个同样长的时段（{before} 件）相比，差别在偶然范围内。',
    tooFew: '件数太少，不与前一个时段比较。',
    noBefore: '更早没有完整记录，不与前一个时段比较。',
    seasonal: '{place}：每到{season}就{kind}，已连续 {n} 季。',
    share: '{n} 件里有 {k} 件是同一处同一类又来的，分布在 {places} 处。',
    cured: '{n} 处已根治，{k} 处还在观察，{m} 处未根治。',
  },

  communities: {
    title: '社区',
    order: '固定社区顺序，不排名',
    name: '社区',
    households: '户数',
    rate: '每千户（件 / 户）',
    chance: '与偶然相比',
    share: '重复率',
    origins: '自接 / 发现 / 12345',
    whole: '全街道',
    elsewhere: '社区不详',
    foot: '来源三类：社区自接 / 主动发现 / 12345，相加＝全部。重复率＝符合反复规则 / 全部。点数字看案件。',
  },

  chance: {
    'many-more': '明显偏多',
    'as-chance': '与偶然无异',
    'many-fewer': '明显偏少',
    'too-few': '件数太少',
  } satisfies Record<AgainstChance, string>,

  cases: {
    count: '{n} 件',
    more: '再看 {n} 件',
    close: '关闭',
    none: '没有案件',
    failed: '没有读到案件',
    again: '重试',
    reports: '{n} 条诉求',
    inCell: '地图一格',
    thin: '不足 3 件的格',
    unplaced: '地点不详',
    recurring: '同一处同一类又来的',
    leftOut: '已剔除：{why}',
  },

  basis: {
    title: '统计依据',
    counted:
      '计入的是求助、投诉、举报三类诉求合并成的事件；演练、误报、已合并、关怀来电、办理期间同一人就同一处的重复来电都不计入。',
    rule: '反复：同一类、同一栋楼（户外为 60 米内同一处）在任意 {days} 天内 {times} 次及以上；窗口内的每一件都算符合规则。',
    season:
      '季节：与季节有关的类别，同一处在连续两个汛期（06-01 至 09-15）或供暖季（11-15 至 03-15）里各来两件以上，且八成以上落在季内；上一个整季没有来的不算。',
    before:
      '根治前后：季节性的，前为根治前最近一季（到根治为止），后为根治至今；其他的前后各 90 天以内，等长。雨日取 5 公里内最近的雨量站。没有下过雨，不说经受住了。',
    cure: '根治：有人记下根治后观察 {days} 天没有再来；季节性的要再过一个同季。其间再来一次，即回到未根治。',
    cells: '网格：边长 {m} 米的六边形，固定在地面上；不足 3 件的格不画，件数记入“另 n 件”。',
    chance:
      '与偶然相比：按户数分摊的期望件数 e，Freeman–Tukey 偏差 √n + √(n+1) − √(4e+1) 超过 ±3 才说偏多、偏少；期望不足 5 件不作比较。没有为过度离散修正。',
    later: 'Gi*、新兴热点分级、时空扫描等显著性检验尚未启用；底色的密度只是示意，不是显著性结论。',
    table: '社区 · 实际 · 期望 · 偏差',
    close: '关闭',
  },

  state: {
    loading: '读取中',
    failed: '没有读到这个时段的数字：{reason}。下面是上一次的结果。',
    failedFirst: '没有读到历史：{reason}',
    again: '重试',
    empty: '这个时段没有事件',
  },
}
