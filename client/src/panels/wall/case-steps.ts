import type { SeenAlarm, SeenAssignment, SeenIncident } from '../../board/things.ts'

export const stepNames = ['received', 'acknowledged', 'sent', 'arrived', 'controlled'] as const
export type StepName = (typeof stepNames)[number]

export interface CaseStep {
  name: StepName
  /** Null: not yet. */
  at: string | null
}

const earliest = (times: readonly (string | null | undefined)[]) =>
  times.reduce<string | null>((first, at) => (at && (first === null || at < first) ? at : first), null)

/** The way of a level 1 from the first call to under control, each step with the time of the first who made it. */
export function caseSteps(
  incident: SeenIncident,
  { alarm, assignments }: { alarm: SeenAlarm | null; assignments: readonly SeenAssignment[] },
): CaseStep[] {
  const at: Record<StepName, string | null> = {
    received: incident.receivedAt,
    acknowledged: alarm?.acknowledgedAt ?? null,
    sent: earliest(assignments.map(({ sentAt }) => sentAt)),
    arrived: earliest([incident.arrivedAt, ...assignments.map(({ arrivedAt }) => arrivedAt)]),
    controlled: incident.controlledAt ?? null,
  }
  return stepNames.map((name) => ({ name, at: at[name] }))
}

/** What it waits for now: the first step nobody has made although nothing after it was made either. */
export function waitsFor(steps: readonly CaseStep[]): { name: StepName; since: string } | null {
  const lastMade = steps.findLastIndex(({ at }) => at !== null)
  const [made, next] = [steps[lastMade], steps[lastMade + 1]]
  return made?.at && next ? { name: next.name, since: made.at } : null
}
