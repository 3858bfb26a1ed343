import type { BuildingUtility, Emergency, PlanStep, Supply, SweepUnit, UpwardReport } from '#shared/emergency'
import { Problem } from '#shared/problem'
import type { Instant } from '#shared/time'
import { columnsOf, snakeCase } from '../db/columns.ts'
import type { Db } from '../db/transaction.ts'

const fields = [
  'id', 'incidentId', 'kind', 'state', 'drill', 'declaredAt', 'declaredBy', 'standingDownAt', 'endedAt', 'area',
  'buildingIds', 'utilities', 'expectedRestoreAt', 'alert', 'casualties', 'trapped', 'plannedCutAt', 'plannedCutBy',
  'firstReportDueAt', 'firstReportedAt', 'followUpDueAt', 'lastReportedAt', 'finalReportedAt', 'setAsideAt',
  'distributionStartedAt', 'distributionBy', 'distributionReason', 'counters', 'deskCounters', 'latest', 'revision',
] as const satisfies readonly (keyof Emergency)[] // prettier-ignore

const columns = columnsOf(fields)
const json: ReadonlySet<keyof Emergency> = new Set(['area', 'counters', 'deskCounters', 'latest'])

const valuesOf = (emergency: Emergency) =>
  fields.map((field) => {
    const value = emergency[field]
    return json.has(field) && value !== null ? JSON.stringify(value) : value
  })

export async function insertEmergency(db: Db, emergency: Emergency): Promise<void> {
  await db.query(
    `insert into emergency (${fields.map(snakeCase).join(', ')}) values (${fields.map((_, i) => `$${i + 1}`).join(', ')})`,
    valuesOf(emergency),
  )
}

/** Keeps the next revision of an emergency that the caller has locked. */
export async function saveEmergency(db: Db, emergency: Emergency): Promise<void> {
  const { rowCount } = await db.query(
    `update emergency set ${fields.map((field, i) => `${snakeCase(field)} = $${i + 1}`).join(', ')}
      where id = $1 and revision = $${fields.length} - 1`,
    valuesOf(emergency),
  )
  if (rowCount !== 1) throw new Error(`Expected to save revision ${emergency.revision} of a locked emergency`)
}

export async function findEmergency(db: Db, id: string): Promise<Emergency | null> {
  const { rows } = await db.query<Emergency>(`select ${columns} from emergency where id = $1`, [id])
  return rows[0] ?? null
}

/** The emergency of an incident that has not ended, or null. */
export async function openEmergencyOfIncident(db: Db, incidentId: string): Promise<Emergency | null> {
  const { rows } = await db.query<Emergency>(
    `select ${columns} from emergency where incident_id = $1 and state <> 'ended'`,
    [incidentId],
  )
  return rows[0] ?? null
}

/** Was a plan ever started for this incident? */
export async function hadEmergency(db: Db, incidentId: string): Promise<boolean> {
  const { rowCount } = await db.query(`select 1 from emergency where incident_id = $1 limit 1`, [incidentId])
  return (rowCount ?? 0) > 0
}

/** Does a drill run for this incident? */
export async function runsDrill(db: Db, incidentId: string): Promise<boolean> {
  return (await openEmergencyOfIncident(db, incidentId))?.drill ?? false
}

/** Locks the emergency first, whichever of its parts is changed: everybody locks in this order. */
export async function lockEmergency(db: Db, id: string): Promise<Emergency> {
  const { rows } = await db.query<Emergency>(`select ${columns} from emergency where id = $1 for update`, [id])
  if (!rows[0]) throw new Problem('not-found', 'There is no such emergency')
  return rows[0]
}

/** Everything that runs at a building, locked in the order of ids. */
export async function lockOpenEmergenciesAt(db: Db, buildingId: string): Promise<Emergency[]> {
  const { rows } = await db.query<Emergency>(
    `select ${columns} from emergency where state <> 'ended' and building_ids @> array[$1::uuid] order by id for update`,
    [buildingId],
  )
  return rows
}

export async function emergenciesByIds(db: Db, ids: readonly string[]): Promise<Emergency[]> {
  const { rows } = await db.query<Emergency>(`select ${columns} from emergency where id = any($1)`, [ids])
  return rows
}

/** What is under way, and what ended since. */
export async function currentEmergencies(db: Db, since: Instant): Promise<Emergency[]> {
  const { rows } = await db.query<Emergency>(
    `select ${columns} from emergency where state <> 'ended' or ended_at >= $1 order by declared_at, id`,
    [since],
  )
  return rows
}

export async function listEmergencies(db: Db): Promise<Emergency[]> {
  const { rows } = await db.query<Emergency>(`select ${columns} from emergency order by declared_at desc, id limit 200`)
  return rows
}

const openOnes = `emergency_id in (select id from emergency where state <> 'ended' or ended_at >= $1)`

const selectUtility = `
  select u.id, u.emergency_id as "emergencyId", u.building_id as "buildingId", coalesce(b.place, '') as place,
         u.utility, u.state, u.since, u.changed_by as "changedBy", u.revision
    from building_utility u left join building b on b.id = u.building_id`
const inOrder = `order by b.code, u.building_id`

export const utilities = {
  async byIds(db: Db, ids: readonly string[]): Promise<BuildingUtility[]> {
    return (await db.query<BuildingUtility>(`${selectUtility} where u.id = any($1)`, [ids])).rows
  },
  async current(db: Db, since: Instant): Promise<BuildingUtility[]> {
    return (await db.query<BuildingUtility>(`${selectUtility} where u.${openOnes} ${inOrder}, u.utility`, [since])).rows
  },
  async of(db: Db, emergencyId: string): Promise<BuildingUtility[]> {
    const text = `${selectUtility} where u.emergency_id = $1 ${inOrder}, u.utility`
    return (await db.query<BuildingUtility>(text, [emergencyId])).rows
  },
}

const selectSweep = `
  select u.id, u.emergency_id as "emergencyId", u.building_id as "buildingId", coalesce(b.place, '') as place, u.unit,
         u.told, u.households, u.completed_at as "completedAt", u.worker_id as "workerId", u.changed_by as "changedBy", u.revision
    from sweep_unit u left join building b on b.id = u.building_id`

/** Without the doors: those are read for whoever goes there. */
export const sweep = {
  async byIds(db: Db, ids: readonly string[]): Promise<SweepUnit[]> {
    return (await db.query<StoredSweep>(`${selectSweep} where u.id = any($1)`, [ids])).rows.map(withoutDoors)
  },
  async current(db: Db, since: Instant): Promise<SweepUnit[]> {
    const { rows } = await db.query<StoredSweep>(`${selectSweep} where u.${openOnes} ${inOrder}, u.unit`, [since])
    return rows.map(withoutDoors)
  },
  async of(db: Db, emergencyId: string): Promise<SweepUnit[]> {
    const text = `${selectSweep} where u.emergency_id = $1 ${inOrder}, u.unit`
    return (await db.query<StoredSweep>(text, [emergencyId])).rows.map(withoutDoors)
  },
}

type StoredSweep = Omit<SweepUnit, 'doors' | 'help'>
const withoutDoors = (unit: StoredSweep): SweepUnit => ({ ...unit, doors: [], help: [] })

const stepColumns = columnsOf([
  'id', 'emergencyId', 'ordinal', 'text', 'dueAt', 'doneAt', 'doneBy', 'note', 'revision',
] satisfies (keyof PlanStep)[]) // prettier-ignore
const supplyColumns = columnsOf([
  'id', 'emergencyId', 'ordinal', 'item', 'stock', 'given', 'setAside', 'revision',
] satisfies (keyof Supply)[]) // prettier-ignore
const reportColumns = columnsOf([
  'id', 'emergencyId', 'kind', 'at', 'byPhone', 'inWriting', 'signedBy', 'casualties', 'trapped',
] satisfies (keyof UpwardReport)[]) // prettier-ignore

export async function planOf(db: Db, emergencyId: string): Promise<PlanStep[]> {
  const text = `select ${stepColumns} from plan_step where emergency_id = $1 order by ordinal`
  return (await db.query<PlanStep>(text, [emergencyId])).rows
}

export async function findPlanStep(db: Db, id: string): Promise<PlanStep | null> {
  return (await db.query<PlanStep>(`select ${stepColumns} from plan_step where id = $1`, [id])).rows[0] ?? null
}

export async function suppliesOf(db: Db, emergencyId: string): Promise<Supply[]> {
  const text = `select ${supplyColumns} from supply where emergency_id = $1 order by ordinal`
  return (await db.query<Supply>(text, [emergencyId])).rows
}

export async function findSupply(db: Db, id: string): Promise<Supply | null> {
  return (await db.query<Supply>(`select ${supplyColumns} from supply where id = $1`, [id])).rows[0] ?? null
}

export async function upwardReportsOf(db: Db, emergencyId: string): Promise<UpwardReport[]> {
  const text = `select ${reportColumns} from upward_report where emergency_id = $1 order by at, id`
  return (await db.query<UpwardReport>(text, [emergencyId])).rows
}

/**
 * The whole story, oldest first: what was decided, what was recorded at the doors, told by building, and who was
 * whistled and came. A document made from it has one line for every fact there is.
 */
export async function eventsOf(db: Db, emergencyId: string): Promise<{ at: Instant; by: string; text: string }[]> {
  const { rows } = await db.query<{ at: Instant; by: string; text: string }>(
    `select at, by, text from (
       select at, by, text, row_id as place from emergency_event where emergency_id = $1
       union all
       select f.at, f.author, coalesce(b.place, '') || '优先户：' || case f.kind
                when 'attempt' then ($2::jsonb ->> f.means) || case when f.answered then '已应答' else '无人应答' end
                when 'outcome' then $3::jsonb ->> f.outcome
                when 'help' then '要帮助'
                else $4::jsonb ->> f.kind end, 0
         from ledger_fact f join ledger_row l on l.id = f.row_id left join building b on b.id = l.building_id
        where l.emergency_id = $1
       union all
       select w.sent_at, w.sent_by, '吹哨' || w.label, 0
         from whistle w join emergency e on e.incident_id = w.incident_id where e.id = $1
       union all
       select f.at, f.author, w.label || ($5::jsonb ->> f.kind), 0
         from whistle_fact f join whistle w on w.id = f.whistle_id join emergency e on e.incident_id = w.incident_id
        where e.id = $1 and f.kind <> 'evaluated'
     ) as line order by at, place, text`,
    [emergencyId, meansWords, outcomeWords, factWords, whistleWords],
  )
  return rows
}

const meansWords = { phone: '电话', door: '敲门', contact: '紧急联系人', neighbour: '邻居、户长', gatekeeper: '门卫' }
const outcomeWords = { 'supplied': '已送达', 'moved': '已转移', 'with-family': '家属接走', 'refused': '本人谢绝' } // prettier-ignore
const whistleWords = { 'answered': '已答复', 'arrived': '到场', 'reminded': '：催一次', 'no-show': '：记未到', 'withdrawn': '：撤回吹哨' } // prettier-ignore
const factWords = { contacted: '已联系', visited: '已上门', supplied: '已送物资' }

/** The case number of the open emergency in whose ledger this resident's household stands, and whose open task it is. */
export async function openEmergencyOfResident(db: Db, residentId: string) {
  const { rows } = await db.query<{ number: string; visitorId: string | null }>(
    `select i.number, case when l.outcome is null then l.visitor_id end as "visitorId"
       from resident r join ledger_row l on l.household_id = r.household_id
       join emergency e on e.id = l.emergency_id join incident i on i.id = e.incident_id
      where r.id = $1 and l.left_at is null and e.state <> 'ended' order by e.declared_at desc limit 1`,
    [residentId],
  )
  return rows[0] ?? null
}
