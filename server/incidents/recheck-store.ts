import type { Recheck, RecheckDue } from '#shared/recheck'
import type { Position } from '#shared/geo'
import type { Instant } from '#shared/time'
import { columnsOf } from '../db/columns.ts'
import type { Db } from '../db/transaction.ts'

const own = columnsOf(
  [
    'id', 'incidentId', 'gridId', 'after', 'due', 'what', 'createdAt', 'dueAt', 'doneAt', 'doneBy', 'result', 'note',
    'voidAt', 'revision',
  ] satisfies (keyof Recheck)[],
  'r',
) // prettier-ignore
const ofIncident = columnsOf(['number', 'kind', 'place'] satisfies (keyof Recheck)[], 'i')

const selectRecheck = `select ${own}, ${ofIncident} from recheck r join incident i on i.id = r.incident_id`

/** First what is due first; what waits for the rain comes last. */
const inOrder = `order by r.due_at nulls last, r.created_at, r.id`

export async function insertRecheck(db: Db, recheck: Omit<Recheck, 'number' | 'kind' | 'place'>): Promise<void> {
  await db.query(
    `insert into recheck (id, incident_id, grid_id, after, due, what, created_at, due_at, revision)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      recheck.id, recheck.incidentId, recheck.gridId, recheck.after, recheck.due, recheck.what, recheck.createdAt,
      recheck.dueAt, recheck.revision,
    ], // prettier-ignore
  )
}

/** Keeps what can change about one: when it is due, and how it ended. */
export async function saveRecheck(db: Db, next: Recheck): Promise<void> {
  await db.query(
    `update recheck set due_at = $2, done_at = $3, done_by = $4, result = $5, note = $6, void_at = $7, revision = $8
     where id = $1`,
    [next.id, next.dueAt, next.doneAt, next.doneBy, next.result, next.note, next.voidAt, next.revision],
  )
}

export async function findRecheck(db: Db, id: string): Promise<Recheck | null> {
  const { rows } = await db.query<Recheck>(`${selectRecheck} where r.id = $1`, [id])
  return rows[0] ?? null
}

export async function lockRecheck(db: Db, id: string): Promise<Recheck | null> {
  const { rows } = await db.query<Recheck>(`${selectRecheck} where r.id = $1 for update of r`, [id])
  return rows[0] ?? null
}

export async function rechecksOf(db: Db, incidentId: string): Promise<Recheck[]> {
  const { rows } = await db.query<Recheck>(`${selectRecheck} where r.incident_id = $1 ${inOrder}`, [incidentId])
  return rows
}

/** A look with the place where it is owed. */
export interface WaitingRecheck extends Recheck {
  position: Position
}

/** Those that wait for what `due` names, locked in the order of their ids. */
export async function lockWaiting(db: Db, due: RecheckDue): Promise<WaitingRecheck[]> {
  const { rows } = await db.query<WaitingRecheck>(
    `select ${own}, ${ofIncident}, i.position from recheck r join incident i on i.id = r.incident_id where r.due = $1 and r.due_at is null and r.done_at is null and r.void_at is null
     order by r.id for update of r`,
    [due],
  )
  return rows
}

export async function rechecksByIds(db: Db, ids: readonly string[]): Promise<Recheck[]> {
  const { rows } = await db.query<Recheck>(`${selectRecheck} where r.id = any($1)`, [ids])
  return rows
}

/** All that is owed, and what was looked at since. `gridId`: only of this grid. */
export async function currentRechecks(db: Db, since: Instant, gridId?: string): Promise<Recheck[]> {
  const { rows } = await db.query<Recheck>(
    `${selectRecheck} where ((r.done_at is null and r.void_at is null) or r.done_at >= $1)
       and ($2::uuid is null or r.grid_id = $2) ${inOrder}`,
    [since, gridId ?? null],
  )
  return rows
}
