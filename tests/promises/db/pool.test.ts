import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asProblem } from '../../../server/db/unavailable.ts'
import { createPool } from '../../../server/db/pool.ts'
import { Instant } from '#shared/time'
import { openTestDatabase, type TestDatabase } from '../../support/database.ts'
import { quietLog } from '../../support/quiet-log.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.drop())

const valueOf = async (expression: string): Promise<unknown> =>
  (await database.pool.query<{ value: unknown }>(`select ${expression} as value`)).rows[0]?.value

describe('a row', () => {
  it.each([
    [`timestamptz '2026-11-18 09:41:07.123456+08'`, '2026-11-18T01:41:07.123Z'],
    [`timestamptz '1969-12-31 23:59:59+00'`, '1969-12-31T23:59:59.000Z'],
    [`array[timestamptz '2026-11-18 09:41:07+08', null]`, ['2026-11-18T01:41:07.000Z', null]],
    [`date '2026-11-18'`, '2026-11-18'],
    ['9007199254740991::int8', 9_007_199_254_740_991],
    ['array[1, 2]::int8[]', [1, 2]],
    ['12.50::numeric', 12.5],
    ['point(116.3, 39.9)', [116.3, 39.9]],
  ])('gives %s in the form both sides speak', async (expression, value) => {
    expect(await valueOf(expression)).toEqual(value)
  })

  it('gives times that the schema of an instant accepts', async () => {
    expect(Instant.safeParse(await valueOf('clock_timestamp()')).success).toBe(true)
  })

  it('is refused when a whole number would lose its last digits', async () => {
    await expect(valueOf('9007199254740993::int8')).rejects.toThrow('2^53')
  })
})

describe('the pool', () => {
  it('refuses as unavailable, within two seconds, when nothing listens', async () => {
    const pool = createPool('postgres://nobody:none@127.0.0.1:1/none', quietLog)
    const began = performance.now()
    const error = await pool.query('select 1').catch(asProblem)
    expect(error).toMatchObject({ code: 'unavailable' })
    expect(performance.now() - began).toBeLessThan(2_000)
    await pool.end()
  })

  it('refuses as unavailable, within two seconds, when all its connections are busy', async () => {
    const pool = createPool(database.url, quietLog, { max: 1 })
    const busy = await pool.connect()
    const began = performance.now()
    expect(await pool.query('select 1').catch(asProblem)).toMatchObject({ code: 'unavailable' })
    expect(performance.now() - began).toBeLessThan(2_000)
    busy.release()
    await pool.end()
  })

  it('ends a statement that takes too long', async () => {
    const pool = createPool(database.url, quietLog, { statementMs: 100 })
    expect(await pool.query('select pg_sleep(30)').catch(asProblem)).toMatchObject({ code: 'unavailable' })
    await pool.end()
  })

  it('leaves an ordinary error of the database as it is', async () => {
    const error = await database.pool.query('select 1/0').catch(asProblem)
    expect(error).toMatchObject({ code: '22012' })
  })
})
