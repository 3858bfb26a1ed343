import type { Pool } from 'pg'
import type { Reading, ReadingKind, Station } from '#shared/reading'
import type { Instant } from '#shared/time'
import { columnsOf } from '../db/columns.ts'
import type { Db } from '../db/transaction.ts'

export interface StoredStation extends Station {
  sourceId: string | null
}

/** A station as it is shown: whose token speaks for it is the administrator's business. */
export function shownStation({ id, code, name, kind, position, everyMinutes }: Station): Station {
  return { id, code, name, kind, position, everyMinutes }
}

const stationColumns = columnsOf(
  ['id', 'code', 'name', 'kind', 'position', 'everyMinutes', 'sourceId'] satisfies (keyof StoredStation)[],
  's',
)
const readingColumns = columnsOf(
  ['id', 'stationId', 'value', 'observedAt', 'receivedAt', 'isFuture'] satisfies (keyof Reading)[],
  'r',
)

/** What is read at midnight belongs to the day that ends there. */
const streetDayOf = (column: string) => `((${column} at time zone 'UTC') + interval '8 hours' - interval '1 ms')::date`

export async function stations(db: Db | Pool): Promise<StoredStation[]> {
  const { rows } = await db.query<StoredStation>(
    `select ${stationColumns} from station s where closed_at is null order by kind, code`,
  )
  return rows
}

/** Holds these stations until the end of the transaction, so that two batches cannot count one day at once. */
export async function holdStations(db: Db, ids: readonly string[]): Promise<void> {
  await db.query(`select 1 from station where id = any($1) order by id for update`, [ids])
}

export async function insertStation(db: Db, station: StoredStation, at: Instant): Promise<void> {
  const { id, code, name, kind, position, everyMinutes, sourceId } = station
  await db.query(
    `insert into station (id, code, name, kind, position, every_minutes, source_id, created_at)
     values ($1, $2, $3, $4, point($5, $6), $7, $8, $9)`,
    [id, code, name, kind, ...position, everyMinutes, sourceId, at],
  )
}

/** The newest of each station that can be believed about its time. */
export async function newestOf(db: Db | Pool): Promise<Map<string, { value: number; observedAt: Instant }>> {
  const { rows } = await db.query<{ stationId: string; value: number; observedAt: Instant }>(
    `select s.id as "stationId", r.value, r.observed_at as "observedAt"
     from station s cross join lateral (
       select value, observed_at from reading where station_id = s.id and not is_future order by observed_at desc limit 1
     ) r`,
  )
  return new Map(rows.map(({ stationId, ...newest }) => [stationId, newest]))
}

export interface ReadingFilter {
  from: Instant
  to: Instant
  kind?: ReadingKind | undefined
  station?: string | undefined
  limit: number
}

/** The newest first; `total` counts those beyond the limit too. */
export async function readingsWithin(
  db: Db | Pool,
  { from, to, kind, station, limit }: ReadingFilter,
): Promise<{ items: Reading[]; total: number }> {
  const { rows } = await db.query<Reading & { total: number }>(
    `select ${readingColumns}, count(*) over () as total
     from reading r join station s on s.id = r.station_id
     where r.observed_at >= $1 and r.observed_at < $2 and ($3::text is null or s.kind = $3) and ($4::text is null or s.code = $4)
     order by r.observed_at desc, r.id limit $5`,
    [from, to, kind ?? null, station ?? null, limit],
  )
  const items = rows.map(({ id, stationId, value, observedAt, receivedAt, isFuture }) => {
    return { id, stationId, value, observedAt, receivedAt, isFuture }
  })
  return { items, total: rows[0]?.total ?? 0 }
}

export async function readingsByIds(db: Db, ids: readonly string[]): Promise<Map<string, Reading>> {
  const { rows } = await db.query<Reading>(`select ${readingColumns} from reading r where id = any($1)`, [ids])
  return new Map(rows.map((row) => [row.id, row]))
}

const asArrays = (readings: readonly Reading[]) => [
  readings.map(({ id }) => id),
  readings.map(({ stationId }) => stationId),
  readings.map(({ value }) => value),
  readings.map(({ observedAt }) => observedAt),
  readings.map(({ receivedAt }) => receivedAt),
  readings.map(({ isFuture }) => isFuture),
]

/** Stores what is new; answers the ids of those whose station had said something of that moment already: it takes the new value. */
export async function storeReadings(db: Db, readings: readonly Reading[]): Promise<Set<string>> {
  const { rows: stored } = await db.query<{ id: string }>(
    `insert into reading (id, station_id, value, observed_at, received_at, is_future)
     select * from unnest($1::uuid[], $2::uuid[], $3::float8[], $4::timestamptz[], $5::timestamptz[], $6::boolean[])
     on conflict do nothing returning id`,
    asArrays(readings),
  )
  const isStored = new Set(stored.map(({ id }) => id))
  const rest = readings.filter(({ id }) => !isStored.has(id))
  if (rest.length > 0) {
    await db.query(
      `update reading r set value = n.value, received_at = n.received_at
       from unnest($1::uuid[], $2::uuid[], $3::float8[], $4::timestamptz[], $5::timestamptz[], $6::boolean[])
         as n (id, station_id, value, observed_at, received_at, is_future)
       where r.station_id = n.station_id and r.observed_at = n.observed_at`,
      asArrays(rest),
    )
  }
  return new Set(rest.map(({ id }) => id))
}

/** Counts the street days of these readings anew. Hold the stations first. */
export async function countDays(db: Db, readings: readonly Reading[]): Promise<void> {
  await db.query(
    `insert into reading_day (station_id, day, readings, total, lowest, highest)
     select r.station_id, ${streetDayOf('r.observed_at')} as day, count(*), sum(r.value), min(r.value), max(r.value)
     from reading r
     join (select distinct station_id, ${streetDayOf('observed_at')} as day
           from unnest($1::uuid[], $2::timestamptz[]) as n (station_id, observed_at)) touched
       on touched.station_id = r.station_id and touched.day = ${streetDayOf('r.observed_at')}
     where not r.is_future
     group by 1, 2
     on conflict (station_id, day) do update
       set readings = excluded.readings, total = excluded.total, lowest = excluded.lowest, highest = excluded.highest`,
    [readings.map(({ stationId }) => stationId), readings.map(({ observedAt }) => observedAt)],
  )
}

export interface ReadingDay {
  stationId: string
  day: string
  total: number
}

/** What these stations counted on the street days `from` up to and with `to`. */
export async function daysOf(
  db: Db | Pool,
  stationIds: readonly string[],
  from: string,
  to: string,
): Promise<ReadingDay[]> {
  const { rows } = await db.query<ReadingDay>(
    `select station_id as "stationId", day, total from reading_day
     where station_id = any($1) and day >= $2 and day <= $3 order by day`,
    [stationIds, from, to],
  )
  return rows
}

/** Of each of these readings, what its station read in the hour up to it. */
export async function sumsOfLastHour(db: Db, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await db.query<{ id: string; sum: number }>(
    `select r.id, sum(o.value) as sum
     from reading r join reading o on o.station_id = r.station_id and not o.is_future
       and o.observed_at > r.observed_at - interval '1 hour' and o.observed_at <= r.observed_at
     where r.id = any($1) group by r.id`,
    [ids],
  )
  return new Map(rows.map(({ id, sum }) => [id, sum]))
}
