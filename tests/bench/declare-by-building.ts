import { randomUUID } from 'node:crypto'
import { streetDay } from '#shared/time'
import { insertRows } from '../../server/db/insert-rows.ts'
import { inTransaction } from '../../server/db/transaction.ts'
import type { Db } from '../../server/db/transaction.ts'
import { placeHouseholds } from '../../server/emergency/settle-tiers.ts'
import { affectedResidents } from '../../server/residents/resident-store.ts'
import type { BenchStreet } from './bench-street.ts'

const utilities = ['power', 'water', 'heating'] as const

/**
 * Writes the same ledger rows building after building, as one would who adds one at a time: its own queries and its own
 * transaction for each; by the same rules, and without the numbered changes that ours also makes.
 */
export async function addBuildings({ pool, cipher }: BenchStreet, emergencyId: string, buildingIds: readonly string[]) {
  const at = new Date().toISOString()
  for (const buildingId of buildingIds) await inTransaction(pool, (db) => addBuilding(db, buildingId))

  async function addBuilding(db: Db, buildingId: string) {
    const states = utilities.map((utility) => ({ id: randomUUID(), buildingId, utility, state: 'cut' as const, since: at })) // prettier-ignore
    await insertRows(
      db,
      'building_utility',
      states.map(({ id, utility, state, since }) => ({
        id, emergency_id: emergencyId, building_id: buildingId, utility, state, since, changed_by: '演示', revision: 1,
      })), // prettier-ignore
    )
    const residents = await affectedResidents(db, cipher, [buildingId], streetDay(at))
    const placed = placeHouseholds(residents, { expectedRestoreAt: null, alert: null }, states, at)
    const rows: Record<string, unknown>[] = []
    for (const { householdId, gridId, floor, specialistId, tier, reason } of placed) {
      const { rows: doors } = await db.query<{ unit: number; room: string }>(
        `select unit, room from household where id = $1`,
        [householdId],
      )
      const { rows: onDuty } = await db.query<{ id: string }>(
        `select id from worker where duty = 'on' and grid_id = $1 order by code limit 1`,
        [gridId],
      )
      const visitorId = specialistId ?? onDuty[0]?.id ?? null
      rows.push({
        id: randomUUID(),
        emergency_id: emergencyId,
        household_id: householdId,
        building_id: buildingId,
        unit: doors[0]?.unit ?? 0,
        floor,
        room: doors[0]?.room ?? '',
        tier,
        reason_enc: `\\x${cipher.encrypt(reason).toString('hex')}`,
        visitor_kind: specialistId ? 'specialist' : visitorId ? 'worker' : null,
        visitor_id: visitorId,
        supplied: [],
        no_answer: false,
        revision: 1,
      })
    }
    await insertRows(db, 'ledger_row', rows)
    await db.query(
      `insert into sweep_unit (id, emergency_id, building_id, unit, households)
       select gen_random_uuid(), $1, building_id, unit, count(*) from household where building_id = $2
        group by building_id, unit`,
      [emergencyId, buildingId],
    )
  }
}
