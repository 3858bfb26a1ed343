import { utilityWords } from '#shared/emergency'
import type { IndoorAlert, SupplyState, Tier, Utility } from '#shared/emergency'
import { deviceWords, needWords } from '#shared/resident'
import type { AgeBand, Health, Need } from '#shared/resident'
import { between, HOUR_MS, MINUTE_MS } from '#shared/time'
import type { Instant } from '#shared/time'

/** A household behind one door, as far as its tier depends on it. */
export interface AffectedHousehold {
  floor: number
  residents: readonly (Health & { ageBand: AgeBand })[]
}

/** How things stand at its building. */
export interface Situation {
  at: Instant
  /** Null: nobody knows. */
  expectedRestoreAt: Instant | null
  alert: IndoorAlert | null
  /** A utility that is missing here is not part of this emergency. */
  supplies: Partial<Record<Utility, { state: SupplyState; since: Instant }>>
}

export interface Placed {
  tier: Tier
  reason: string
}

/** Above this floor somebody old and alone cannot be expected to climb, or to carry water. */
const HIGH_FLOOR = 6

/**
 * The tier of a household: that of its highest need. Lexicographic, no score (Triage of vulnerable residents):
 * T0 life support whose reserve is less than the time to restore; T1 bed-bound, dementia, blind, or 80+ alone above
 * floor 6 with lift or water pump out, or 80+ alone under an indoor heat or cold alert; T2 80+ alone; T3 everybody
 * else on the register.
 */
export function tierOf(household: AffectedHousehold, situation: Situation): Placed {
  const [first, ...others] = household.residents
  if (!first) throw new Error('Expected a household with somebody on the register')
  return others
    .map((resident) => placeOf(resident, household.floor, situation))
    .reduce((best, next) => (next.tier < best.tier ? next : best), placeOf(first, household.floor, situation))
}

function placeOf(resident: AffectedHousehold['residents'][number], floor: number, situation: Situation): Placed {
  const { needs, ageBand } = resident
  const lifeSupport = needs.includes('life-support') ? lifeSupportOf(resident, situation) : null
  if (lifeSupport) return lifeSupport

  const isAlone = needs.includes('living-alone')
  const isOldAlone = isAlone && ageBand === '80+'
  const helpless = needs.filter((need) => need === 'bed-bound' || need === 'dementia' || need === 'blind')
  if (helpless.length > 0) return { tier: 1, reason: join(wordsOf(helpless), alsoOf(needs), cutWords(situation)) }

  const stranded = strandedOn(floor, situation)
  if (isOldAlone && stranded) return { tier: 1, reason: join([stranded], alsoOf(needs)) }
  if (isOldAlone && situation.alert) {
    const alert = situation.alert === 'cold' ? '室内低温' : '室内高温'
    return { tier: 1, reason: join(['80 岁以上独居'], alsoOf(needs), [alert]) }
  }
  if (isOldAlone) return { tier: 2, reason: join(['独居'], alsoOf(needs), cutWords(situation)) }
  const who = needs.includes('old-couple') ? ['夫妻均 80 岁以上'] : isAlone ? ['独居'] : []
  return { tier: 3, reason: join(who, alsoOf(needs), stranded ? [stranded] : cutWords(situation)) }
}

/** Null on mains or temporary power: then the other needs decide, but never below T1. */
function lifeSupportOf(resident: AffectedHousehold['residents'][number], situation: Situation): Placed | null {
  const { device, deviceReserveMinutes } = resident
  const { at, expectedRestoreAt, supplies } = situation
  const called = device ? deviceWords[device] : needWords['life-support']
  const { power } = supplies
  if (power && power.state !== 'cut') {
    return { tier: 1, reason: join([called, power.state === 'temporary' ? '临时供电' : '已供电']) }
  }
  if (!power && expectedRestoreAt !== null) return { tier: 1, reason: join([called], cutWords(situation)) }

  const usedMs = power ? between(power.since, at) : 0
  const leftMs = deviceReserveMinutes === null ? null : Math.max(0, deviceReserveMinutes * MINUTE_MS - usedMs)
  const left = leftMs === null ? '备电时长不明' : leftMs === 0 ? '备电已到时' : `余电约 ${spanWords(leftMs)}`
  if (expectedRestoreAt === null) return { tier: 0, reason: `${called}${left}，恢复时间未知` }
  const toRestoreMs = Math.max(0, between(at, expectedRestoreAt))
  if (leftMs === null || leftMs < toRestoreMs) {
    return { tier: 0, reason: `${called}${left}，恢复还要 ${clockWords(toRestoreMs)}` }
  }
  return { tier: 1, reason: `${called}${left}，够到恢复` }
}

/** `住 11 层停梯，用水泵停`, or null where lift and pump run or the floor is low. */
function strandedOn(floor: number, { supplies }: Situation): string | null {
  if (floor <= HIGH_FLOOR) return null
  const lift = supplies.power?.state === 'cut'
  // The pumps of the upper floors run on mains power too.
  const pump = lift || supplies.water?.state === 'cut'
  if (!pump) return null
  return lift ? `住 ${floor} 层停梯，用水泵停` : `住 ${floor} 层，用水泵停`
}

function cutWords({ supplies }: Situation): string[] {
  const order = ['water', 'power', 'gas', 'heating'] as const
  const cut = order.filter((utility) => supplies[utility]?.state === 'cut')
  return cut.length > 0 ? [cut.map((utility) => `停${utilityWords[utility]}`).join('、')] : []
}

const alsoOf = (needs: readonly Need[]) =>
  wordsOf(needs.filter((need) => need === 'hard-of-hearing' || need === 'limited-mobility'))

const wordsOf = (needs: readonly Need[]) => needs.map((need) => needWords[need])

const join = (...parts: readonly string[][]) => parts.flat().join('，') || '在册优先户'

/** `2 时`, `40 分`: roughly, because no battery keeps time. */
function spanWords(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS)
  return minutes >= 90 ? `${Math.round(minutes / 60)} 时` : `${minutes} 分`
}

/** `6:42`, hours and minutes. */
function clockWords(ms: number): string {
  const minutes = Math.round((ms % HOUR_MS) / MINUTE_MS)
  const hours = Math.floor(ms / HOUR_MS) + (minutes === 60 ? 1 : 0)
  return `${hours}:${String(minutes % 60).padStart(2, '0')}`
}
