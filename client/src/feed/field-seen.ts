import { z } from 'zod'
import { Assignment } from '#shared/assignment'
import { Emergency, LedgerRow, SweepUnit } from '#shared/emergency'
import { Incident } from '#shared/incident'
import { Worker } from '#shared/people'
import { Recheck } from '#shared/recheck'
import type { FeedReading } from './follow-feed.ts'
import { readable, told } from './seen.ts'

/* What whoever is out at the doors may rely on: a worker's stream, and a specialist's, which has less. */

export const FieldIncident = Incident.partial().required({
  id: true, kind: true, severity: true, status: true, place: true, summary: true, receivedAt: true, dueAt: true,
  revision: true,
}) // prettier-ignore
export type FieldIncident = z.infer<typeof FieldIncident>

export const FieldAssignment = Assignment.partial().required({
  id: true, incidentId: true, assigneeId: true, state: true, sentAt: true, revision: true,
}) // prettier-ignore
export type FieldAssignment = z.infer<typeof FieldAssignment>

export const FieldWorker = Worker.pick({ id: true, label: true, duty: true, revision: true })
export type FieldWorker = z.infer<typeof FieldWorker>

export const FieldEmergency = Emergency.pick({
  id: true, kind: true, state: true, drill: true, endedAt: true, utilities: true, expectedRestoreAt: true,
  revision: true,
}) // prettier-ignore
export type FieldEmergency = z.infer<typeof FieldEmergency>

export const FieldRow = LedgerRow.omit({ reason: true, visitor: true, supplied: true })
export type FieldRow = z.infer<typeof FieldRow>

export const FieldUnit = SweepUnit.pick({
  id: true, emergencyId: true, buildingId: true, place: true, unit: true, told: true, households: true, doors: true,
  completedAt: true, revision: true,
}) // prettier-ignore
export type FieldUnit = z.infer<typeof FieldUnit>

export const FieldRecheck = Recheck.pick({
  id: true, kind: true, place: true, what: true, dueAt: true, doneAt: true, voidAt: true, revision: true,
}) // prettier-ignore
export type FieldRecheck = z.infer<typeof FieldRecheck>

const change = <Entity extends string, State extends z.ZodType>(entity: Entity, state: State) =>
  z.object({ ...told, entity: z.literal(entity), state: state.nullable() })

export const FieldChange = z.discriminatedUnion('entity', [
  change('incident', FieldIncident),
  change('assignment', FieldAssignment),
  change('worker', FieldWorker),
  change('emergency', FieldEmergency),
  change('ledgerRow', FieldRow),
  change('sweepUnit', FieldUnit),
  change('recheck', FieldRecheck),
  // Travels to everybody on the street; a phone at the doors does nothing with it.
  change('leg', z.looseObject({})),
])
export type FieldChange = z.infer<typeof FieldChange>

export interface FieldEntities {
  incident: FieldIncident[]
  assignment: FieldAssignment[]
  worker: FieldWorker[]
  emergency: FieldEmergency[]
  ledgerRow: FieldRow[]
  sweepUnit: FieldUnit[]
  recheck: FieldRecheck[]
}

export const fieldReading: FeedReading<FieldEntities, FieldChange> = {
  change: FieldChange,
  entities: (items, onTrouble) => ({
    incident: readable(FieldIncident, items.incident, onTrouble),
    assignment: readable(FieldAssignment, items.assignment, onTrouble),
    worker: readable(FieldWorker, items.worker, onTrouble),
    emergency: readable(FieldEmergency, items.emergency, onTrouble),
    ledgerRow: readable(FieldRow, items.ledgerRow, onTrouble),
    sweepUnit: readable(FieldUnit, items.sweepUnit, onTrouble),
    recheck: readable(FieldRecheck, items.recheck, onTrouble),
  }),
}
