import { randomUUID } from 'node:crypto'
import { insertRows } from '../db/insert-rows.ts'
import type { Work } from '../db/command.ts'
import type { Cipher } from '../identity/cipher.ts'
import type { PlacedHousehold } from './settle-tiers.ts'

/** Households become rows of a ledger, each with its door and whoever goes there; a fixed number of statements. */
export async function insertLedgerRows(
  { db }: Work,
  cipher: Cipher,
  emergencyId: string,
  placed: readonly PlacedHousehold[],
): Promise<{ id: string; tier: number }[]> {
  const { rows: onDuty } = await db.query<{ id: string; gridId: string }>(
    `select distinct on (grid_id) id, grid_id as "gridId" from worker
      where duty = 'on' and grid_id = any($1) order by grid_id, code`,
    [[...new Set(placed.map(({ gridId }) => gridId))]],
  )
  const workerOf = new Map(onDuty.map(({ id, gridId }) => [gridId, id]))
  const rows = placed.map(({ householdId, buildingId, gridId, unit, floor, room, specialistId, tier, reason }) => {
    const workerId = workerOf.get(gridId) ?? null
    return {
      id: randomUUID(),
      emergency_id: emergencyId,
      household_id: householdId,
      building_id: buildingId,
      unit,
      floor,
      room,
      tier,
      reason_enc: `\\x${cipher.encrypt(reason).toString('hex')}`,
      // The specialist knows the door; without one the grid worker on duty goes; without either nobody, said loudly.
      visitor_kind: specialistId ? 'specialist' : workerId ? 'worker' : null,
      visitor_id: specialistId ?? workerId,
      supplied: [],
      no_answer: false,
      revision: 1,
    }
  })
  await insertRows(db, 'ledger_row', rows)
  return rows
}
