import type { Assignment, AssignmentState } from '#shared/assignment'
import { Problem } from '#shared/problem'
import type { Instant } from '#shared/time'

/** From which state an errand may go where. Steps may be left out: a unit that arrived had accepted. */
const movesFrom: Record<AssignmentState, readonly AssignmentState[]> = {
  planned: ['offered', 'accepted', 'on-the-way', 'arrived', 'done', 'declined'],
  offered: ['accepted', 'on-the-way', 'arrived', 'done', 'declined', 'timed-out'],
  accepted: ['on-the-way', 'arrived', 'done', 'declined', 'timed-out'],
  'on-the-way': ['arrived', 'done', 'declined', 'timed-out'],
  arrived: ['done'],
  done: [],
  declined: [],
  'timed-out': ['accepted', 'on-the-way', 'arrived', 'done', 'declined'],
}

/** The errand one step further, with the time the step was recorded. Declining needs a reason. */
export function moveAssignment(
  assignment: Assignment,
  state: AssignmentState,
  at: Instant,
  reason: string | undefined,
): Assignment {
  if (!movesFrom[assignment.state].includes(state)) {
    throw new Problem('conflict', `This errand is ${assignment.state} and cannot become ${state}`, {
      current: assignment,
    })
  }
  if (state === 'declined' && !reason) {
    throw new Problem('invalid', 'Declining needs a reason', {
      errors: [{ path: 'reason', message: 'expected a reason' }],
    })
  }
  const hasArrived = state === 'arrived'
  const hasEnded = state === 'done' || state === 'declined' || state === 'timed-out'
  return {
    ...assignment,
    state,
    acceptedAt: assignment.acceptedAt ?? (state === 'declined' || state === 'timed-out' ? null : at),
    arrivedAt: assignment.arrivedAt ?? (hasArrived ? at : null),
    endedAt: hasEnded ? at : null,
    reason: reason ?? assignment.reason,
    revision: assignment.revision + 1,
  }
}
