import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import type { DoorPassword, GivePassword, PasswordHolder, RenewPassword } from '#shared/door-password'
import type { Emergency } from '#shared/emergency'
import { Problem } from '#shared/problem'
import type { Actor, RunCommand, Work } from '../db/command.ts'
import type { Db } from '../db/transaction.ts'
import type { Cipher } from '../identity/cipher.ts'
import { makeDoorWord } from './door-password-words.ts'
import { lockEmergency } from './emergency-store.ts'
import { visitorsByIds } from './ledger-store.ts'
import { refuseEnded, refuseStale, touch } from './touch.ts'

export interface DoorPasswordParts {
  pool: Pool
  run: RunCommand
  cipher: Cipher
}

interface StoredPassword {
  id: string
  ordinal: number
  wordEnc: Buffer
  madeAt: string
  madeBy: string
  reason: string | null
}

export type DoorPasswords = ReturnType<typeof createDoorPasswords>

/** The word said at the doors of an emergency. It is read here and nowhere else: no answer of a command holds it. */
export function createDoorPasswords({ pool, run, cipher }: DoorPasswordParts) {
  return {
    /** The word with everybody who goes to a door, told or not. */
    async read(emergency: Emergency): Promise<DoorPassword> {
      const stored = await newest(pool, emergency.id)
      return {
        emergencyId: emergency.id,
        word: stored && emergency.state !== 'ended' ? cipher.decrypt(stored.wordEnc) : null,
        madeAt: stored?.madeAt ?? null,
        madeBy: stored?.madeBy ?? null,
        reason: stored?.reason ?? null,
        holders: await holdersOf(pool, cipher, emergency.id, stored?.id ?? null),
      }
    },

    /** The same as one visitor may know it: the word, when it was given to them and they still have a door to go to. */
    async readAs(emergency: Emergency, visitorId: string): Promise<DoorPassword | null> {
      const whole = await this.read(emergency)
      const me = whole.holders.find(({ id }) => id === visitorId)
      if (!me?.givenAt || !(await hasOpenDoor(pool, emergency.id, visitorId))) return null
      return { ...whole, madeBy: null, reason: null, holders: [{ ...me, givenBy: null }] }
    },

    renew: (emergencyId: string, command: RenewPassword, actor: Actor) =>
      run({ id: command.id, kind: 'door-password', actor, body: { ...command, emergencyId } }, async (work) => {
        const emergency = await lockEmergency(work.db, emergencyId)
        refuseStale(emergency, command.revision, 'emergency')
        refuseEnded(emergency)
        const before = await newest(work.db, emergencyId)
        const word = anotherThan(before && cipher.decrypt(before.wordEnc))
        await insertPassword(work, cipher, { emergencyId, word, ordinal: (before?.ordinal ?? 0) + 1, reason: before ? command.reason : null }) // prettier-ignore
        return { emergency: await touch(work, emergency, {}, ['doorPassword'], ['上门口令已更换']) }
      }),

    /** Writes down who was told. Telling somebody twice is no mistake. */
    give: (emergencyId: string, command: GivePassword, actor: Actor) =>
      run({ id: command.id, kind: 'door-password-given', actor, body: { ...command, emergencyId } }, async (work) => {
        const emergency = await lockEmergency(work.db, emergencyId)
        refuseEnded(emergency)
        const stored = await newest(work.db, emergencyId)
        if (!stored) throw new Problem('not-found', 'This emergency has no password yet')
        const known = await visitorsByIds(work.db, cipher, command.visitors.map(({ id }) => id)) // prettier-ignore
        for (const { kind, id } of command.visitors) {
          if (known.get(id)?.kind !== kind) throw new Problem('not-found', `There is no such ${kind}`)
        }
        await work.db.query(
          `insert into door_password_holder (password_id, visitor_kind, visitor_id, given_at, given_by)
           select $1, kind, id, $4, $5 from unnest($2::text[], $3::uuid[]) as visitor (kind, id) on conflict do nothing`,
          [stored.id, command.visitors.map(({ kind }) => kind), command.visitors.map(({ id }) => id), work.at, work.actor.label], // prettier-ignore
        )
        return { emergency: await touch(work, emergency, {}, ['doorPassword']) }
      }),
  }
}

/** The first word of an emergency, in the transaction that declares it. */
export function makeFirstPassword(work: Work, cipher: Cipher, emergencyId: string): Promise<void> {
  return insertPassword(work, cipher, { emergencyId, word: makeDoorWord(), ordinal: 1, reason: null })
}

async function insertPassword(
  { db, at, actor }: Work,
  cipher: Cipher,
  { emergencyId, word, ordinal, reason }: { emergencyId: string; word: string; ordinal: number; reason: string | null },
): Promise<void> {
  await db.query(
    `insert into door_password (id, emergency_id, ordinal, word_enc, made_at, made_by, reason) values ($1, $2, $3, $4, $5, $6, $7)`,
    [randomUUID(), emergencyId, ordinal, cipher.encrypt(word), at, actor.label, reason],
  )
}

/** Whoever heard the old word must not be let in by the new one. */
function anotherThan(before: string | null): string {
  const word = makeDoorWord()
  return word === before ? anotherThan(before) : word
}

async function newest(db: Db, emergencyId: string): Promise<StoredPassword | null> {
  const { rows } = await db.query<StoredPassword>(
    `select id, ordinal, word_enc as "wordEnc", made_at as "madeAt", made_by as "madeBy", reason
       from door_password where emergency_id = $1 order by ordinal desc limit 1`,
    [emergencyId],
  )
  return rows[0] ?? null
}

async function holdersOf(
  db: Db,
  cipher: Cipher,
  emergencyId: string,
  passwordId: string | null,
): Promise<PasswordHolder[]> {
  const { rows } = await db.query<{ id: string; givenAt: string | null; givenBy: string | null }>(
    `select coalesce(l.visitor_id, h.visitor_id) as id, h.given_at as "givenAt", h.given_by as "givenBy"
       from (select distinct visitor_id from ledger_row where emergency_id = $1 and visitor_id is not null and left_at is null) l
       full join (select * from door_password_holder where password_id = $2) h on h.visitor_id = l.visitor_id
      order by h.given_at nulls first, 1`,
    [emergencyId, passwordId],
  )
  const visitors = await visitorsByIds(db, cipher, rows.map(({ id }) => id)) // prettier-ignore
  return rows.flatMap(({ id, givenAt, givenBy }) => {
    const visitor = visitors.get(id)
    return visitor ? [{ ...visitor, givenAt, givenBy }] : []
  })
}

async function hasOpenDoor(db: Db, emergencyId: string, visitorId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `select 1 from ledger_row where emergency_id = $1 and visitor_id = $2 and outcome is null and left_at is null limit 1`,
    [emergencyId, visitorId],
  )
  return (rowCount ?? 0) > 0
}
