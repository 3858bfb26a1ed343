import type { IncidentQuery } from '#shared/api'
import { Problem } from '#shared/problem'
import type { Incident } from '#shared/incident'
import { openStatuses } from '#shared/incident'
import type { Db } from '../db/transaction.ts'
import { incidentColumns } from './incident-store.ts'

export interface ListScope {
  /** Only this grid and these errands; null for everybody who may see all. */
  own: { workerId: string | null; gridId: string | null } | null
  /** The keyed hash of `q`, to find a caller by the last four digits; null when that is not for the asker. */
  last4: string | null
}

export interface IncidentPage {
  items: Incident[]
  total: number
  next: string | null
}

/** One page of incidents, newest first. The cursor is where the page before ended, so new incidents shift nothing. */
export async function listIncidents(db: Db, query: IncidentQuery, scope: ListScope): Promise<IncidentPage> {
  const { where, values } = conditions(query, scope)
  const after = query.cursor === undefined ? null : readCursor(query.cursor)
  const { rows: counts } = await db.query<{ n: number }>(`select count(*) as n from incident where ${where}`, values)
  const from = values.length
  const paged = after ? `${where} and (received_at, id) < ($${from + 2}, $${from + 3})` : where
  const { rows } = await db.query<Incident>(
    `select ${incidentColumns} from incident where ${paged} order by received_at desc, id desc limit $${from + 1}`,
    [...values, query.limit + 1, ...(after ?? [])],
  )
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  const next = rows.length > query.limit && last ? `${last.receivedAt}~${last.id}` : null
  return { items, total: counts[0]?.n ?? 0, next }
}

function conditions(query: IncidentQuery, { own, last4 }: ListScope): { where: string; values: unknown[] } {
  const values: unknown[] = []
  const put = (value: unknown) => `$${values.push(value)}`
  const parts = ['true']
  if (query.status) {
    parts.push(
      `status = any(${put(query.status.flatMap((status) => (status === 'open' ? [...openStatuses] : [status])))})`,
    )
  }
  if (query.kind) parts.push(`kind = any(${put(query.kind)})`)
  if (query.severity) parts.push(`severity = any(${put(query.severity)})`)
  if (query.community) parts.push(`community_id = ${put(query.community)}`)
  if (query.grid) parts.push(`grid_id = ${put(query.grid)}`)
  if (query.since) parts.push(`received_at >= ${put(query.since)}`)
  if (query.until) parts.push(`received_at < ${put(query.until)}`)
  if (query.bbox) {
    const [west, south, east, north] = query.bbox
    parts.push(`position <@ box(point(${put(west)}, ${put(south)}), point(${put(east)}, ${put(north)}))`)
  }
  if (query.q) parts.push(wordsOf(query.q, last4, put))
  if (own) {
    parts.push(`(grid_id = ${put(own.gridId)} or exists (
      select 1 from assignment a where a.incident_id = incident.id and a.assignee_id = ${put(own.workerId)}))`)
  }
  return { where: parts.join(' and '), values }
}

function wordsOf(q: string, last4: string | null, put: (value: unknown) => string): string {
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  const hits = [`number like ${put(like)}`, `place like ${put(like)}`, `summary like ${put(like)}`]
  if (last4 && /^[0-9]{4}$/.test(q)) {
    hits.push(`id in (select r.incident_id from report r join reporter p on p.report_id = r.id
                      where p.phone_last4 = ${put(last4)} and r.nature <> 'denunciation')`)
  }
  return `(${hits.join(' or ')})`
}

function readCursor(cursor: string): [string, string] {
  const [at = '', id = ''] = cursor.split('~')
  if (!Number.isNaN(Date.parse(at)) && /^[0-9a-f-]{36}$/.test(id)) return [at, id]
  throw new Problem('invalid', 'This cursor is not one of ours', {
    errors: [{ path: 'cursor', message: 'expected `next` of a page' }],
  })
}

/** The incidents that were merged into this one. */
export async function mergedInto(db: Db, id: string): Promise<Pick<Incident, 'id' | 'number' | 'summary'>[]> {
  const { rows } = await db.query<Pick<Incident, 'id' | 'number' | 'summary'>>(
    `select id, number, summary from incident where merged_into_id = $1 order by received_at`,
    [id],
  )
  return rows
}
