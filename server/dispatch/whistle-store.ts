import { Problem } from '#shared/problem'
import type { Instant } from '#shared/time'
import type { Whistle, WhistleFact } from '#shared/whistle'
import type { ListedWhistle, WhistleQuery } from '#shared/whistle-api'
import { columnsOf, snakeCase } from '../db/columns.ts'
import type { Db } from '../db/transaction.ts'

const fields = [
  'id', 'incidentId', 'departmentId', 'label', 'kind', 'state', 'drill', 'sentAt', 'sentBy', 'answerDueAt',
  'arriveDueAt', 'answeredAt', 'arrivedAt', 'noShowAt', 'reminders', 'remindedAt', 'evaluatedAt', 'verdict', 'mark', 'note',
  'evaluatedBy', 'reason', 'withdrawnAt', 'withdrawnBy', 'withdrawnWhy', 'revision',
] as const satisfies readonly (keyof Whistle)[] // prettier-ignore

const columns = columnsOf(fields, 'w')
const valuesOf = (whistle: Whistle) => fields.map((field) => whistle[field])

export async function insertWhistle(db: Db, whistle: Whistle): Promise<void> {
  await db.query(
    `insert into whistle (${fields.map(snakeCase).join(', ')}) values (${fields.map((_, i) => `$${i + 1}`).join(', ')})`,
    valuesOf(whistle),
  )
}

/** Keeps the next revision of a whistle that the caller has locked. */
export async function saveWhistle(db: Db, whistle: Whistle): Promise<void> {
  const { rowCount } = await db.query(
    `update whistle set ${fields.map((field, i) => `${snakeCase(field)} = $${i + 1}`).join(', ')}
      where id = $1 and revision = $${fields.length} - 1`,
    valuesOf(whistle),
  )
  if (rowCount !== 1) throw new Error(`Expected to save revision ${whistle.revision} of a locked whistle`)
}

export async function findWhistle(db: Db, id: string): Promise<Whistle | null> {
  const { rows } = await db.query<Whistle>(`select ${columns} from whistle w where id = $1`, [id])
  return rows[0] ?? null
}

export async function lockWhistle(db: Db, id: string): Promise<Whistle | null> {
  const { rows } = await db.query<Whistle>(`select ${columns} from whistle w where id = $1 for update`, [id])
  return rows[0] ?? null
}

/** The whistle this department has not followed yet; null when there is none. */
export async function waitingWhistle(db: Db, incidentId: string, departmentId: string): Promise<Whistle | null> {
  const { rows } = await db.query<Whistle>(
    `select ${columns} from whistle w where incident_id = $1 and department_id = $2 and state in ('sent', 'answered')`,
    [incidentId, departmentId],
  )
  return rows[0] ?? null
}

export async function whistlesOf(db: Db, incidentId: string): Promise<Whistle[]> {
  const { rows } = await db.query<Whistle>(
    `select ${columns} from whistle w where incident_id = $1 order by sent_at, id`,
    [incidentId],
  )
  return rows
}

export async function whistlesByIds(db: Db, ids: readonly string[]): Promise<Whistle[]> {
  return (await db.query<Whistle>(`select ${columns} from whistle w where id = any($1)`, [ids])).rows
}

/** Whistles of everything that is not settled, however long ago they were, and those since. */
export async function currentWhistles(db: Db, since: Instant): Promise<Whistle[]> {
  const { rows } = await db.query<Whistle>(
    `select ${columns} from whistle w join incident i on i.id = w.incident_id
      where i.status in ('received', 'assigned', 'on-scene', 'controlled', 'restored', 'done') or w.sent_at >= $1
      order by w.sent_at, w.id`,
    [since],
  )
  return rows
}

export async function insertWhistleFact(db: Db, fact: WhistleFact, authorId: string | null): Promise<void> {
  await db.query(
    `insert into whistle_fact (id, whistle_id, kind, at, author_id, author, note, verdict, mark)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [fact.id, fact.whistleId, fact.kind, fact.at, authorId, fact.author, fact.note, fact.verdict, fact.mark],
  )
}

const factColumns = columnsOf(
  ['id', 'whistleId', 'kind', 'at', 'author', 'note', 'verdict', 'mark'] satisfies (keyof WhistleFact)[],
  'f',
)

export async function factsOfWhistle(db: Db, whistleId: string): Promise<WhistleFact[]> {
  const { rows } = await db.query<WhistleFact>(
    `select ${factColumns} from whistle_fact f where whistle_id = $1 order by at, id`,
    [whistleId],
  )
  return rows
}

/** Of all whistles of an incident, oldest first. */
export async function whistleFactsOf(db: Db, incidentId: string): Promise<WhistleFact[]> {
  const { rows } = await db.query<WhistleFact>(
    `select ${factColumns} from whistle_fact f join whistle w on w.id = f.whistle_id where w.incident_id = $1
      order by f.at, f.id`,
    [incidentId],
  )
  return rows
}

export interface WhistlePage {
  items: (Whistle & Pick<ListedWhistle, 'incident'>)[]
  total: number
  next: string | null
}

/** One page, newest first. The cursor is where the page before ended, so new whistles shift nothing. */
export async function listWhistles(db: Db, query: WhistleQuery): Promise<WhistlePage> {
  const values: unknown[] = []
  const put = (value: unknown) => `$${values.push(value)}`
  const parts = [query.incident ? `w.incident_id = ${put(query.incident)}` : `not w.drill`]
  if (query.department) parts.push(`w.department_id = ${put(query.department)}`)
  if (query.state) parts.push(`w.state = any(${put(query.state)})`)
  if (query.since) parts.push(`w.sent_at >= ${put(query.since)}`)
  if (query.until) parts.push(`w.sent_at < ${put(query.until)}`)
  const counted = await db.query<{ n: number }>(`select count(*) as n from whistle w where ${parts.join(' and ')}`, [
    ...values,
  ])
  if (query.cursor !== undefined) parts.push(`(w.sent_at, w.id) < (${readCursor(query.cursor).map(put).join(', ')})`)
  const { rows } = await db.query<WhistlePage['items'][number]>(
    `select ${columns}, json_build_object('id', i.id, 'number', i.number, 'kind', i.kind, 'severity', i.severity,
            'place', i.place, 'summary', i.summary) as incident
       from whistle w join incident i on i.id = w.incident_id where ${parts.join(' and ')}
      order by w.sent_at desc, w.id desc limit ${put(query.limit + 1)}`,
    values,
  )
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  const next = rows.length > query.limit && last ? `${last.sentAt}~${last.id}` : null
  return { items, total: counted.rows[0]?.n ?? 0, next }
}

function readCursor(cursor: string): [string, string] {
  const [at = '', id = ''] = cursor.split('~')
  if (!Number.isNaN(Date.parse(at)) && /^[0-9a-f-]{36}$/.test(id)) return [at, id]
  throw new Problem('invalid', 'This cursor is not one of ours', {
    errors: [{ path: 'cursor', message: 'expected `next` of a page' }],
  })
}
