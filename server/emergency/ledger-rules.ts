import type { Attempt, AttemptMeans, LedgerRow, NextStep, Outcome, Tier } from '#shared/emergency'
import { atStreetHour, HOUR_MS, MINUTE_MS, plus, streetDay } from '#shared/time'
import type { Instant } from '#shared/time'

/** Targets per tier in minutes after the declaration (our proposal; a district may set others). T3: the same day. */
const targets: Record<0 | 1 | 2, { contact: number; visit: number }> = {
  0: { contact: 15, visit: 30 },
  1: { contact: 30, visit: 60 },
  2: { contact: 60, visit: 240 },
}
/** T3 is visited on the same day; whoever declares in the evening has at least these hours. */
const SAME_DAY_HOURS = 22
const LATE_HOURS = 4

/** By when a household of this tier is called and visited. */
export function dueTimes(tier: Tier, declaredAt: Instant): { contactDueAt: Instant; visitDueAt: Instant } {
  if (tier === 3) {
    const evening = atStreetHour(streetDay(declaredAt), SAME_DAY_HOURS)
    const later = plus(declaredAt, LATE_HOURS * HOUR_MS)
    const at = evening > later ? evening : later
    return { contactDueAt: at, visitDueAt: at }
  }
  const { contact, visit } = targets[tier]
  return { contactDueAt: plus(declaredAt, contact * MINUTE_MS), visitDueAt: plus(declaredAt, visit * MINUTE_MS) }
}

/** What has been recorded about a household. */
export interface Recorded {
  tier: Tier
  attempts: readonly Pick<Attempt, 'at' | 'means' | 'answered'>[]
  contactedAt: Instant | null
  visitedAt: Instant | null
  outcome: Outcome | null
}

/** Somebody stood at the door and was let in or spoken to, or an outcome is recorded. A knock alone reaches nobody. */
export const isReached = ({ visitedAt, outcome }: Pick<Recorded, 'visitedAt' | 'outcome'>): boolean =>
  visitedAt !== null || outcome !== null

/** An outcome closes; on the life-support tier a refusal alone never does: family, doctor and shift leader are told. */
export const isClosed = ({ tier, outcome }: Pick<Recorded, 'tier' | 'outcome'>): boolean =>
  outcome !== null && !(tier === 0 && outcome === 'refused')

/** The last call was not answered, and nobody has been heard of since. */
export function isUnanswered(recorded: Recorded): boolean {
  const last = recorded.attempts.at(-1)
  if (!last || last.answered || isClosed(recorded)) return false
  const since = [recorded.contactedAt, recorded.visitedAt].filter((at) => at !== null && at >= last.at)
  return since.length === 0
}

/** Where nobody answers: contact, neighbour or household head, gatekeeper; then the police decide about entering. */
const ladder = ['contact', 'neighbour', 'gatekeeper'] as const satisfies readonly AttemptMeans[]
/** Minutes until the next rung: life support at once. */
const RUNG_MINUTES = 10
const ASK_AGAIN_MINUTES = 60

/** What a good order of work does next, and by when; null where nothing is out of the ordinary. */
export function nextStepOf(recorded: Recorded, outcomeAt: Instant | null): { step: NextStep; at: Instant } | null {
  const { tier, attempts, outcome } = recorded
  if (outcome === 'refused' && tier === 0 && outcomeAt) {
    return { step: 'ask-again', at: plus(outcomeAt, ASK_AGAIN_MINUTES * MINUTE_MS) }
  }
  const last = attempts.at(-1)
  if (!last || !isUnanswered(recorded)) return null
  const at = tier === 0 ? last.at : plus(last.at, RUNG_MINUTES * MINUTE_MS)
  const knocks = attempts.filter(({ means, answered }) => means === 'door' && !answered).length
  const rung = ladder.find((means) => !attempts.some((attempt) => attempt.means === means))
  const isAtThePolice = tier === 0 ? knocks >= 1 : knocks >= 2
  return { step: isAtThePolice || !rung ? 'police' : rung, at }
}

type Ranked = Recorded & { id: string; floor: number }

/** In order of need. Inside a tier: no answer to the last call, no visit, longest since contact, higher floor. */
export function byNeed(one: Ranked, other: Ranked): number {
  return (
    one.tier - other.tier ||
    rank(!isUnanswered(one)) - rank(!isUnanswered(other)) ||
    rank(isReached(one)) - rank(isReached(other)) ||
    text(one.contactedAt ?? '', other.contactedAt ?? '') ||
    other.floor - one.floor ||
    text(one.id, other.id)
  )
}

const rank = (last: boolean) => (last ? 1 : 0)
const text = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

/** Everything of a row that follows from what was recorded. */
export function follows(recorded: Recorded, about: { declaredAt: Instant; outcomeAt: Instant | null }) {
  return {
    noAnswer: isUnanswered(recorded),
    reached: isReached(recorded),
    closed: isClosed(recorded),
    ...dueTimes(recorded.tier, about.declaredAt),
    next: nextStepOf(recorded, about.outcomeAt),
  } satisfies Partial<LedgerRow>
}
