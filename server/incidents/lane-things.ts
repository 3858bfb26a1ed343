import type { Incident } from '#shared/incident'
import type { Instant } from '#shared/time'
import type { Db } from '../db/transaction.ts'
import { currentIncidents, incidentsByIds } from './incident-store.ts'

/** An incident with whom it was given to, which decides which worker may know of it. */
export type IncidentThing = Incident & { assigneeIds: string[] }

export async function thingsByIds(db: Db, ids: readonly string[]): Promise<IncidentThing[]> {
  return withAssignees(db, await incidentsByIds(db, ids))
}

export async function currentThings(db: Db, since: Instant): Promise<IncidentThing[]> {
  return withAssignees(db, await currentIncidents(db, since))
}

async function withAssignees(db: Db, incidents: readonly Incident[]): Promise<IncidentThing[]> {
  const { rows } = await db.query<{ incidentId: string; assigneeIds: string[] }>(
    `select incident_id as "incidentId", array_agg(assignee_id) as "assigneeIds" from assignment
     where incident_id = any($1) and state <> 'declined' group by incident_id`,
    [incidents.map(({ id }) => id)],
  )
  const byIncident = new Map(rows.map((row) => [row.incidentId, row.assigneeIds]))
  return incidents.map((incident) => ({ ...incident, assigneeIds: byIncident.get(incident.id) ?? [] }))
}
