import { z } from 'zod'
import { Alarm, Assignment } from '#shared/assignment'
import { CatchUp, FeedChange, Snapshot } from '#shared/feed'
import { Incident } from '#shared/incident'
import { Line, Worker } from '#shared/people'

/*
 * What every screen that follows the feed may rely on: the fields the policy gives to the wall, the
 * desk and the leader alike. All others may be absent, because they are not for this audience.
 */

export const SeenIncident = Incident.partial().required({
  id: true,
  number: true,
  kind: true,
  severity: true,
  status: true,
  channel: true,
  origin: true,
  position: true,
  communityId: true,
  gridId: true,
  place: true,
  summary: true,
  receivedAt: true,
  tier: true,
  dueAt: true,
  restoredAt: true,
  doneAt: true,
  updatedAt: true,
  revision: true,
})
export type SeenIncident = z.infer<typeof SeenIncident>

export const SeenAssignment = Assignment.partial().required({
  id: true,
  incidentId: true,
  assignee: true,
  label: true,
  state: true,
  sentAt: true,
  revision: true,
})
export type SeenAssignment = z.infer<typeof SeenAssignment>

export const SeenAlarm = Alarm.partial().required({
  id: true,
  incidentId: true,
  level: true,
  raisedAt: true,
  confirmedAt: true,
  acknowledgedAt: true,
  falseAlarm: true,
  revision: true,
})
export type SeenAlarm = z.infer<typeof SeenAlarm>

export const SeenWorker = Worker.partial().required({ id: true, label: true, duty: true, revision: true })
export type SeenWorker = z.infer<typeof SeenWorker>

export const SeenLine = Line
export type SeenLine = z.infer<typeof SeenLine>

const told = { seq: FeedChange.shape.seq, id: FeedChange.shape.id, revision: FeedChange.shape.revision }
const change = <Entity extends string, State extends z.ZodType>(entity: Entity, state: State) =>
  z.object({ ...told, entity: z.literal(entity), state: state.nullable() })

/** One change; without a state the thing has left what we may see. */
export const SeenChange = z.discriminatedUnion('entity', [
  change('incident', SeenIncident),
  change('assignment', SeenAssignment),
  change('alarm', SeenAlarm),
  change('worker', SeenWorker),
  change('line', SeenLine),
])
export type SeenChange = z.infer<typeof SeenChange>

/** Everything there is, entity by entity. */
export interface SeenEntities {
  incident: SeenIncident[]
  assignment: SeenAssignment[]
  alarm: SeenAlarm[]
  worker: SeenWorker[]
  line: SeenLine[]
}

const list = z.array(z.unknown())

/** The answer to a join, its items still unread: one that cannot be read must not cost the others. */
export const JoinEnvelope = z.union([
  z.object({
    snapshot: Snapshot.pick({ epoch: true, seq: true }).extend({
      entities: z.object({ incident: list, assignment: list, alarm: list, worker: list, line: list }),
    }),
  }),
  CatchUp.extend({ changes: list }),
])
export type JoinEnvelope = z.infer<typeof JoinEnvelope>

/** The items that can be read; of the others the first is told to `onTrouble`. */
export function readable<T>(schema: z.ZodType<T>, items: readonly unknown[], onTrouble: (error: unknown) => void): T[] {
  const results = items.map((item) => schema.safeParse(item))
  const unread = results.find(({ success }) => !success)
  if (unread) onTrouble(unread.error)
  return results.flatMap(({ success, data }) => (success ? [data] : []))
}

export function readEntities(
  { incident, assignment, alarm, worker, line }: Record<keyof SeenEntities, readonly unknown[]>,
  onTrouble: (error: unknown) => void,
): SeenEntities {
  return {
    incident: readable(SeenIncident, incident, onTrouble),
    assignment: readable(SeenAssignment, assignment, onTrouble),
    alarm: readable(SeenAlarm, alarm, onTrouble),
    worker: readable(SeenWorker, worker, onTrouble),
    line: readable(SeenLine, line, onTrouble),
  }
}
