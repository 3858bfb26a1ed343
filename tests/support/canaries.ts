import type { Pool } from 'pg'
import { deviceWords, needWords } from '#shared/resident'
import { testCipher } from './street.ts'

/** A household whose every personal field holds a string that exists nowhere else. */
export interface Canary {
  householdId: string
  buildingId: string
  residentId: string
  name: string
  phone: string
  contactName: string
  contactPhone: string
  room: string
  noticeSource: string
}

/** What health is called in words. Needs are a closed list, so the words themselves are the canaries. */
export const healthWords = [...Object.values(deviceWords), ...Object.values(needWords), '余电', '备电']

const two = (index: number) => String(index).padStart(2, '0')

/** Of one household or one caller: unlike any other, and unlike anything the made-up street says by itself. */
export const canaryOf = (index: number) => ({
  name: `金丝雀${two(index)}号`,
  phone: `199876540${two(index)}`,
  contactName: `雀亲属${two(index)}号`,
  contactPhone: `199876541${two(index)}`,
  room: `Q${two(index)}雀室`,
  noticeSource: `雀源${two(index)}登记`,
})

/**
 * Puts canaries behind `count` doors on the register: as many as there are in the compound of the pipe burst, the
 * priority households first, the others elsewhere. Name, telephones, contact, door and notice are overwritten.
 */
export async function releaseCanaries(pool: Pool, count: number): Promise<Canary[]> {
  const { rows } = await pool.query<{ householdId: string; buildingId: string; residentId: string }>(
    `select distinct on (b.use = 'slab', r.born_from, r.household_id) r.household_id as "householdId",
            r.building_id as "buildingId", r.id as "residentId"
       from resident r join building b on b.id = r.building_id
      order by b.use = 'slab' desc, r.born_from, r.household_id, r.id limit $1`,
    [count],
  )
  const canaries = rows.map((row, index) => ({ ...row, ...canaryOf(index) }))
  for (const { householdId, residentId, name, phone, contactName, contactPhone, room, noticeSource } of canaries) {
    const contact = JSON.stringify({ name: contactName, relation: '女儿', phone: contactPhone })
    await pool.query(
      `update resident set name_enc = $2, phone_enc = $3, contact_enc = $4, notice_source = $5 where id = $1`,
      [residentId, testCipher.encrypt(name), testCipher.encrypt(phone), testCipher.encrypt(contact), noticeSource],
    )
    await pool.query(`update household set room = $2 where id = $1`, [householdId, room])
  }
  return canaries
}

/** Everything of them that is nobody's business: a masked number too, because its last digits find a person. */
export const secretsOf = (canary: Pick<Canary, 'name' | 'phone' | 'contactName' | 'contactPhone' | 'room' | 'noticeSource'>) => [
  canary.name,
  canary.phone,
  canary.contactName,
  canary.contactPhone,
  canary.room,
  canary.noticeSource,
  `****${canary.phone.slice(-4)}`,
] // prettier-ignore

/** Which of the secrets stand in a text, plain or as JSON and addresses write them. */
export function sungIn(text: string, secrets: readonly string[]): string[] {
  const ascii = (secret: string) =>
    secret.replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return secrets.filter((secret) =>
    [secret, encodeURIComponent(secret), ascii(secret)].some((written) => text.includes(written)),
  )
}
