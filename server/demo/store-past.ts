import type { Pool } from 'pg'
import { atStreetHour, DAY_MS, plus } from '#shared/time'
import { insertRows } from '../db/insert-rows.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Db } from '../db/transaction.ts'
import type { Places } from '../places/places.ts'
import type { Calendar } from '../promises/calendar.ts'
import { PAST_DAYS } from './past.ts'
import type { Past } from './past.ts'
import { countsByDay, rowsOfPast } from './past-rows.ts'

export interface PastParts {
  places: Pick<Places, 'locate'>
  calendar: Calendar
  /** The street day on which the street was first seen. */
  until: string
  /** Given up half way, nothing is stored. */
  signal?: AbortSignal
}

/** Any number will do, as long as nothing else in this database locks the same one. */
const PAST_LOCK = 20_305
/** Cases turned into rows and stored at a time; in between others get their turn. */
const AT_A_TIME = 1_000

/**
 * Stores the years before, all filed, in one transaction; answers how many cases, or 0 when they are there already
 * or another process is storing them. Nothing is told on the change lane: what was filed years ago is no news.
 */
export async function storePast(
  pool: Pool,
  past: Past,
  { places, calendar, until, signal }: PastParts,
): Promise<number> {
  return inTransaction(pool, async (db) => {
    const { rows } = await db.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock($1) as mine`, [PAST_LOCK])
    if (rows[0]?.mine !== true || (await hasPast(db, until))) return 0
    const nextNumber = await setNumbersAside(db, countsByDay(past.incidents))
    for (let start = 0; start < past.incidents.length; start += AT_A_TIME) {
      signal?.throwIfAborted()
      const some = rowsOfPast(past.incidents.slice(start, start + AT_A_TIME), {
        locate: places.locate,
        calendar,
        nextNumber,
      })
      const incidents = some.map(({ incident }) => incident)
      const words = some.flatMap(({ words: notes }) => notes)
      await insertRows(db, 'incident', incidents)
      await insertRows(
        db,
        'report',
        some.flatMap(({ reports }) => reports),
      )
      await db.query(factsOfPast, [incidents.map(({ id }) => id), RECORDED_BY, JSON.stringify(words)])
    }
    await db.query(`analyze incident, report, fact`)
    return past.incidents.length
  })
}

/** Is something there from the first of those years? Nothing but a past could be. */
export async function hasPast(db: Db | Pool, until: string): Promise<boolean> {
  const end = atStreetHour(until, 0)
  const { rowCount } = await db.query(`select 1 from incident where received_at >= $1 and received_at < $2 limit 1`, [
    plus(end, -PAST_DAYS * DAY_MS),
    plus(end, -0.5 * PAST_DAYS * DAY_MS),
  ])
  return rowCount !== null && rowCount > 0
}

/** Takes the case numbers of each day, after those that were given out; answers who gives out these. */
async function setNumbersAside(db: Db, counts: ReadonlyMap<string, number>): Promise<(day: string) => string> {
  const { rows } = await db.query<{ day: string; last: number }>(
    `insert into incident_counter (day, last)
     select * from jsonb_to_recordset($1::jsonb) as wanted (day date, last integer) order by day
     on conflict (day) do update set last = incident_counter.last + excluded.last returning day, last`,
    [JSON.stringify([...counts].map(([day, last]) => ({ day, last })))],
  )
  const next = new Map(rows.map(({ day, last }) => [day, last - (counts.get(day) ?? 0) + 1]))
  return (day) => {
    const number = next.get(day)
    if (number === undefined) throw new Error(`expected numbers set aside for ${day}`)
    next.set(day, number + 1)
    return `${day.slice(5, 7)}${day.slice(8, 10)}-${String(number).padStart(4, '0')}`
  }
}

const RECORDED_BY = '值班调度'

/** The facts from which the cases of $1 would follow, author $2, with the notes of $3 at their kinds. */
const factsOfPast = `
  insert into fact (id, incident_id, kind, at, author, note, satisfied)
  select gen_random_uuid(), i.id, f.kind, f.at, $2, n.note, f.satisfied
  from incident i
  cross join lateral (values
    ('responded', i.responded_at, null::boolean),
    ('arrived', i.arrived_at, null),
    ('restored', i.restored_at, null),
    ('rooted-out', i.rooted_out_at, null),
    ('done', i.done_at, null),
    ('revisited', i.revisited_at, i.satisfied),
    ('closed', i.closed_at, null)
  ) as f (kind, at, satisfied)
  left join jsonb_to_recordset($3::jsonb) as n (id uuid, kind text, note text) on n.id = i.id and n.kind = f.kind
  where i.id = any($1) and f.at is not null`
