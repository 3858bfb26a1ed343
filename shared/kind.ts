import { z } from 'zod'
import type { PromiseTier } from './promise.ts'
import type { Severity } from './severity.ts'

export const KindId = z.enum([
  'garage-fire',
  'gas-leak',
  'lift-trapped',
  'pipe-burst',
  'power-outage',
  'water-outage',
  'heating-outage',
  'waterlogging',
  'sewage-overflow',
  'manhole',
  'fire-lane-blocked',
  'lift-outage',
  'leak',
  'road-damage',
  'street-light',
  'parking',
  'litter',
  'clutter',
  'noise',
  'neighbour',
  'question',
  'suggestion',
  'other',
])
export type KindId = z.infer<typeof KindId>

/** The six shares in which a year is told: utilities and flood, property and environment, questions, parking and road, neighbours, the rest. */
export const KindGroup = z.enum(['utility', 'property', 'question', 'road', 'neighbour', 'other'])
export type KindGroup = z.infer<typeof KindGroup>

export interface Kind {
  id: KindId
  /** The Chinese name; other languages stand in the client's words. */
  label: string
  group: KindGroup
  severity: Severity
  tier: PromiseTier
  /** How near and how recent two reports of this kind must be to speak of one incident. */
  nearMeters: number
  recentMinutes: number
  /** GB/T 30428 event code: six digits of district, then class. To be checked against the bought standard. */
  standardCode: string
  /** Words in a report that suggest this kind. The first kind in this table with a hit wins, so the dangerous ones stand first. */
  words: readonly string[]
}

/**
 * What can happen, most dangerous first. An administrator's own table replaces this one later;
 * level and promise follow from the kind, nobody is asked for them.
 */
export const kinds: readonly Kind[] = [
  {
    id: 'garage-fire',
    label: '车库起火',
    group: 'utility',
    severity: 1,
    tier: 'before-noon',
    nearMeters: 200,
    recentMinutes: 120,
    standardCode: '0401',
    words: ['着火', '起火', '冒火', '火灾', '明火', '自燃', '浓烟', '冒黑烟', '冒烟', '烧起来'],
  },
  {
    id: 'gas-leak',
    label: '燃气异味',
    group: 'utility',
    severity: 1,
    tier: 'before-noon',
    nearMeters: 150,
    recentMinutes: 180,
    standardCode: '0402',
    words: ['煤气味', '燃气味', '闻到煤气', '闻到燃气', '燃气泄漏', '煤气泄漏', '漏气', '天然气味'],
  },
  {
    id: 'lift-trapped',
    label: '电梯困人',
    group: 'utility',
    severity: 1,
    tier: 'before-noon',
    nearMeters: 60,
    recentMinutes: 90,
    standardCode: '0403',
    words: ['困在电梯', '电梯困人', '困人', '关在电梯', '被困'],
  },
  {
    id: 'pipe-burst',
    label: '水管爆裂',
    group: 'utility',
    severity: 2,
    tier: 'before-night',
    nearMeters: 300,
    recentMinutes: 240,
    standardCode: '0404',
    words: ['爆管', '水管爆', '管子爆', '水管裂', '水管破', '主管道', '喷水', '往外冒水'],
  },
  {
    id: 'waterlogging',
    label: '积水',
    group: 'utility',
    severity: 2,
    tier: 'before-night',
    nearMeters: 250,
    recentMinutes: 360,
    standardCode: '0405',
    words: ['积水', '淹了', '进水', '倒灌', '内涝', '水漫'],
  },
  {
    id: 'power-outage',
    label: '停电',
    group: 'utility',
    severity: 3,
    tier: 'before-noon',
    nearMeters: 400,
    recentMinutes: 240,
    standardCode: '0406',
    words: ['停电', '没电', '跳闸', '断电', '没有电', '电闸'],
  },
  {
    id: 'heating-outage',
    label: '暖气不热',
    group: 'utility',
    severity: 4,
    tier: 'before-week',
    nearMeters: 300,
    recentMinutes: 1_440,
    standardCode: '0408',
    words: ['暖气不热', '暖气', '供暖', '停暖', '不热', '暖气片', '地暖'],
  },
  {
    id: 'water-outage',
    label: '停水',
    group: 'utility',
    severity: 3,
    tier: 'before-noon',
    nearMeters: 400,
    recentMinutes: 240,
    standardCode: '0407',
    words: ['停水', '没水', '断水', '没有水', '水压'],
  },
  {
    id: 'sewage-overflow',
    label: '污水冒溢',
    group: 'utility',
    severity: 3,
    tier: 'before-night',
    nearMeters: 120,
    recentMinutes: 720,
    standardCode: '0409',
    words: ['污水', '粪水', '下水道', '返味', '冒溢', '管道堵', '马桶'],
  },
  {
    id: 'manhole',
    label: '井盖损坏',
    group: 'road',
    severity: 4,
    tier: 'before-noon',
    nearMeters: 60,
    recentMinutes: 1_440,
    standardCode: '0501',
    words: ['井盖'],
  },
  {
    id: 'fire-lane-blocked',
    label: '消防通道被堵',
    group: 'property',
    severity: 3,
    tier: 'before-noon',
    nearMeters: 100,
    recentMinutes: 720,
    standardCode: '0502',
    words: ['消防通道', '通道被堵', '堵住消防', '生命通道'],
  },
  {
    id: 'lift-outage',
    label: '电梯停运',
    group: 'property',
    severity: 4,
    tier: 'before-noon',
    nearMeters: 60,
    recentMinutes: 1_440,
    standardCode: '0410',
    words: ['电梯'],
  },
  {
    id: 'leak',
    label: '漏水',
    group: 'property',
    severity: 4,
    tier: 'before-night',
    nearMeters: 60,
    recentMinutes: 1_440,
    standardCode: '0411',
    words: ['漏水', '渗水', '滴水', '漏雨'],
  },
  {
    id: 'street-light',
    label: '路灯不亮',
    group: 'property',
    severity: 4,
    tier: 'before-night',
    nearMeters: 80,
    recentMinutes: 2_880,
    standardCode: '0201',
    words: ['路灯', '楼道灯', '灯不亮', '声控灯'],
  },
  {
    id: 'road-damage',
    label: '路面破损',
    group: 'road',
    severity: 4,
    tier: 'before-week',
    nearMeters: 80,
    recentMinutes: 2_880,
    standardCode: '0202',
    words: ['路面', '坑洼', '塌陷', '地砖', '台阶', '破损'],
  },
  {
    id: 'parking',
    label: '停车占道',
    group: 'road',
    severity: 0,
    tier: 'before-week',
    nearMeters: 60,
    recentMinutes: 720,
    standardCode: '0503',
    words: ['停车', '占道', '车位', '乱停', '僵尸车', '电动车', '共享单车'],
  },
  {
    id: 'litter',
    label: '环境卫生',
    group: 'property',
    severity: 0,
    tier: 'before-night',
    nearMeters: 60,
    recentMinutes: 1_440,
    standardCode: '0101',
    words: ['垃圾', '异味', '保洁', '垃圾桶', '狗屎', '烟头'],
  },
  {
    id: 'clutter',
    label: '楼道堆物',
    group: 'property',
    severity: 0,
    tier: 'before-night',
    nearMeters: 60,
    recentMinutes: 1_440,
    standardCode: '0102',
    words: ['堆物', '堆放', '杂物', '纸箱', '乱堆', '私搭'],
  },
  {
    id: 'noise',
    label: '噪声扰民',
    group: 'neighbour',
    severity: 0,
    tier: 'before-night',
    nearMeters: 80,
    recentMinutes: 720,
    standardCode: '0103',
    words: ['噪音', '噪声', '太吵', '扰民', '装修', '广场舞', '施工'],
  },
  {
    id: 'neighbour',
    label: '邻里纠纷',
    group: 'neighbour',
    severity: 0,
    tier: 'before-week',
    nearMeters: 30,
    recentMinutes: 1_440,
    standardCode: '0601',
    words: ['邻居', '楼上', '楼下', '吵架', '纠纷', '养狗', '遛狗'],
  },
  {
    id: 'suggestion',
    label: '居民建议',
    group: 'other',
    severity: 0,
    tier: 'before-week',
    nearMeters: 0,
    recentMinutes: 0,
    standardCode: '0602',
    words: ['建议', '希望能', '能不能加', '加装', '便民'],
  },
  {
    id: 'question',
    label: '政策咨询',
    group: 'question',
    severity: 0,
    tier: 'before-night',
    nearMeters: 0,
    recentMinutes: 0,
    standardCode: '0603',
    words: ['请问', '怎么办理', '咨询', '什么时候', '多少钱', '在哪', '居住证', '社保', '补贴', '办证'],
  },
  {
    id: 'other',
    label: '其他诉求',
    group: 'other',
    severity: 0,
    tier: 'before-week',
    nearMeters: 0,
    recentMinutes: 0,
    standardCode: '0600',
    words: [],
  },
]

const byId = new Map(kinds.map((kind) => [kind.id, kind]))

/** Every id of the enumeration has its row; a test keeps that true. */
export function kindOf(id: KindId): Kind {
  const kind = byId.get(id)
  if (!kind) throw new Error(`no kind ${id} in the table of kinds`)
  return kind
}

/** On a road or in a yard: where such a thing happens is a spot, not a house. */
export function isOutdoors(id: KindId): boolean {
  return kindOf(id).group === 'road' || id === 'waterlogging'
}
