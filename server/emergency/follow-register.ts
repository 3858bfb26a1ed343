import type { Emergency } from '#shared/emergency'
import { streetDay } from '#shared/time'
import type { Work } from '../db/command.ts'
import type { Cipher } from '../identity/cipher.ts'
import { affectedResidents } from '../residents/resident-store.ts'
import { lockOpenEmergenciesAt, utilities } from './emergency-store.ts'
import { insertLedgerRows } from './ledger-rows.ts'
import { placeHouseholds } from './settle-tiers.ts'
import type { PlacedHousehold } from './settle-tiers.ts'
import { touch } from './touch.ts'

interface Row {
  id: string
  revision: number
  isGone: boolean
}

/**
 * Somebody behind a door was put on the register, changed or taken off it: every ledger that runs at their building
 * follows in the same transaction. A household that comes back gets its old row with what was recorded.
 */
export async function followRegister(
  work: Work,
  cipher: Cipher,
  { householdId, buildingId }: { householdId: string; buildingId: string },
): Promise<void> {
  for (const emergency of await lockOpenEmergenciesAt(work.db, buildingId)) {
    const household = await placeOne(work, cipher, emergency, { householdId, buildingId })
    const row = await rowOf(work, emergency.id, householdId)
    if (household && !row) await join(work, cipher, emergency, household)
    else if (household && row) await stay(work, cipher, emergency, row, household)
    else if (row && !row.isGone) await leave(work, cipher, emergency, row)
  }
}

/** The tier of the household as things stand, or null when nobody behind its door is on the register. */
async function placeOne(
  { db, at }: Work,
  cipher: Cipher,
  emergency: Emergency,
  { householdId, buildingId }: { householdId: string; buildingId: string },
): Promise<PlacedHousehold | null> {
  const residents = await affectedResidents(db, cipher, [buildingId], streetDay(at))
  const behindTheDoor = residents.filter((resident) => resident.householdId === householdId)
  const [placed] = placeHouseholds(behindTheDoor, emergency, await utilities.of(db, emergency.id), at)
  return placed ?? null
}

async function rowOf({ db }: Work, emergencyId: string, householdId: string): Promise<Row | null> {
  const { rows } = await db.query<Row>(
    `select id, revision, left_at is not null as "isGone" from ledger_row
      where emergency_id = $1 and household_id = $2 for update`,
    [emergencyId, householdId],
  )
  return rows[0] ?? null
}

async function join(work: Work, cipher: Cipher, emergency: Emergency, household: PlacedHousehold): Promise<void> {
  const [row] = await insertLedgerRows(work, cipher, emergency.id, [household])
  if (!row) throw new Error('Expected a row for the household that joins')
  work.changed('ledgerRow', row.id, 1, ['declared'])
  await touch(work, emergency, {}, ['counters'], ['台账新增 1 户'])
}

async function stay(
  work: Work,
  cipher: Cipher,
  emergency: Emergency,
  row: Row,
  household: PlacedHousehold,
): Promise<void> {
  await work.db.query(
    `update ledger_row set tier = $2, reason_enc = $3, left_at = null, revision = revision + 1 where id = $1`,
    [row.id, household.tier, cipher.encrypt(household.reason)],
  )
  work.changed('ledgerRow', row.id, row.revision + 1, ['tier', 'reason', 'residents'])
  await touch(work, emergency, {}, ['counters'], row.isGone ? ['台账新增 1 户'] : [])
}

async function leave(work: Work, cipher: Cipher, emergency: Emergency, row: Row): Promise<void> {
  await work.db.query(`update ledger_row set left_at = $2, reason_enc = $3, revision = revision + 1 where id = $1`, [
    row.id,
    work.at,
    cipher.encrypt(''),
  ])
  work.changed('ledgerRow', row.id, row.revision + 1, ['left'])
  await touch(work, emergency, {}, ['counters'], ['台账减少 1 户'])
}
