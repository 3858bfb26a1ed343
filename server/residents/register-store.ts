import { Health, ageBandOf, maskPhone } from '#shared/resident'
import type { AddResident, EditResident, RegisteredResident } from '#shared/resident'
import type { Work } from '../db/command.ts'
import type { Db } from '../db/transaction.ts'
import type { Cipher } from '../identity/cipher.ts'

/** What is stored of somebody, as far as a change needs it. */
export interface StoredResident {
  id: string
  householdId: string
  buildingId: string
  revision: number
}

/** The building of a door, or null when there is no such door. */
export async function doorExists(db: Db, householdId: string): Promise<string | null> {
  const { rows } = await db.query<{ buildingId: string }>(
    `select building_id as "buildingId" from household where id = $1`,
    [householdId],
  )
  return rows[0]?.buildingId ?? null
}

export async function insertResident(
  { db, at }: Work,
  cipher: Cipher,
  { id, householdId, buildingId, person, health, notifiedOn, noticePurpose, noticeSource }: AddResident & { buildingId: string }, // prettier-ignore
): Promise<void> {
  await db.query(
    `insert into resident (id, household_id, building_id, name_enc, phone_enc, phone_last4, contact_enc, health_enc, born_from,
                           notified_on, notice_purpose, notice_source, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      id, householdId, buildingId, cipher.encrypt(person.name), sealed(cipher, person.phone), last4(cipher, person.phone),
      sealed(cipher, person.contact && JSON.stringify(person.contact)), cipher.encrypt(JSON.stringify(health)),
      person.bornFrom, notifiedOn, noticePurpose, noticeSource, at,
    ], // prettier-ignore
  )
}

export async function lockResident(db: Db, id: string): Promise<StoredResident | null> {
  const { rows } = await db.query<StoredResident>(
    `select id, household_id as "householdId", building_id as "buildingId", revision from resident where id = $1 for update`,
    [id],
  )
  return rows[0] ?? null
}

/** What the command does not say stays as it is: a number need not be looked at to mend a need. */
export async function saveResident(
  { db, at }: Work,
  cipher: Cipher,
  { id, revision }: StoredResident,
  { person, health, notifiedOn, noticePurpose, noticeSource }: EditResident,
): Promise<void> {
  const values: Record<string, unknown> = {
    ...(person.name !== undefined && { name_enc: cipher.encrypt(person.name) }),
    ...(person.bornFrom !== undefined && { born_from: person.bornFrom }),
    ...(person.phone !== undefined && { phone_enc: sealed(cipher, person.phone), phone_last4: last4(cipher, person.phone) }), // prettier-ignore
    ...(person.contact !== undefined && {
      contact_enc: sealed(cipher, person.contact && JSON.stringify(person.contact)),
    }),
    ...(health && { health_enc: cipher.encrypt(JSON.stringify(health)) }),
    ...(notifiedOn && { notified_on: notifiedOn }),
    ...(noticePurpose && { notice_purpose: noticePurpose }),
    ...(noticeSource && { notice_source: noticeSource }),
    updated_at: at,
    revision: revision + 1,
  }
  const columns = Object.keys(values)
  await db.query(
    `update resident set ${columns.map((column, nth) => `${column} = $${nth + 2}`).join(', ')} where id = $1`,
    [id, ...columns.map((column) => values[column])],
  )
}

/** Deleting the row forgets the person: no other table holds more than the id. */
export async function eraseResident(db: Db, id: string): Promise<void> {
  await db.query(`delete from resident where id = $1`, [id])
}

export async function readRegistered(
  db: Db,
  cipher: Cipher,
  id: string,
  day: string,
): Promise<RegisteredResident | null> {
  const { rows } = await db.query<RegisteredRow>(
    `select r.id, r.name_enc as "nameEnc", r.phone_enc as "phoneEnc", r.contact_enc is not null as "hasContact",
            r.health_enc as "healthEnc", r.born_from as "bornFrom", r.notified_on as "notifiedOn",
            r.notice_purpose as "noticePurpose", r.notice_source as "noticeSource", r.revision,
            r.household_id as "householdId", b.place, h.unit, h.floor, h.room
       from resident r join household h on h.id = r.household_id join building b on b.id = r.building_id where r.id = $1`,
    [id],
  )
  const [row] = rows
  if (!row) return null
  const { nameEnc, phoneEnc, healthEnc, place, unit, floor, room, ...rest } = row
  return {
    ...rest,
    name: cipher.decrypt(nameEnc),
    ageBand: ageBandOf(row.bornFrom, day),
    phoneMasked: phoneEnc && maskPhone(cipher.decrypt(phoneEnc)),
    health: Health.parse(JSON.parse(cipher.decrypt(healthEnc))),
    door: { place, unit, floor, room },
  }
}

type RegisteredRow = Omit<RegisteredResident, 'name' | 'ageBand' | 'phoneMasked' | 'health' | 'door'> &
  RegisteredResident['door'] & { nameEnc: Buffer; phoneEnc: Buffer | null; healthEnc: Buffer }

const sealed = (cipher: Cipher, text: string | null): Buffer | null => (text === null ? null : cipher.encrypt(text))

/** A keyed hash of the last four digits, to find a caller by. */
function last4(cipher: Cipher, phone: string | null): string | null {
  const digits = phone?.replace(/\D/g, '') ?? ''
  return digits.length < 4 ? null : cipher.fingerprint(digits.slice(-4))
}
