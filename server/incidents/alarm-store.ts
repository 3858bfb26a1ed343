import { AlarmDelivery, AlarmStep } from '#shared/assignment'
import type { Alarm } from '#shared/assignment'
import type { Instant } from '#shared/time'
import { columnsOf } from '../db/columns.ts'
import type { Db } from '../db/transaction.ts'

const own = columnsOf(
  [
    'id', 'incidentId', 'level', 'raisedAt', 'confirmedAt', 'acknowledgedAt', 'acknowledgedBy', 'falseAlarm', 'revision',
  ] satisfies (keyof Alarm)[],
  'a',
) // prettier-ignore

/** The children as JSON would give times of another form than ours, so they are read apart and put together here. */
const selectAlarm = `
  select ${own}, (select min(due_at) from timer where about_id = a.id) as "nextStepAt" from alarm a`

type AlarmRow = Omit<Alarm, 'steps' | 'deliveries'>

async function whole(db: Db, rows: readonly AlarmRow[]): Promise<Alarm[]> {
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return []
  const steps = await db.query<AlarmStep & { alarmId: string }>(
    `select alarm_id as "alarmId", step, called, post, at from alarm_step where alarm_id = any($1) order by step`,
    [ids],
  )
  const shown = await db.query<AlarmDelivery & { alarmId: string }>(
    `select alarm_id as "alarmId", label, at from alarm_delivery where alarm_id = any($1) order by at, label`,
    [ids],
  )
  return rows.map((row) => ({
    ...row,
    steps: steps.rows.filter(({ alarmId }) => alarmId === row.id).map((one) => AlarmStep.parse(one)),
    deliveries: shown.rows.filter(({ alarmId }) => alarmId === row.id).map((one) => AlarmDelivery.parse(one)),
  }))
}

export async function insertAlarm(db: Db, alarm: Alarm): Promise<void> {
  await db.query(`insert into alarm (id, incident_id, level, raised_at, revision) values ($1, $2, $3, $4, $5)`, [
    alarm.id, alarm.incidentId, alarm.level, alarm.raisedAt, alarm.revision,
  ]) // prettier-ignore
}

export async function insertStep(db: Db, alarmId: string, { step, called, post, at }: AlarmStep): Promise<void> {
  await db.query(`insert into alarm_step (alarm_id, step, called, post, at) values ($1, $2, $3, $4, $5)`, [
    alarmId, step, called, post, at,
  ]) // prettier-ignore
}

/** False when this account's screens have shown it before. */
export async function insertDelivery(
  db: Db,
  alarmId: string,
  { accountId, label, at }: AlarmDelivery & { accountId: string },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into alarm_delivery (alarm_id, account_id, label, at) values ($1, $2, $3, $4) on conflict do nothing`,
    [alarmId, accountId, label, at],
  )
  return rowCount === 1
}

export async function findAlarm(db: Db, id: string): Promise<Alarm | null> {
  return (await alarmsByIds(db, [id]))[0] ?? null
}

export async function lockAlarm(db: Db, id: string): Promise<Alarm | null> {
  await db.query(`select 1 from alarm where id = $1 for update`, [id])
  return findAlarm(db, id)
}

export async function saveAlarm(db: Db, alarm: Alarm): Promise<void> {
  await db.query(
    `update alarm set level = $2, confirmed_at = $3, acknowledged_at = $4, acknowledged_by = $5, false_alarm = $6, revision = $7
     where id = $1`,
    [
      alarm.id, alarm.level, alarm.confirmedAt, alarm.acknowledgedAt, alarm.acknowledgedBy, alarm.falseAlarm,
      alarm.revision,
    ], // prettier-ignore
  )
}

export async function alarmsOf(db: Db, incidentId: string): Promise<Alarm[]> {
  const { rows } = await db.query<AlarmRow>(`${selectAlarm} where a.incident_id = $1 order by a.raised_at, a.id`, [
    incidentId,
  ])
  return whole(db, rows)
}

export async function alarmsByIds(db: Db, ids: readonly string[]): Promise<Alarm[]> {
  const { rows } = await db.query<AlarmRow>(`${selectAlarm} where a.id = any($1)`, [ids])
  return whole(db, rows)
}

/** Alarms nobody has acknowledged, and those of the last day. */
export async function recentAlarms(db: Db, since: Instant): Promise<Alarm[]> {
  const { rows } = await db.query<AlarmRow>(
    `${selectAlarm} where a.acknowledged_at is null or a.raised_at >= $1 order by a.raised_at, a.id`,
    [since],
  )
  return whole(db, rows)
}
