import { columnsOf } from '../db/columns.ts'
import type { Db } from '../db/transaction.ts'
import type { Pool } from 'pg'
import type { PastIncident } from './past-incident.ts'

const columns = columnsOf(
  [
    'id', 'number', 'kind', 'severity', 'status', 'nature', 'origin', 'position', 'communityId', 'buildingId', 'place',
    'summary', 'reportCount', 'receivedAt', 'restoredAt', 'rootedOutAt', 'doneAt', 'drill', 'falseAlarm',
  ] satisfies (keyof PastIncident)[],
  'i',
) // prettier-ignore

/** Every incident there is, in the order of time. */
export async function readPast(db: Db | Pool): Promise<PastIncident[]> {
  const { rows } = await db.query<PastIncident>(
    `select ${columns}, c.incident_id is not null as "careCall", t.phone_last4 as caller
     from incident i
     left join (select distinct incident_id from fact where kind = 'care-call') c on c.incident_id = i.id
     left join (
       select distinct on (r.incident_id) r.incident_id, p.phone_last4
       from reporter p join report r on r.id = p.report_id
       order by r.incident_id, r.received_at, r.id
     ) t on t.incident_id = i.id
     order by i.received_at, i.id`,
  )
  return rows
}

/** Changes whenever an incident does: what was read before is good as long as this is the same. */
export async function stampOfPast(db: Db | Pool): Promise<string> {
  const { rows } = await db.query<{ stamp: string }>(
    `select concat(count(*), ' ', max(updated_at), ' ', sum(revision)) as stamp from incident`,
  )
  return rows[0]?.stamp ?? ''
}

export interface Words {
  incidentId: string
  fix: string | null
  waitsFor: string | null
}

/** What the desk wrote down at the end of these cases: what was done, and what it still waits for. */
export async function wordsOf(db: Db | Pool, incidentIds: readonly string[]): Promise<Map<string, Words>> {
  const { rows } = await db.query<Words>(
    `select incident_id as "incidentId",
            (array_agg(note order by at desc) filter (where kind in ('restored', 'rooted-out', 'done')))[1] as fix,
            (array_agg(note order by at desc) filter (where kind in ('note', 'revisited', 'closed')))[1] as "waitsFor"
     from fact where incident_id = any($1) and note is not null group by incident_id`,
    [incidentIds],
  )
  return new Map(rows.map((row) => [row.incidentId, row]))
}
