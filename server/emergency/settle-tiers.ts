import type { BuildingUtility, Emergency } from '#shared/emergency'
import { streetDay } from '#shared/time'
import type { Instant } from '#shared/time'
import type { Work } from '../db/command.ts'
import type { Cipher } from '../identity/cipher.ts'
import { affectedResidents } from '../residents/resident-store.ts'
import type { AffectedResident } from '../residents/resident-store.ts'
import { storedRowsOf } from './ledger-store.ts'
import { tierOf } from './tier.ts'
import type { Placed, Situation } from './tier.ts'
import { utilities } from './emergency-store.ts'

export interface PlacedHousehold
  extends
    Placed,
    Pick<AffectedResident, 'householdId' | 'buildingId' | 'gridId' | 'unit' | 'floor' | 'room' | 'specialistId'> {}

type Circumstances = Pick<Emergency, 'expectedRestoreAt' | 'alert'>
type Supplies = Pick<BuildingUtility, 'buildingId' | 'utility' | 'state' | 'since'>

/** The tier of every household with somebody on the register, from how things stand at its building. */
export function placeHouseholds(
  residents: readonly AffectedResident[],
  circumstances: Circumstances,
  states: readonly Supplies[],
  at: Instant,
): PlacedHousehold[] {
  const supplies = new Map<string, Situation['supplies']>()
  for (const { buildingId, utility, state, since } of states) {
    supplies.set(buildingId, { ...supplies.get(buildingId), [utility]: { state, since } })
  }
  const households = new Map<string, AffectedResident[]>()
  for (const resident of residents) {
    const behindTheDoor = households.get(resident.householdId)
    if (behindTheDoor) behindTheDoor.push(resident)
    else households.set(resident.householdId, [resident])
  }
  return [...households.values()].flatMap((behindTheDoor) => {
    const [first] = behindTheDoor
    if (!first) return []
    const { householdId, buildingId, gridId, unit, floor, room, specialistId } = first
    const { expectedRestoreAt, alert } = circumstances
    const situation = { at, expectedRestoreAt, alert, supplies: supplies.get(buildingId) ?? {} }
    const placed = tierOf({ floor, residents: behindTheDoor }, situation)
    return [{ householdId, buildingId, gridId, unit, floor, room, specialistId, ...placed }]
  })
}

/** Computes every tier again and keeps what has become different, each with its reason and a change of its own. */
export async function settleTiers(work: Work, cipher: Cipher, emergency: Emergency): Promise<void> {
  const residents = await affectedResidents(work.db, cipher, emergency.buildingIds, streetDay(work.at))
  const states = await utilities.of(work.db, emergency.id)
  const placed = new Map(
    placeHouseholds(residents, emergency, states, work.at).map((household) => [household.householdId, household]),
  )
  const different = (await storedRowsOf(work.db, emergency.id)).flatMap((row) => {
    const now = placed.get(row.householdId)
    if (!now || (now.tier === row.tier && now.reason === cipher.decrypt(row.reasonEnc))) return []
    return [{ id: row.id, tier: now.tier, reasonEnc: cipher.encrypt(now.reason), revision: row.revision + 1 }]
  })
  await work.db.query(
    `update ledger_row set tier = next.tier, reason_enc = next.reason_enc, revision = next.revision
       from unnest($1::uuid[], $2::smallint[], $3::bytea[], $4::integer[]) as next (id, tier, reason_enc, revision)
      where ledger_row.id = next.id`,
    [
      different.map(({ id }) => id),
      different.map(({ tier }) => tier),
      different.map(({ reasonEnc }) => reasonEnc),
      different.map(({ revision }) => revision),
    ],
  )
  work.changedMany('ledgerRow', different, ['tier', 'reason'])
}
