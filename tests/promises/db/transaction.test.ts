import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '#shared/problem'
import { inTransaction } from '../../../server/db/transaction.ts'
import { openTestDatabase, type TestDatabase } from '../../support/database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
  await database.pool.query('create table note (id int primary key, text text not null)')
})
afterAll(() => database.drop())

const notes = async () => (await database.pool.query('select id from note order by id')).rows

describe('a transaction', () => {
  it('stores everything and answers after the commit', async () => {
    const answer = await inTransaction(database.pool, async (db) => {
      await db.query(`insert into note values (1, 'a'), (2, 'b')`)
      return 'done'
    })
    expect([answer, await notes()]).toEqual(['done', [{ id: 1 }, { id: 2 }]])
  })

  it('stores nothing when its work fails, and the same error comes out', async () => {
    const refused = new Problem('conflict', 'somebody was faster')
    const attempt = inTransaction(database.pool, async (db) => {
      await db.query(`insert into note values (3, 'c')`)
      throw refused
    })
    await expect(attempt).rejects.toBe(refused)
    expect(await notes()).toEqual([{ id: 1 }, { id: 2 }])
  })

  it('never claims success when the work swallowed an error of the database', async () => {
    const attempt = inTransaction(database.pool, async (db) => {
      await db.query(`insert into note values (4, 'd')`)
      await db.query(`insert into note values (4, 'twice')`).catch(() => undefined)
    })
    await expect(attempt).rejects.toThrow('rolled back')
    expect(await notes()).toEqual([{ id: 1 }, { id: 2 }])
  })

  it('is refused as unavailable when its connection is cut, and the pool goes on with another', async () => {
    const attempt = inTransaction(database.pool, async (db) => {
      await db.query('select pg_terminate_backend(pg_backend_pid())')
    })
    await expect(attempt).rejects.toMatchObject({ code: 'unavailable' })
    expect(await notes()).toEqual([{ id: 1 }, { id: 2 }])
  })

  it('may read one unchanging state', async () => {
    await inTransaction(
      database.pool,
      async (db) => {
        const before = await db.query('select count(*) from note')
        await database.pool.query(`insert into note values (9, 'later')`)
        expect((await db.query('select count(*) from note')).rows).toEqual(before.rows)
      },
      'repeatable read read only',
    )
  })
})
