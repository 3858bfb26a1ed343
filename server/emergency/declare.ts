import { randomUUID } from 'node:crypto'
import { touchesArea } from '#shared/affected'
import { utilitiesOfKind } from '#shared/emergency'
import type { Emergency } from '#shared/emergency'
import type { DeclareCommand } from '#shared/emergency-api'
import type { Incident } from '#shared/incident'
import { Problem } from '#shared/problem'
import type { Building } from '#shared/street'
import { MINUTE_MS, plus, streetDay } from '#shared/time'
import { insertRows } from '../db/insert-rows.ts'
import type { Work } from '../db/command.ts'
import type { Db } from '../db/transaction.ts'
import type { Cipher } from '../identity/cipher.ts'
import { lock } from '../incidents/incident-store.ts'
import type { Places } from '../places/places.ts'
import { affectedResidents } from '../residents/resident-store.ts'
import { countEmergency, nothingCounted } from './count.ts'
import { makeFirstPassword } from './door-password.ts'
import { insertEmergency, openEmergencyOfIncident } from './emergency-store.ts'
import { insertLedgerRows } from './ledger-rows.ts'
import { templateOf } from './plan-templates.ts'
import { placeHouseholds } from './settle-tiers.ts'
import { startUpwardClock } from './upward-clock.ts'

export interface DeclareParts {
  cipher: Cipher
  places: Pick<Places, 'buildings' | 'building'>
}

/**
 * Starts the plan for an incident: affected buildings, the ledger in tiers with reason and visitor, supplies that are
 * cut, staircases to tell, checklist and supplies, in the transaction it is given. Work in proportion to the affected,
 * a fixed number of statements however many they are.
 */
export async function declare(work: Work, { cipher, places }: DeclareParts, command: DeclareCommand) {
  const { db, at, actor } = work
  const incident = await standingIncident(db, command.incidentId)
  const buildings = affectedBuildings(command, incident, places)
  const buildingIds = buildings.map(({ id }) => id)
  const cut = [...new Set(command.utilities ?? utilitiesOfKind[incident.kind] ?? [])]
  const place = buildings.length === 1 ? buildings[0]?.place : `${buildings[0]?.place}等 ${buildings.length} 栋`
  const emergency: Emergency = {
    id: command.id,
    incidentId: incident.id,
    kind: incident.kind,
    state: 'active',
    drill: command.drill ?? incident.drill,
    declaredAt: at,
    declaredBy: actor.label,
    standingDownAt: null,
    endedAt: null,
    area: command.area ?? null,
    buildingIds,
    utilities: cut,
    expectedRestoreAt: command.expectedRestoreAt ?? null,
    alert: null,
    casualties: 0,
    trapped: 0,
    plannedCutAt: null,
    plannedCutBy: null,
    ...startUpwardClock(at),
    setAsideAt: null,
    distributionStartedAt: null,
    distributionBy: null,
    distributionReason: null,
    // Counted below, when there is something to count.
    ...nothingCounted(),
    latest: [{ at, text: `${place}启动应急预案` }],
    revision: 1,
  }
  await insertEmergency(db, emergency)
  await makeFirstPassword(work, cipher, emergency.id)

  const states = buildingIds.flatMap((buildingId) =>
    cut.map((utility) => ({ id: randomUUID(), buildingId, utility, state: 'cut' as const, since: at })),
  )
  await insertRows(
    db,
    'building_utility',
    states.map(({ id, buildingId, utility, state, since }) => ({
      id, emergency_id: emergency.id, building_id: buildingId, utility, state, since, changed_by: actor.label, revision: 1,
    })), // prettier-ignore
  )
  const residents = await affectedResidents(db, cipher, buildingIds, streetDay(at))
  const placed = placeHouseholds(residents, emergency, states, at)
  const ledger = await insertLedgerRows(work, cipher, emergency.id, placed)
  const { rows: units } = await db.query<{ id: string }>(
    `with on_duty as (select distinct on (grid_id) grid_id, id from worker where duty = 'on' order by grid_id, code),
          staircase as (select building_id, unit, count(*) as households from household
                         where building_id = any($2) group by building_id, unit)
     insert into sweep_unit (id, emergency_id, building_id, unit, households, worker_id)
     select gen_random_uuid(), $1, staircase.building_id, staircase.unit, staircase.households, on_duty.id
       from staircase join building on building.id = staircase.building_id
       left join on_duty on on_duty.grid_id = building.grid_id returning id`,
    [emergency.id, buildingIds],
  )
  await insertPlan(work, emergency, ledger.filter(({ tier }) => tier <= 2).length)
  const counted = await countEmergency(db, emergency.id)
  const { all } = counted.counters.priority
  const setAsideAt = all > 0 ? at : null
  const latest = [...(all > 0 ? [{ at, text: `优先户 ${all} 户物资单列、上门` }] : []), ...emergency.latest]
  await db.query(
    `update emergency set counters = $2, desk_counters = $3, set_aside_at = $4, latest = $5 where id = $1`,
    [
      emergency.id,
      JSON.stringify(counted.counters),
      JSON.stringify(counted.deskCounters),
      setAsideAt,
      JSON.stringify(latest),
    ],
  )
  await insertRows(
    db,
    'emergency_event',
    latest.map(({ text }) => ({ emergency_id: emergency.id, at, by: actor.label, text })).reverse(),
  )

  const firstOf = ({ id }: { id: string }) => ({ id, revision: 1 })
  work.changed('emergency', emergency.id, 1, ['declared'])
  work.changedMany('ledgerRow', ledger.map(firstOf), ['declared'])
  work.changedMany('buildingUtility', states.map(firstOf), ['state'])
  work.changedMany('sweepUnit', units.map(firstOf), ['declared'])
  return { emergency: { ...emergency, ...counted, setAsideAt, latest } }
}

async function standingIncident(db: Db, incidentId: string): Promise<Incident> {
  const incident = (await lock(db, [incidentId])).get(incidentId)
  if (!incident) throw new Problem('not-found', 'There is no such incident')
  if (incident.mergedIntoId || incident.closedAt) {
    throw new Problem('conflict', 'This incident was merged or closed; declare for the one that stands', {
      current: incident,
    })
  }
  const running = await openEmergencyOfIncident(db, incidentId)
  if (running) {
    throw new Problem('conflict', 'An emergency is running for this incident already', { current: running })
  }
  return incident
}

/**
 * Picked buildings, and every inhabited one that the area touches, less those taken out by hand; without either the
 * compound of the incident's building.
 */
function affectedBuildings(command: DeclareCommand, incident: Incident, places: DeclareParts['places']): Building[] {
  const picked = new Set(command.buildingIds ?? [])
  for (const id of picked) {
    if (!places.building(id)) {
      throw new Problem('invalid', 'One of the buildings is not known', {
        errors: [{ path: 'buildingIds', message: `expected a building, got ${id}` }],
      })
    }
  }
  const { area } = command
  const without = new Set(command.withoutBuildingIds ?? [])
  const own = incident.buildingId ? places.building(incident.buildingId) : null
  const isImplied = (building: Building) =>
    building.id === own?.id || (building.compoundId !== null && building.compoundId === own?.compoundId)
  const affected = places.buildings().filter((building) => {
    if (without.has(building.id)) return false
    if (picked.has(building.id)) return true
    if (area) return building.households > 0 && touchesArea(building.footprint, area)
    return picked.size === 0 && (building.households > 0 || building.id === own?.id) && isImplied(building)
  })
  if (affected.length === 0) {
    throw new Problem('invalid', 'Nobody lives in this area; draw it larger or pick buildings', {
      errors: [{ path: 'area', message: 'expected an area with at least one inhabited building' }],
    })
  }
  return affected
}

/** The checklist and the supplies of the kind's template; of each one portion a priority household is set aside. */
async function insertPlan({ db, at }: Work, { id, kind }: Emergency, priorityHouseholds: number): Promise<void> {
  const { steps, supplies } = await templateOf(db, kind)
  await insertRows(
    db,
    'plan_step',
    steps.map(({ text, minutes }, index) => ({
      id: randomUUID(),
      emergency_id: id,
      ordinal: index + 1,
      text,
      due_at: minutes === null ? null : plus(at, minutes * MINUTE_MS),
      revision: 1,
    })),
  )
  await insertRows(
    db,
    'supply',
    supplies.map((item, index) => ({
      id: randomUUID(),
      emergency_id: id,
      ordinal: index + 1,
      item,
      stock: 0,
      given: 0,
      set_aside: priorityHouseholds,
      revision: 1,
    })),
  )
}
