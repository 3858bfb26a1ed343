import { z } from 'zod'
import { EmergencyContact, Health, ageBandOf, maskPhone, needCodesOf } from '#shared/resident'
import type { AgeBand, NeedCode, Resident, ResidentQuery, RevealedResident } from '#shared/resident'
import type { Db } from '../db/transaction.ts'
import type { Cipher } from '../identity/cipher.ts'

type Opener = Pick<Cipher, 'decrypt'>

/** A resident of an affected building with the door and whoever looks after it: what a priority ledger is made of. */
export interface AffectedResident extends Health {
  id: string
  ageBand: AgeBand
  householdId: string
  buildingId: string
  gridId: string
  unit: number
  floor: number
  room: string
  specialistId: string | null
}

/** Everybody on the register in these buildings, in the order of their doors. One query, however many buildings. */
export async function affectedResidents(
  db: Db,
  cipher: Opener,
  buildingIds: readonly string[],
  day: string,
): Promise<AffectedResident[]> {
  const { rows } = await db.query<
    Omit<AffectedResident, keyof Health | 'ageBand'> & { healthEnc: Buffer; bornFrom: number }
  >(
    `select r.id, r.household_id as "householdId", r.building_id as "buildingId", b.grid_id as "gridId", h.unit, h.floor,
            h.room, h.specialist_id as "specialistId", r.health_enc as "healthEnc", r.born_from as "bornFrom"
       from resident r join household h on h.id = r.household_id join building b on b.id = r.building_id
      where r.building_id = any($1) order by r.household_id, r.id`,
    [buildingIds],
  )
  return rows.map(({ healthEnc, bornFrom, ...row }) => ({
    ...row,
    ageBand: ageBandOf(bornFrom, day),
    ...openHealth(cipher, healthEnc),
  }))
}

/** A resident inside a running emergency. */
export interface KnownResident extends Health {
  id: string
  name: string
  ageBand: AgeBand
  codes: NeedCode[]
  phoneMasked: string | null
  hasContact: boolean
}

/** The residents of these households, by household. */
export async function residentsOfHouseholds(
  db: Db,
  cipher: Opener,
  householdIds: readonly string[],
  day: string,
): Promise<Map<string, KnownResident[]>> {
  const { rows } = await db.query<ResidentRow & { householdId: string }>(
    `select ${sealed}, r.household_id as "householdId" from resident r where r.household_id = any($1) order by r.id`,
    [householdIds],
  )
  const byHousehold = new Map<string, KnownResident[]>()
  for (const row of rows) {
    const health = openHealth(cipher, row.healthEnc)
    const known = {
      id: row.id,
      name: cipher.decrypt(row.nameEnc),
      ageBand: ageBandOf(row.bornFrom, day),
      phoneMasked: row.phoneEnc && maskPhone(cipher.decrypt(row.phoneEnc)),
      hasContact: row.hasContact,
      codes: needCodesOf(health.needs),
      ...health,
    }
    byHousehold.set(row.householdId, [...(byHousehold.get(row.householdId) ?? []), known])
  }
  return byHousehold
}

/**
 * A page of the register. `gridId` narrows it to what one grid worker looks after. Needs lie sealed: who asks for one
 * has the whole scope opened, which for a street's register is a matter of milliseconds.
 */
export async function listResidents(
  db: Db,
  cipher: Opener,
  query: ResidentQuery & { gridId: string | null },
  day: string,
): Promise<{ items: Resident[]; total: number; next: string | null }> {
  const scope = `($1::uuid is null or b.community_id = $1) and ($2::uuid is null or r.building_id = $2)
    and ($3::uuid is null or b.grid_id = $3)`
  const from = `from resident r join building b on b.id = r.building_id where ${scope}`
  const values = [query.community ?? null, query.building ?? null, query.gridId]
  const isWanted = ({ healthEnc }: Pick<ResidentRow, 'healthEnc'>) =>
    query.need === undefined || openHealth(cipher, healthEnc).needs.includes(query.need)
  const select = `select ${sealed}, r.building_id as "buildingId", b.place, b.community_id as "communityId",
    b.grid_id as "gridId" ${from} and ($4::uuid is null or r.id > $4) order by r.id limit $5`
  const all = query.need === undefined ? null : (await db.query<ListedRow>(select, [...values, null, null])).rows.filter(isWanted) // prettier-ignore
  const rest = all?.filter(({ id }) => !query.cursor || id > query.cursor).slice(0, query.limit + 1)
  const rows = rest ?? (await db.query<ListedRow>(select, [...values, query.cursor ?? null, query.limit + 1])).rows
  const counted = all?.length ?? (await db.query<{ n: number }>(`select count(*) as n ${from}`, values)).rows[0]?.n
  const page = rows.slice(0, query.limit)
  const items = page.map((row): Resident => ({
    id: row.id,
    name: cipher.decrypt(row.nameEnc),
    ageBand: ageBandOf(row.bornFrom, day),
    needs: openHealth(cipher, row.healthEnc).needs,
    phoneMasked: row.phoneEnc && maskPhone(cipher.decrypt(row.phoneEnc)),
    hasContact: row.hasContact,
    buildingId: row.buildingId,
    place: row.place,
    communityId: row.communityId,
    gridId: row.gridId,
    notifiedOn: row.notifiedOn,
    noticeSource: row.noticeSource,
    revision: row.revision,
  }))
  return { items, total: counted ?? 0, next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
}

type ListedRow = ResidentRow & Pick<Resident, 'buildingId' | 'place' | 'communityId' | 'gridId'>

/** Name, telephone and emergency contact in clear, or null. The caller has written down that somebody looks. */
export async function openResident(db: Db, cipher: Opener, id: string): Promise<RevealedResident | null> {
  const { rows } = await db.query<{ nameEnc: Buffer; phoneEnc: Buffer | null; contactEnc: Buffer | null }>(
    `select name_enc as "nameEnc", phone_enc as "phoneEnc", contact_enc as "contactEnc" from resident where id = $1`,
    [id],
  )
  const [row] = rows
  if (!row) return null
  return {
    name: cipher.decrypt(row.nameEnc),
    phone: row.phoneEnc && cipher.decrypt(row.phoneEnc),
    contact: row.contactEnc && EmergencyContact.parse(JSON.parse(cipher.decrypt(row.contactEnc))),
  }
}

/** Every resident's community and needs, for counting; no name, no door. */
export async function needsByCommunity(db: Db, cipher: Opener) {
  const { rows } = await db.query<{ communityId: string; healthEnc: Buffer }>(
    `select b.community_id as "communityId", r.health_enc as "healthEnc"
       from resident r join building b on b.id = r.building_id join community c on c.id = b.community_id
      order by c.ordinal`,
  )
  return rows.map(({ communityId, healthEnc }) => ({ communityId, needs: openHealth(cipher, healthEnc).needs }))
}

interface ResidentRow {
  id: string
  nameEnc: Buffer
  phoneEnc: Buffer | null
  hasContact: boolean
  healthEnc: Buffer
  bornFrom: number
  notifiedOn: string
  noticeSource: string
  revision: number
}

const sealed = `r.id, r.name_enc as "nameEnc", r.phone_enc as "phoneEnc", r.contact_enc is not null as "hasContact",
  r.health_enc as "healthEnc", r.born_from as "bornFrom", r.notified_on as "notifiedOn",
  r.notice_source as "noticeSource", r.revision`

/** What we sealed ourselves is still parsed: the key proves who wrote it, not which program. */
function openHealth(cipher: Opener, sealedHealth: Buffer): Health {
  return HealthText.parse(cipher.decrypt(sealedHealth))
}

const HealthText = z.string().transform((text) => Health.parse(JSON.parse(text)))
