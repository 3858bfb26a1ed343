import type { Assignment } from '#shared/assignment'
import type { Channel } from '#shared/channel'
import type { Fact, Incident } from '#shared/incident'
import { Problem } from '#shared/problem'
import { streetDay } from '#shared/time'
import type { Instant } from '#shared/time'
import type { Db } from '../db/transaction.ts'
import { columnsOf, snakeCase } from '../db/columns.ts'
import { derive } from './incident.ts'
import type { History } from './incident.ts'

const fields = [
  'id', 'number', 'kind', 'severity', 'status', 'nature', 'origin', 'channel', 'position', 'communityId', 'gridId',
  'buildingId', 'place', 'address', 'summary', 'measures', 'text', 'reportCount', 'unanswered', 'receivedAt', 'tier',
  'dueAt', 'respondedAt', 'arrivedAt', 'controlledAt', 'restoredAt', 'rootedOutAt', 'doneAt', 'revisitedAt', 'satisfied',
  'closedAt', 'mergedIntoId', 'falseAlarm', 'drill', 'updatedAt', 'revision',
] as const satisfies readonly (keyof Incident)[] // prettier-ignore

export const incidentColumns = columnsOf(fields)

const insertIncident = `insert into incident (${fields.map(snakeCase).join(', ')})
  values (${fields.map((_, i) => `$${i + 1}`).join(', ')})`

const updateIncident = `update incident set ${fields.map((field, i) => `${snakeCase(field)} = $${i + 1}`).join(', ')}
  where id = $1 and revision = $${fields.length} - 1`

const values = (incident: Incident) =>
  fields.map((field) => {
    if (field === 'position') return `(${incident.position[0]},${incident.position[1]})`
    if (field === 'measures') return JSON.stringify(incident.measures)
    return incident[field]
  })

export async function insert(db: Db, incident: Incident): Promise<void> {
  await db.query(insertIncident, values(incident))
}

/** Keeps the next revision. The caller holds the row (`lock`), so a miss is a bug, not a race. */
export async function save(db: Db, incident: Incident): Promise<void> {
  const { rowCount } = await db.query(updateIncident, values(incident))
  if (rowCount !== 1) throw new Error(`Expected to save revision ${incident.revision} of a locked incident`)
}

export async function find(db: Db, id: string): Promise<Incident | null> {
  const { rows } = await db.query<Incident>(`select ${incidentColumns} from incident where id = $1`, [id])
  return rows[0] ?? null
}

/** Locks incidents for this transaction, in the order of their ids: five deadlocks came from unordered locks. */
export async function lock(db: Db, ids: readonly string[]): Promise<Map<string, Incident>> {
  const { rows } = await db.query<Incident>(
    `select ${incidentColumns} from incident where id = any($1) order by id for update`,
    [[...new Set(ids)]],
  )
  return new Map(rows.map((incident) => [incident.id, incident]))
}

/** The locked incident as the client saw it; otherwise 404, or 409 with what it is now. */
export async function lockSeen(db: Db, id: string, revision: number): Promise<Incident> {
  const incident = (await lock(db, [id])).get(id)
  if (!incident) throw new Problem('not-found', 'There is no such incident')
  if (incident.revision !== revision) {
    throw new Problem(
      'conflict',
      `Someone else changed this incident: you saw ${revision}, it is ${incident.revision}`,
      {
        current: incident,
      },
    )
  }
  return incident
}

/** The case number of the street day: `1118-0007`. Takes turns with others of the same day until the commit. */
export async function nextNumber(db: Db, at: Instant): Promise<string> {
  const day = streetDay(at)
  const { rows } = await db.query<{ last: number }>(
    `insert into incident_counter (day, last) values ($1, 1)
     on conflict (day) do update set last = incident_counter.last + 1 returning last`,
    [day],
  )
  return `${day.slice(5, 7)}${day.slice(8, 10)}-${String(rows[0]?.last ?? 0).padStart(4, '0')}`
}

export async function insertFact(db: Db, fact: Fact, authorId: string | null): Promise<void> {
  await db.query(
    `insert into fact (id, incident_id, kind, at, author_id, author, note, satisfied) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [fact.id, fact.incidentId, fact.kind, fact.at, authorId, fact.author, fact.note, fact.satisfied],
  )
}

export async function factsOf(db: Db, incidentId: string): Promise<Fact[]> {
  const { rows } = await db.query<Fact>(
    `select id, incident_id as "incidentId", kind, at, author, note, satisfied from fact
     where incident_id = $1 order by at, id`,
    [incidentId],
  )
  return rows
}

/** The incident's next revision, with everything folded anew from its facts, assignments and reports. */
export async function refold(db: Db, incident: Incident, at: Instant): Promise<Incident> {
  const [history, reports] = [await historyOf(db, incident.id), await reportCounts(db, incident.id)]
  const next = {
    ...incident,
    ...derive(incident.mergedIntoId, history),
    reportCount: Math.max(1, reports.total),
    unanswered: reports.unanswered,
    updatedAt: at,
    revision: incident.revision + 1,
  }
  await save(db, next)
  return next
}

async function historyOf(db: Db, incidentId: string): Promise<History> {
  const facts = await factsOf(db, incidentId)
  const assignments = await db.query<Pick<Assignment, 'state' | 'sentAt' | 'arrivedAt'>>(
    // What was called rather than sent (119, a manager) is on its way and arrives all the same.
    `select state, sent_at as "sentAt", arrived_at as "arrivedAt" from assignment where incident_id = $1
     union all select 'accepted', sent_at, arrived_at from leg
     where incident_id = $1 and assignment_id is null and sent_at is not null`,
    [incidentId],
  )
  // A whistle that was withdrawn is a response all the same: somebody acted then, and no clock is turned back.
  const responses = await db.query<{ at: Instant }>(
    `select answered_at as at from report where incident_id = $1 and answered_at is not null
     union all select acknowledged_at from alarm where incident_id = $1 and acknowledged_at is not null
     union all select sent_at from whistle where incident_id = $1`,
    [incidentId],
  )
  return { facts, assignments: assignments.rows, responses: responses.rows.map(({ at }) => at) }
}

async function reportCounts(db: Db, incidentId: string) {
  const { rows } = await db.query<{ total: number; unanswered: number }>(
    `select count(*) as total, count(*) filter (where needs_answer and answered_at is null) as unanswered
     from report where incident_id = $1`,
    [incidentId],
  )
  return rows[0] ?? { total: 0, unanswered: 0 }
}

/** Channels of all its reports, first heard first. */
export async function channelsOf(db: Db, incidentId: string): Promise<Channel[]> {
  const { rows } = await db.query<{ channel: Channel }>(
    `select channel from report where incident_id = $1 order by received_at, id`,
    [incidentId],
  )
  return rows.map(({ channel }) => channel)
}

export async function incidentsByIds(db: Db, ids: readonly string[]): Promise<Incident[]> {
  const { rows } = await db.query<Incident>(`select ${incidentColumns} from incident where id = any($1)`, [ids])
  return rows
}

/** What every screen starts with: all that is not filed, and whatever was received since. */
export async function currentIncidents(db: Db, since: Instant): Promise<Incident[]> {
  const { rows } = await db.query<Incident>(
    `select ${incidentColumns} from incident
     where status in ('received', 'assigned', 'on-scene', 'controlled', 'restored', 'done') or received_at >= $1
     order by received_at, id`,
    [since],
  )
  return rows
}
