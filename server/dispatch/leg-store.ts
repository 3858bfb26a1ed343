import type { Leg } from '#shared/leg'
import type { Instant } from '#shared/time'
import { columnsOf } from '../db/columns.ts'
import type { Db } from '../db/transaction.ts'

const own = columnsOf(
  [
    'id', 'incidentId', 'ordinal', 'party', 'task', 'unit', 'instead', 'asked', 'assignmentId', 'startedAt', 'calledBy',
  ] satisfies (keyof Leg)[],
  'l',
) // prettier-ignore

/** Of a leg with an assignment the state is the assignment's: there is one truth, and either revision raises the leg's. */
const selectLeg = `
  select ${own},
         case a.state when 'planned' then 'to-send' when 'offered' then 'sent' when 'on-the-way' then 'accepted'
                      when 'timed-out' then 'not-reached' else coalesce(a.state, l.state) end as state,
         coalesce(a.sent_at, l.sent_at) as "sentAt", coalesce(a.accepted_at, l.accepted_at) as "acceptedAt",
         coalesce(a.arrived_at, l.arrived_at) as "arrivedAt", coalesce(a.ended_at, l.ended_at) as "endedAt",
         coalesce(a.reason, l.note) as note, l.revision + coalesce(a.revision, 0) as revision
    from leg l left join assignment a on a.id = l.assignment_id`

/** `commandId`: the command that starts it. */
export async function insertLeg(db: Db, leg: Leg, commandId: string): Promise<void> {
  await db.query(
    `insert into leg (id, incident_id, ordinal, party, unit, instead, task, asked, assignment_id, state, started_at, sent_at, revision, command_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      leg.id, leg.incidentId, leg.ordinal, leg.party, leg.unit, leg.instead, leg.task, leg.asked, leg.assignmentId,
      leg.state, leg.startedAt, leg.sentAt, leg.revision, commandId,
    ], // prettier-ignore
  )
}

/** Keeps how far a leg without an assignment is. */
export async function saveLeg(db: Db, next: Leg): Promise<void> {
  await db.query(
    `update leg set state = $2, sent_at = $3, accepted_at = $4, arrived_at = $5, ended_at = $6, called_by = $7,
       note = $8, revision = $9 where id = $1`,
    [
      next.id, next.state, next.sentAt, next.acceptedAt, next.arrivedAt, next.endedAt, next.calledBy, next.note,
      next.revision,
    ], // prettier-ignore
  )
}

export async function findLeg(db: Db, id: string): Promise<Leg | null> {
  const { rows } = await db.query<Leg>(`${selectLeg} where l.id = $1`, [id])
  return rows[0] ?? null
}

export async function lockLeg(db: Db, id: string): Promise<Leg | null> {
  await db.query(`select 1 from leg where id = $1 for update`, [id])
  return findLeg(db, id)
}

export async function legOfAssignment(db: Db, assignmentId: string): Promise<Leg | null> {
  const { rows } = await db.query<Leg>(`${selectLeg} where l.assignment_id = $1`, [assignmentId])
  return rows[0] ?? null
}

export async function legsOf(db: Db, incidentId: string): Promise<Leg[]> {
  const { rows } = await db.query<Leg>(`${selectLeg} where l.incident_id = $1 order by l.ordinal`, [incidentId])
  return rows
}

/** A leg with whose task it is, which decides which worker may know of it. */
export type LegThing = Leg & { assigneeIds: string[] }

export async function legsByIds(db: Db, ids: readonly string[]): Promise<LegThing[]> {
  const { rows } = await db.query<Leg>(`${selectLeg} where l.id = any($1)`, [ids])
  return withAssignees(db, rows)
}

/** The legs of what is open, and of what was started since. */
export async function currentLegs(db: Db, since: Instant): Promise<LegThing[]> {
  const { rows } = await db.query<Leg>(
    `${selectLeg} join incident i on i.id = l.incident_id
      where l.started_at >= $1 or i.status in ('received', 'assigned', 'on-scene', 'controlled', 'restored')
      order by l.incident_id, l.ordinal`,
    [since],
  )
  return withAssignees(db, rows)
}

async function withAssignees(db: Db, legs: readonly Leg[]): Promise<LegThing[]> {
  const { rows } = await db.query<{ id: string; assigneeId: string }>(
    `select id, assignee_id as "assigneeId" from assignment where id = any($1)`,
    [legs.flatMap(({ assignmentId }) => assignmentId ?? [])],
  )
  const assigneeOf = new Map(rows.map(({ id, assigneeId }) => [id, assigneeId]))
  return legs.map((leg) => ({ ...leg, assigneeIds: [assigneeOf.get(leg.assignmentId ?? '') ?? []].flat() }))
}
