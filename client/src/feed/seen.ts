import { z } from 'zod'
import { Alarm, Assignment } from '#shared/assignment'
import { BuildingUtility, Emergency, LedgerRow, SweepUnit } from '#shared/emergency'
import { CatchUp, FeedChange, Snapshot } from '#shared/feed'
import { Incident } from '#shared/incident'
import { Leg } from '#shared/leg'
import { Line, Worker } from '#shared/people'
import { Recheck } from '#shared/recheck'
import { Whistle } from '#shared/whistle'

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

/** Why a department was called and how it was judged are not for every screen. */
export const SeenWhistle = Whistle.partial({
  departmentId: true,
  sentBy: true,
  evaluatedAt: true,
  verdict: true,
  mark: true,
  note: true,
  evaluatedBy: true,
  reason: true,
  withdrawnBy: true,
  withdrawnWhy: true,
})
export type SeenWhistle = z.infer<typeof SeenWhistle>

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

/** Who decided and what the desk counts are not for every screen. */
export const SeenEmergency = Emergency.partial({
  declaredBy: true,
  plannedCutBy: true,
  distributionBy: true,
  distributionReason: true,
  deskCounters: true,
})
export type SeenEmergency = z.infer<typeof SeenEmergency>

/** Travels to the desk, and to the worker whose task the door is; never to the wall. */
export const SeenLedgerRow = LedgerRow
export type SeenLedgerRow = z.infer<typeof SeenLedgerRow>

/** The wall adds up the staircases of a building; which is which is not told to it. */
export const SeenSweepUnit = SweepUnit.partial({ unit: true, workerId: true, doors: true, help: true, changedBy: true })
export type SeenSweepUnit = z.infer<typeof SeenSweepUnit>

export const SeenBuildingUtility = BuildingUtility.partial({ changedBy: true })
export type SeenBuildingUtility = z.infer<typeof SeenBuildingUtility>

/** Travels to the desk, the leader and the worker whose grid it is; never to the wall. */
export const SeenRecheck = Recheck.partial({ doneBy: true, note: true })
export type SeenRecheck = z.infer<typeof SeenRecheck>

/** Every screen knows which leg it is and how far; who exactly goes is for the desk and the leader. */
export const SeenLeg = Leg.partial({ unit: true, instead: true, task: true, asked: true, calledBy: true, note: true })
export type SeenLeg = z.infer<typeof SeenLeg>

/** What every change says, whatever it is about. */
export const told = { seq: FeedChange.shape.seq, id: FeedChange.shape.id, revision: FeedChange.shape.revision }
const change = <Entity extends string, State extends z.ZodType>(entity: Entity, state: State) =>
  z.object({ ...told, entity: z.literal(entity), state: state.nullable() })

/** One change; without a state the thing has left what we may see. */
export const SeenChange = z.discriminatedUnion('entity', [
  change('incident', SeenIncident),
  change('assignment', SeenAssignment),
  change('whistle', SeenWhistle),
  change('alarm', SeenAlarm),
  change('worker', SeenWorker),
  change('line', SeenLine),
  change('emergency', SeenEmergency),
  change('ledgerRow', SeenLedgerRow),
  change('sweepUnit', SeenSweepUnit),
  change('buildingUtility', SeenBuildingUtility),
  change('recheck', SeenRecheck),
  change('leg', SeenLeg),
])
export type SeenChange = z.infer<typeof SeenChange>

/** Everything there is, entity by entity. */
export interface SeenEntities {
  incident: SeenIncident[]
  assignment: SeenAssignment[]
  whistle: SeenWhistle[]
  alarm: SeenAlarm[]
  worker: SeenWorker[]
  line: SeenLine[]
  emergency: SeenEmergency[]
  ledgerRow: SeenLedgerRow[]
  sweepUnit: SeenSweepUnit[]
  buildingUtility: SeenBuildingUtility[]
  recheck: SeenRecheck[]
  leg: SeenLeg[]
}

const list = z.array(z.unknown())
/** A server of yesterday does not send these yet. */
const perhaps = list.default([])

/** The answer to a join, its items still unread: one that cannot be read must not cost the others. */
export const JoinEnvelope = z.union([
  z.object({
    snapshot: Snapshot.pick({ epoch: true, seq: true }).extend({
      entities: z.object({
        incident: list,
        assignment: list,
        whistle: perhaps,
        alarm: list,
        worker: list,
        line: list,
        emergency: perhaps,
        ledgerRow: perhaps,
        sweepUnit: perhaps,
        buildingUtility: perhaps,
        recheck: perhaps,
        leg: perhaps,
      }),
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
  items: Record<keyof SeenEntities, readonly unknown[]>,
  onTrouble: (error: unknown) => void,
): SeenEntities {
  return {
    incident: readable(SeenIncident, items.incident, onTrouble),
    assignment: readable(SeenAssignment, items.assignment, onTrouble),
    whistle: readable(SeenWhistle, items.whistle, onTrouble),
    alarm: readable(SeenAlarm, items.alarm, onTrouble),
    worker: readable(SeenWorker, items.worker, onTrouble),
    line: readable(SeenLine, items.line, onTrouble),
    emergency: readable(SeenEmergency, items.emergency, onTrouble),
    ledgerRow: readable(SeenLedgerRow, items.ledgerRow, onTrouble),
    sweepUnit: readable(SeenSweepUnit, items.sweepUnit, onTrouble),
    buildingUtility: readable(SeenBuildingUtility, items.buildingUtility, onTrouble),
    recheck: readable(SeenRecheck, items.recheck, onTrouble),
    leg: readable(SeenLeg, items.leg, onTrouble),
  }
}
