import type { Figures } from '#shared/api'
import { atStreetHour, streetDay } from '#shared/time'
import type { Instant } from '#shared/time'
import type { Db } from '../db/transaction.ts'

/** One row out of the query below; every number is a count of incidents. */
type Counts = Record<
  | 'open' | 'openToday' | 'late' | 's0' | 's1' | 's2' | 's3' | 's4'
  | 'received' | 'own' | 'found' | 'o12345' | 'receivedDone' | 'receivedOpen' | 'responded'
  | 'due' | 'dueDone' | 'reached' | 'satisfied' | 'drills' | 'falseAlarms' | 'merged',
  number
> // prettier-ignore

/**
 * 今日自办: what came in and what was kept on the street's day, with numerator and denominator.
 * Merged incidents, drills and false alarms are in no count; how many were left out is told.
 * Received = own + found + 12345 = done + open.
 */
export async function figuresOfToday(db: Db, now: Instant): Promise<Figures> {
  const day = streetDay(now)
  const { rows } = await db.query<Counts>(countsOfToday, [atStreetHour(day, 0), now])
  const { rows: specialists } = await db.query<{ n: number }>(
    `select count(*) as n from report r join incident i on i.id = r.incident_id
     where r.channel = 'wechat' and r.received_at >= $1 and r.received_at <= $2 and not i.false_alarm and not i.drill`,
    [atStreetHour(day, 0), now],
  )
  const [c] = rows
  if (!c) throw new Error('A count without a row')
  return {
    asOf: now,
    day,
    open: {
      total: c.open,
      today: c.openToday,
      older: c.open - c.openToday,
      late: c.late,
      bySeverity: { '0': c.s0, '1': c.s1, '2': c.s2, '3': c.s3, '4': c.s4 },
    },
    received: {
      total: c.received,
      own: c.own,
      found: c.found,
      '12345': c.o12345,
      done: c.receivedDone,
      open: c.receivedOpen,
    },
    responded: { n: c.responded, d: c.received },
    done: { n: c.dueDone, d: c.due },
    satisfied: { n: c.satisfied, d: c.reached },
    specialistReports: specialists[0]?.n ?? 0,
    excluded: { drills: c.drills, falseAlarms: c.falseAlarms, merged: c.merged },
  }
}

/** $1: midnight of the street's day; $2: now. `o` open, `t` received today, both without what does not count. */
const countsOfToday = `
  with all_of_it as (
    select *, status in ('received', 'assigned', 'on-scene', 'controlled', 'restored') as is_open,
           received_at >= $1 as is_today, drill or false_alarm or status = 'merged' as is_out
    from incident
    where received_at >= $1
       or status in ('received', 'assigned', 'on-scene', 'controlled', 'restored')
       or (due_at >= $1 and due_at <= $2)
       or revisited_at >= $1
  ), counted as (select * from all_of_it where not is_out)
  select
    count(*) filter (where is_open) as open,
    count(*) filter (where is_open and is_today) as "openToday",
    count(*) filter (where is_open and due_at < $2) as late,
    count(*) filter (where is_open and severity = 0) as s0,
    count(*) filter (where is_open and severity = 1) as s1,
    count(*) filter (where is_open and severity = 2) as s2,
    count(*) filter (where is_open and severity = 3) as s3,
    count(*) filter (where is_open and severity = 4) as s4,
    count(*) filter (where is_today) as received,
    count(*) filter (where is_today and origin = 'own') as own,
    count(*) filter (where is_today and origin = 'found') as found,
    count(*) filter (where is_today and origin = '12345') as o12345,
    count(*) filter (where is_today and not is_open) as "receivedDone",
    count(*) filter (where is_today and is_open) as "receivedOpen",
    count(*) filter (where is_today and responded_at <= coalesce(due_at, $2)) as responded,
    count(*) filter (where due_at >= $1 and due_at <= $2) as due,
    count(*) filter (where due_at >= $1 and due_at <= $2 and done_at <= due_at) as "dueDone",
    count(*) filter (where revisited_at >= $1 and satisfied is not null) as reached,
    count(*) filter (where revisited_at >= $1 and satisfied) as satisfied,
    (select count(*) from all_of_it where is_today and drill) as drills,
    (select count(*) from all_of_it where is_today and false_alarm and not drill) as "falseAlarms",
    (select count(*) from all_of_it where is_today and status = 'merged' and not drill) as merged
  from counted`
