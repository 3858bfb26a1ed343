import { z } from 'zod'
import { Incident } from '#shared/incident'
import type { SeenIncident } from '../../board/things.ts'

/** Fields a person would want to know about before pressing again. */
const watched = ['kind', 'severity', 'status', 'mergedIntoId', 'falseAlarm'] as const
export type WatchedField = (typeof watched)[number]

export interface Difference {
  field: WatchedField
  /** What was on the screen when the command was given. */
  seen: SeenIncident[WatchedField]
  now: Incident[WatchedField]
}

/**
 * What somebody else changed between what was seen and what is, of the fields a command touches. Empty: the
 * incident moved on for another reason (one more caller), and the command means the same as before.
 */
export function differencesIn(
  seen: SeenIncident,
  now: Incident,
  touched: readonly WatchedField[] = watched,
): Difference[] {
  return touched
    .filter((field) => (seen[field] ?? null) !== (now[field] ?? null))
    .map((field) => ({ field, seen: seen[field], now: now[field] }))
}

/** The incident a refusal carries as it stands now; null where it carries something else. */
export function incidentInConflict(current: unknown): Incident | null {
  const read = z.object(Incident.shape).safeParse(current)
  return read.success ? read.data : null
}
