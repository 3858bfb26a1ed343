import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { refuseRealDatabase, SEED_LOCK, seedRegister, seedStreet } from '../../../server/demo/seed.ts'
import { openTestDatabase } from '../../support/database.ts'
import type { TestDatabase } from '../../support/database.ts'
import { drawTestStreet, openTestStreet, STREET_NOW, testCipher } from '../../support/street.ts'

const order = { seed: 'qingdu', cipher: testCipher, clock: { now: () => STREET_NOW } }

describe('the made-up street in the database', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestStreet()
  })
  afterAll(() => database.drop())

  const count = async (query: string) => {
    const { rows } = await database.pool.query<{ n: number }>(`select count(*) as n from ${query}`)
    return rows[0]?.n
  }

  it.each([
    ['27 communities with a boundary', 'community where not virtual', 27],
    ['one that is virtual', 'community where virtual and boundary is null', 1],
    ['110 grids', 'grid', 110],
    ['46,500 households', 'household', 46_500],
    ['nobody without a specialist to look after them', 'household where specialist_id is null', 0],
    ['2,759 specialists', 'specialist', 2_759],
    ['69 household groups', 'household_group', 69],
    ['88 buildings that nobody manages', 'building where manager is null', 88],
    ['110 grid staff', 'worker where grid_id is not null', 110],
    ['27 duty lines', 'duty_line', 27],
    ['1,800 residents on the register', 'resident', 1_800],
    ['its own mark as invented', 'street where demo', 1],
  ])('has %s', async (_what, query, number) => {
    expect(await count(query)).toBe(number)
  })

  it('has as many doors in each building and community as it says', async () => {
    expect(
      await count(`building where households <> (select count(*) from household where building_id = building.id)`),
    ).toBe(0)
    expect(
      await count(`community where households <>
        (select coalesce(sum(households), 0) from building where community_id = community.id)`),
    ).toBe(0)
  })

  it('gives each specialist the doors that were drawn, about twenty', async () => {
    const { rows } = await database.pool.query<{ id: string; n: number }>(
      `select specialist_id as id, count(*) as n from household group by specialist_id`,
    )
    const drawn = new Map(drawTestStreet().people.specialists.map(({ id, households }) => [id, households]))
    expect(rows.filter(({ id, n }) => drawn.get(id) !== n)).toEqual([])
    expect(Math.max(...rows.map(({ n }) => n))).toBeLessThanOrEqual(20)
  })

  it('puts on duty whom the plan has for the shift that runs', async () => {
    expect(await count(`worker where duty = 'on' and grid_id is not null`)).toBe(88)
  })

  it('keeps names and telephones of residents and staff sealed', async () => {
    const [drawn] = drawTestStreet().people.specialists
    const { rows } = await database.pool.query<{ name_enc: Buffer; phone_enc: Buffer }>(
      `select name_enc, phone_enc from specialist where id = $1`,
      [drawn?.id],
    )
    const [stored] = rows
    expect(stored && testCipher.decrypt(stored.name_enc)).toBe(drawn?.name)
    expect(stored && testCipher.decrypt(stored.phone_enc)).toBe(drawn?.phone)
    expect(stored?.phone_enc.includes(drawn?.phone ?? '')).toBe(false)
  })

  it('gets its register when it was filled before there was one, and keeps the one it has', async () => {
    await database.pool.query(`delete from resident`)
    expect(await seedRegister(database.pool, drawTestStreet(), order)).toBe(true)
    expect(await count('resident')).toBe(1_800)
    await database.pool.query(`delete from resident where id <> (select min(id::text)::uuid from resident)`)
    expect(await seedRegister(database.pool, drawTestStreet(), order)).toBe(false)
    expect(await count('resident')).toBe(1)
  })

  it('is left as it is by a second attempt', async () => {
    await expect(seedStreet(database.pool, order)).rejects.toMatchObject({ code: 'conflict' })
    expect(await count('household')).toBe(46_500)
  })

  it('gives way as a whole to another one when it is told to', async () => {
    const { rows: before } = await database.pool.query(`select id from street`)
    await seedStreet(database.pool, { ...order, seed: 'another', force: true })
    const { rows: after } = await database.pool.query(`select id from street`)
    expect(after).toHaveLength(1)
    expect(after).not.toEqual(before)
    expect(await count('household')).toBe(46_500)
  })
})

describe('filling a database', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database.drop())

  const streets = async () => {
    const { rows } = await database.pool.query<{ code: string; doors: number }>(
      `select code, (select count(*) from household) as doors from street`,
    )
    return rows
  }

  it('leaves nothing behind when it fails half way', async () => {
    const failing = seedStreet(database.pool, {
      ...order,
      onProgress: (what) => {
        if (what.includes('households')) throw new Error('the lights went out')
      },
    })
    await expect(failing).rejects.toThrow('the lights went out')
    expect(await streets()).toEqual([])
  })

  it('waits for another process that is at it, and then leaves that one’s street alone', async () => {
    const twin = await database.pool.connect()
    await twin.query('begin')
    await twin.query(`select pg_advisory_xact_lock($1)`, [SEED_LOCK])
    const settled = Promise.allSettled([seedStreet(database.pool, order)])
    await vi.waitFor(
      async () => {
        const waiting = await database.pool.query(
          `select 1 from pg_stat_activity
            where datname = current_database() and query like 'select pg_try_advisory%' and pid <> pg_backend_pid()`,
        )
        expect(waiting.rowCount).toBe(1)
      },
      { timeout: 30_000, interval: 100 },
    )
    await twin.query(
      `insert into street (id, code, name, demo, boundary, ground, roads)
       values (gen_random_uuid(), 'twin', '双胞街道', true, '{"type": "Polygon"}', '{}', '{"nodes": [], "edges": []}')`,
    )
    await twin.query('commit')
    twin.release()
    expect(await settled).toMatchObject([{ status: 'rejected', reason: { code: 'conflict' } }])
    expect(await streets()).toEqual([{ code: 'twin', doors: 0 }])
  })

  it('is refused for a database made for real use, and for one of nobody-knows-what outside the demo', async () => {
    await expect(refuseRealDatabase(database.pool, true)).resolves.toBeUndefined()
    await expect(refuseRealDatabase(database.pool, false)).rejects.toThrow(/--yes/)
    await database.pool.query(
      `insert into installation (epoch, demo, created_at) values (gen_random_uuid(), false, $1)`,
      [STREET_NOW],
    )
    await expect(refuseRealDatabase(database.pool, true)).rejects.toThrow(/--yes/)
  })
})
