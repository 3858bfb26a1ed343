import type { SeenIncident } from '../../board/things.ts'

/** The seven marks of a closed loop. Restored and rooted out are two; done and revisited share the last. */
export const stepKeys = ['received', 'assigned', 'arrived', 'controlled', 'restored', 'rootedOut', 'done'] as const
export type StepKey = (typeof stepKeys)[number]

export interface Step {
  key: StepKey | 'revisited' | 'closed'
  at: string | null
  /** `passed`: something later happened, this was never recorded. It is not made up. */
  state: 'reached' | 'current' | 'passed' | 'ahead'
}

/** Where an incident stands. `sentAt`: when the first unit was sent. The newest mark reached is the current one. */
export function stepsOf(incident: StepTimes, sentAt: string | null): Step[] {
  const last = lastStep(incident)
  const steps = [
    { key: 'received' as const, at: incident.receivedAt },
    { key: 'assigned' as const, at: sentAt },
    { key: 'arrived' as const, at: incident.arrivedAt ?? null },
    { key: 'controlled' as const, at: incident.controlledAt ?? null },
    { key: 'restored' as const, at: incident.restoredAt ?? null },
    { key: 'rootedOut' as const, at: incident.rootedOutAt ?? null },
    last,
  ]
  const current = steps.findLastIndex(({ at }) => at !== null)
  return steps.map((step, i) => ({ ...step, state: stateOf(step.at !== null, i, current) }))
}

type StepTimes = Pick<
  SeenIncident,
  'receivedAt' | 'arrivedAt' | 'controlledAt' | 'restoredAt' | 'rootedOutAt' | 'doneAt' | 'revisitedAt' | 'closedAt'
>

function lastStep({ doneAt, revisitedAt, closedAt }: StepTimes): { key: Step['key']; at: string | null } {
  if (closedAt) return { key: 'closed', at: closedAt }
  if (revisitedAt) return { key: 'revisited', at: revisitedAt }
  return { key: 'done', at: doneAt ?? null }
}

function stateOf(isReached: boolean, index: number, current: number): Step['state'] {
  if (index === current) return 'current'
  if (index > current) return 'ahead'
  return isReached ? 'reached' : 'passed'
}
