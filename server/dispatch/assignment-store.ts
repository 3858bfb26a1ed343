import type { Assignment } from '#shared/assignment'
import type { Instant } from '#shared/time'
import { columnsOf } from '../db/columns.ts'
import type { Db } from '../db/transaction.ts'

const columns = columnsOf([
  'id', 'incidentId', 'assignee', 'assigneeId', 'label', 'state', 'sentAt', 'acceptedAt', 'arrivedAt', 'endedAt',
  'reason', 'revision',
] satisfies (keyof Assignment)[]) // prettier-ignore

const ACTIVE = `state in ('planned', 'offered', 'accepted', 'on-the-way', 'arrived')`

export async function insertAssignment(db: Db, assignment: Assignment): Promise<void> {
  await db.query(
    `insert into assignment (id, incident_id, assignee, assignee_id, label, state, sent_at, revision)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      assignment.id, assignment.incidentId, assignment.assignee, assignment.assigneeId, assignment.label,
      assignment.state, assignment.sentAt, assignment.revision,
    ], // prettier-ignore
  )
}

export async function saveAssignment(db: Db, next: Assignment): Promise<void> {
  await db.query(
    `update assignment set state = $2, accepted_at = $3, arrived_at = $4, ended_at = $5, reason = $6, revision = $7 where id = $1`,
    [next.id, next.state, next.acceptedAt, next.arrivedAt, next.endedAt, next.reason, next.revision],
  )
}

/** Keeps a step as it was recorded, with when it happened as the unit's phone says. */
export async function insertStep(
  db: Db,
  step: Pick<Assignment, 'id' | 'state'> & {
    assignmentId: string
    at: Instant
    claimedAt: Instant | null
    author: string
  },
): Promise<void> {
  await db.query(
    `insert into assignment_step (id, assignment_id, state, at, claimed_at, author) values ($1, $2, $3, $4, $5, $6)`,
    [step.id, step.assignmentId, step.state, step.at, step.claimedAt, step.author],
  )
}

export async function findAssignment(db: Db, id: string): Promise<Assignment | null> {
  const { rows } = await db.query<Assignment>(`select ${columns} from assignment where id = $1`, [id])
  return rows[0] ?? null
}

export async function lockAssignment(db: Db, id: string): Promise<Assignment | null> {
  const { rows } = await db.query<Assignment>(`select ${columns} from assignment where id = $1 for update`, [id])
  return rows[0] ?? null
}

export async function assignmentsOf(db: Db, incidentId: string): Promise<Assignment[]> {
  const { rows } = await db.query<Assignment>(
    `select ${columns} from assignment where incident_id = $1 order by sent_at, id`,
    [incidentId],
  )
  return rows
}

export async function assignmentsByIds(db: Db, ids: readonly string[]): Promise<Assignment[]> {
  const { rows } = await db.query<Assignment>(`select ${columns} from assignment where id = any($1)`, [ids])
  return rows
}

/** What is under way, and what was sent since: the part of the picture that screens start with. */
export async function currentAssignments(db: Db, since: Instant): Promise<Assignment[]> {
  const { rows } = await db.query<Assignment>(
    `select ${columns} from assignment where ${ACTIVE} or sent_at >= $1 order by sent_at, id`,
    [since],
  )
  return rows
}

export async function isBusy(db: Db, assigneeId: string): Promise<boolean> {
  const { rowCount } = await db.query(`select 1 from assignment where assignee_id = $1 and ${ACTIVE} limit 1`, [
    assigneeId,
  ])
  return (rowCount ?? 0) > 0
}
