import { legMoves } from '#shared/leg'
import type { Leg, LegCommand, LegParty } from '#shared/leg'
import type { AssignmentState } from '#shared/assignment'
import { Problem } from '#shared/problem'
import type { Instant } from '#shared/time'

/** A leg without an assignment one step further, with the time the step was recorded. */
export function moveLeg(leg: Leg, { state, calledBy, note }: LegCommand, at: Instant): Leg {
  refuseMove(leg, state)
  const hasEnded = state === 'done' || state === 'declined' || state === 'not-reached'
  const isAnswered = state === 'accepted' || state === 'arrived' || state === 'done'
  return {
    ...leg,
    state,
    sentAt: leg.sentAt ?? at,
    acceptedAt: leg.acceptedAt ?? (isAnswered ? at : null),
    arrivedAt: leg.arrivedAt ?? (state === 'arrived' ? at : null),
    endedAt: hasEnded ? at : null,
    calledBy: calledBy ?? leg.calledBy,
    note: note ?? leg.note,
    revision: leg.revision + 1,
  }
}

export function refuseMove(leg: Leg, state: LegCommand['state']): void {
  if (legMoves[leg.state].includes(state)) return
  throw new Problem('conflict', `This leg is ${leg.state} and cannot become ${state}`, { current: leg })
}

/** What a step of a leg is called at the assignment of its unit. */
export const assignmentStateOf: Record<LegCommand['state'], AssignmentState> = {
  sent: 'offered',
  accepted: 'accepted',
  arrived: 'arrived',
  done: 'done',
  declined: 'declined',
  'not-reached': 'timed-out',
}

/** Who answers for a place. `contractor` is always there: an empty manager is never a dead end. */
export interface Responsible {
  manager: string | null
  owner: string | null
  contractor: string
  policeDeputy: string | null
  /** Residents who help there: specialists and household heads. */
  helpers: number
}

type Chained = 'manager' | 'owner' | 'contractor'
const chain: readonly Chained[] = ['manager', 'owner', 'contractor']

/**
 * Who comes for the manager: the manager, else the owner unit, else the contractor. `passed` are those who came to
 * nothing already. Null when all of them did.
 */
export function answering(
  who: Responsible,
  passed: readonly LegParty[],
): { party: Chained; unit: string; instead: LegParty[] } | null {
  const none = chain.filter((party) => passed.includes(party) || who[party] === null)
  const party = chain.find((one) => !none.includes(one))
  const unit = party && who[party]
  if (!party || !unit) return null
  return { party, unit, instead: none.filter((one) => chain.indexOf(one) < chain.indexOf(party)) }
}

export const isChained = (party: LegParty): party is Chained => chain.some((one) => one === party)
