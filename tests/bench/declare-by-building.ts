import { randomUUID } from 'node:crypto'
import { streetDay } from '#shared/time'
import { inTransaction } from '../../server/db/transaction.ts'
import type { Db } from '../../server/db/transaction.ts'
import { placeHouseholds } from '../../server/emergency/settle-tiers.ts'
import { affectedResidents } from '../../server/residents/resident-store.ts'
import type { BenchStreet } from './bench-street.ts'

const utilities = ['power', 'water', 'heating'] as const

/**
 * Writes the same ledger rows as one would who adds a building at a time, and a row at a time: for each building its
 * residents with one query and one transaction, then for each household its door, its visitor and its row. By the same
 * rules, and without the numbered changes that ours also makes.
 */
export async function addBuildings({ pool, cipher }: BenchStreet, emergencyId: string, buildingIds: readonly string[]) {
  const at = new Date().toISOString()
  for (const buildingId of buildingIds) await inTransaction(pool, (db) => addBuilding(db, buildingId))

  async function addBuilding(db: Db, buildingId: string) {
    const states = utilities.map((utility) => ({ id: randomUUID(), buildingId, utility, state: 'cut' as const, since: at })) // prettier-ignore
    for (const { id, utility, state, since } of states) {
      await db.query(
        `insert into building_utility (id, emergency_id, building_id, utility, state, since, changed_by, revision)
         values ($1, $2, $3, $4, $5, $6, '演示', 1)`,
        [id, emergencyId, buildingId, utility, state, since],
      )
    }
    const residents = await affectedResidents(db, cipher, [buildingId], streetDay(at))
    for (const household of placeHouseholds(residents, { expectedRestoreAt: null, alert: null }, states, at)) {
      const { householdId, gridId, floor, specialistId, tier, reason } = household
      const { rows: doors } = await db.query<{ unit: number; room: string }>(
        `select unit, room from household where id = $1`,
        [householdId],
      )
      const { rows: onDuty } = await db.query<{ id: string }>(
        `select id from worker where duty = 'on' and grid_id = $1 order by code limit 1`,
        [gridId],
      )
      const visitorId = specialistId ?? onDuty[0]?.id ?? null
      await db.query(
        `insert into ledger_row (id, emergency_id, household_id, building_id, unit, floor, room, tier, reason_enc,
                                 visitor_kind, visitor_id, supplied, no_answer, revision)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '{}', false, 1)`,
        [
          randomUUID(), emergencyId, householdId, buildingId, doors[0]?.unit ?? 0, floor, doors[0]?.room ?? '', tier,
          cipher.encrypt(reason), specialistId ? 'specialist' : visitorId ? 'worker' : null, visitorId,
        ], // prettier-ignore
      )
    }
    const { rows: staircases } = await db.query<{ unit: number; households: number }>(
      `select unit, count(*) as households from household where building_id = $1 group by unit`,
      [buildingId],
    )
    for (const { unit, households } of staircases) {
      await db.query(
        `insert into sweep_unit (id, emergency_id, building_id, unit, households) values ($1, $2, $3, $4, $5)`,
        [randomUUID(), emergencyId, buildingId, unit, households],
      )
    }
  }
}
