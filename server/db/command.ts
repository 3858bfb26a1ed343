import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import type { LaneEntity } from '#shared/feed'
import { Problem } from '#shared/problem'
import type { Clock, Instant } from '#shared/time'
import { inTransaction } from './transaction.ts'
import type { Db } from './transaction.ts'

/** Who does something: an account, a phone, or the house itself (`id` null). The label is a post, never a resident. */
export interface Actor {
  id: string | null
  label: string
}

export interface Command {
  /** Made by the client. Sent again it gets the first answer again. */
  id: string
  /** What is done, in the words of the route: `report`, `fact`, `assign`. */
  kind: string
  actor: Actor
  /** The parsed body: the same id with another body is refused with `id-reused`. */
  body: unknown
}

export interface CommandParts {
  pool: Pool
  clock: Clock
  /** Called after the commit; only a hint, the feed looks for itself twice a second. */
  wake: () => void
}

/** The transaction a command works in. */
export interface Work {
  db: Db
  at: Instant
  actor: Actor
  /** Tells the lane that a thing has a new revision, in these fields. Once per thing and command. */
  changed(entity: LaneEntity, id: string, revision: number, fields: readonly string[]): void
  /** The same for many things of one kind. */
  changedMany(entity: LaneEntity, things: readonly { id: string; revision: number }[], fields: readonly string[]): void
}

export interface Answered<T> {
  answer: T
  seq: number
  /** False when the command had been carried out before and this is its first answer. */
  first: boolean
}

export type RunCommand = <T extends object>(command: Command, work: (work: Work) => Promise<T>) => Promise<Answered<T>>

/**
 * Carries out a command once: state, change rows, audit row, command row and answer in one transaction,
 * answered only after COMMIT. `Problem('unavailable')` means that nobody knows: send the same id again.
 */
export function createCommands({ pool, clock, wake }: CommandParts): RunCommand {
  return async (command, work) => {
    const bodyHash = hashOf(command.body)
    const answered = await inTransaction(pool, (db) => carryOut(db, clock.now(), command, bodyHash, work))
    if (answered.first) wake()
    return answered
  }
}

async function carryOut<T extends object>(
  db: Db,
  at: Instant,
  { id, kind, actor }: Command,
  bodyHash: string,
  work: (work: Work) => Promise<T>,
): Promise<Answered<T>> {
  // Waits for a twin that is under way: whoever comes second finds the finished row.
  const { rowCount } = await db.query(
    `insert into command (id, kind, actor_id, body_hash, at) values ($1, $2, $3, $4, $5) on conflict (id) do nothing`,
    [id, kind, actor.id, bodyHash, at],
  )
  if (rowCount === 0) return firstAnswer<T>(db, id, kind, bodyHash)

  const changes: Change[] = []
  const changed: Work['changed'] = (entity, changedId, revision, fields) =>
    void changes.push({ entity, id: changedId, revision, fields })
  const answer = await work({
    db,
    at,
    actor,
    changed,
    changedMany: (entity, things, fields) =>
      things.forEach((thing) => changed(entity, thing.id, thing.revision, fields)),
  })
  const [about] = changes
  await writeAudit(db, { at, actor, action: kind, entity: about?.entity, id: about?.id, fields: about?.fields })
  const seq = await numberChanges(db, at, actor, changes)
  await db.query(`update command set answer = $2, seq = $3 where id = $1`, [id, JSON.stringify(answer), seq])
  return { answer, seq, first: true }
}

interface Change {
  entity: LaneEntity
  id: string
  revision: number
  fields: readonly string[]
}

/** Writes changes with the next numbers and answers the last of them: from here on the head is ours until COMMIT. */
async function numberChanges(db: Db, at: Instant, actor: Actor, changes: readonly Change[]): Promise<number> {
  if (changes.length === 0) return headSeq(db)
  const { rows } = await db.query<{ seq: number }>(
    `with head as (update change_head set seq = seq + $1::integer returning seq),
          numbered as (
            insert into change (seq, at, entity, id, revision, actor_id, fields)
            select head.seq - $1::integer + thing.place, $2, thing.entity, thing.id, thing.revision, $3, thing.fields::text[]
              from head, unnest($4::text[], $5::uuid[], $6::integer[], $7::text[])
                         with ordinality as thing (entity, id, revision, fields, place))
     select seq from head`,
    [
      changes.length,
      at,
      actor.id,
      changes.map(({ entity }) => entity),
      changes.map(({ id }) => id),
      changes.map(({ revision }) => revision),
      // An array of arrays would have to be even. Names of fields are the program's own words, without comma or brace.
      changes.map(({ fields }) => `{${fields.join()}}`),
    ],
  )
  const [head] = rows
  if (!head) throw new Error('There is no head of the changes')
  return head.seq
}

async function firstAnswer<T>(db: Db, id: string, kind: string, bodyHash: string): Promise<Answered<T>> {
  const { rows } = await db.query<{ kind: string; body_hash: string; answer: T; seq: number }>(
    `select kind, body_hash, answer, seq from command where id = $1`,
    [id],
  )
  const [row] = rows
  if (!row || row.kind !== kind || row.body_hash !== bodyHash) {
    throw new Problem('id-reused', 'This id was already used for another command; make a new one')
  }
  return { answer: row.answer, seq: row.seq, first: false }
}

export async function headSeq(db: Db): Promise<number> {
  const { rows } = await db.query<{ seq: number }>(`select seq from change_head`)
  return rows[0]?.seq ?? 0
}

export interface AuditEntry {
  at: Instant
  actor: Actor
  action: string
  entity?: string | undefined
  id?: string | undefined
  fields?: readonly string[] | undefined
  reason?: string | undefined
}

/** Writes who did what; ids and names of fields, never values. */
export async function writeAudit(db: Db, entry: AuditEntry): Promise<void> {
  await db.query(
    `insert into audit (at, real_at, actor_id, actor, action, entity, id, fields, reason)
     values ($1, clock_timestamp(), $2, $3, $4, $5, $6, $7, $8)`,
    [
      entry.at,
      entry.actor.id,
      entry.actor.label,
      entry.action,
      entry.entity ?? null,
      entry.id ?? null,
      entry.fields ?? [],
      entry.reason ?? null,
    ],
  )
}

/** Equal for equal bodies, whatever the order of their keys. */
function hashOf(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(body)))
    .digest('hex')
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
