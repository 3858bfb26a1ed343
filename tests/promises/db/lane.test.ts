import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommands } from '../../../server/db/command.ts'
import { realClock } from '#shared/time'
import { openTestDatabase } from '../../support/database.ts'
import type { TestDatabase } from '../../support/database.ts'

const WRITERS = 12
const COMMANDS_EACH = 60

/** Follows the lane from the start until told that it is over and nothing is left. */
async function follow(database: TestDatabase, isOver: () => boolean) {
  const seen: { seq: number; id: string }[] = []
  for (let done = false; !done;) {
    done = isOver()
    const { rows } = await database.pool.query<{ seq: number; id: string }>(
      `select seq, id from change where seq > $1 order by seq limit 50`,
      [seen.at(-1)?.seq ?? 0],
    )
    seen.push(...rows)
    if (rows.length > 0) done = false
  }
  return seen
}

describe('the change lane', () => {
  let database: TestDatabase
  const actor = { id: null, label: '值班调度 02' }

  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database.drop())

  it('shows every reader every committed change, without a hole and once, while twelve write and some give up', async () => {
    const run = createCommands({ pool: database.pool, clock: realClock, wake: () => undefined })
    const committed: string[] = []
    let writing = true

    async function write(writer: number) {
      for (let turn = 0; turn < COMMANDS_EACH; turn++) {
        const id = randomUUID()
        const givesUp = (writer + turn) % 10 === 0
        try {
          await run({ id: randomUUID(), kind: 'test', actor, body: { id } }, async (work) => {
            work.changed('incident', id, 1, ['received'])
            if ((writer * turn) % 5 === 0) await work.db.query(`select pg_sleep(random() * 0.02)`)
            if (givesUp) throw new Error('gives up')
            return { id }
          })
          committed.push(id)
        } catch (error) {
          if (!givesUp) throw error
        }
      }
    }

    const readers = Array.from({ length: 3 }, () => follow(database, () => !writing))
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)))
    writing = false

    for (const seen of await Promise.all(readers)) {
      expect(seen.map(({ id }) => id).sort()).toEqual([...committed].sort())
      expect(seen.map(({ seq }) => seq)).toEqual(committed.map((_, i) => i + 1))
    }
  })

  it('numbers all changes of a command one after the other, each with its own fields', async () => {
    const run = createCommands({ pool: database.pool, clock: realClock, wake: () => undefined })
    const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()]
    const { seq } = await run({ id: randomUUID(), kind: 'test', actor, body: {} }, async (work) => {
      work.changed('incident', first, 1, ['received'])
      work.changedMany('ledgerRow', [{ id: second, revision: 2 }, { id: third, revision: 3 }], ['tier', 'reason', 'residents']) // prettier-ignore
      work.changed('emergency', first, 4, [])
      return {}
    })
    const { rows } = await database.pool.query(
      `select seq, entity, id, revision, fields, actor_id from change order by seq desc limit 4`,
    )
    expect(rows.reverse()).toEqual([
      { seq: seq - 3, entity: 'incident', id: first, revision: 1, fields: ['received'], actor_id: null },
      { seq: seq - 2, entity: 'ledgerRow', id: second, revision: 2, fields: ['tier', 'reason', 'residents'], actor_id: null },
      { seq: seq - 1, entity: 'ledgerRow', id: third, revision: 3, fields: ['tier', 'reason', 'residents'], actor_id: null },
      { seq, entity: 'emergency', id: first, revision: 4, fields: [], actor_id: null },
    ]) // prettier-ignore
  })

  it('carries a command out once, however often and however many at a time send it', async () => {
    const run = createCommands({ pool: database.pool, clock: realClock, wake: () => undefined })
    const [id, thing] = [randomUUID(), randomUUID()]
    let carriedOut = 0
    const send = () =>
      run({ id, kind: 'test', actor, body: { thing } }, async (work) => {
        carriedOut++
        work.changed('incident', thing, 1, ['received'])
        return { thing, nth: carriedOut }
      })

    const answers = await Promise.all(Array.from({ length: 20 }, send))
    expect(carriedOut).toBe(1)
    expect(answers.filter(({ first }) => first)).toHaveLength(1)
    expect(new Set(answers.map(({ answer, seq }) => JSON.stringify([answer, seq]))).size).toBe(1)
  })

  it('refuses the same id for another body, whatever the order of the keys', async () => {
    const run = createCommands({ pool: database.pool, clock: realClock, wake: () => undefined })
    const id = randomUUID()
    const send = (body: object) => run({ id, kind: 'test', actor, body }, async () => ({ done: true }))
    await send({ a: 1, b: 2 })
    await expect(send({ b: 2, a: 1 })).resolves.toMatchObject({ first: false, answer: { done: true } })
    await expect(send({ a: 1, b: 3 })).rejects.toMatchObject({ code: 'id-reused' })
  })

  it('leaves nothing behind of a command that was refused: no row, no number, no audit', async () => {
    const run = createCommands({ pool: database.pool, clock: realClock, wake: () => undefined })
    const counts = async () =>
      (await database.pool.query(`select (select count(*) from change) as changes, (select count(*) from command) as commands,
        (select count(*) from audit) as audits, (select seq from change_head) as head`)).rows[0] // prettier-ignore
    const before = await counts()
    const refused = run({ id: randomUUID(), kind: 'test', actor, body: {} }, async (work) => {
      work.changed('incident', randomUUID(), 1, ['received'])
      throw new Error('no')
    })
    await expect(refused).rejects.toThrow('no')
    expect(await counts()).toEqual(before)
  })

  it('keeps names of fields and never a value, in the change and in the audit', async () => {
    const run = createCommands({ pool: database.pool, clock: realClock, wake: () => undefined })
    const id = randomUUID()
    await run({ id, kind: 'report', actor, body: { reporter: '王金丝雀' } }, async (work) => {
      work.changed('incident', id, 1, ['received'])
      return {}
    })
    const { rows } = await database.pool.query(
      `select to_jsonb(change)::text || (select to_jsonb(audit)::text from audit where audit.id = $1) as text from change where id = $1`,
      [id],
    )
    expect(rows[0].text).toContain('received')
    expect(rows[0].text).not.toContain('金丝雀')
  })
})
