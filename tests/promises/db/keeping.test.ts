import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommands } from '../../../server/db/command.ts'
import { dropOld } from '../../../server/db/keeping.ts'
import { createLane } from '../../../server/feed/lane.ts'
import type { LaneReaders } from '../../../server/feed/lane.ts'
import { DAY_MS, plus } from '#shared/time'
import { openTestDatabase } from '../../support/database.ts'
import type { TestDatabase } from '../../support/database.ts'

describe('rows', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database.drop())

  it('are kept for their time: changes a week, commands a month, the audit for years', async () => {
    const now = '2026-11-18T06:32:00.000Z'
    for (const days of [8, 6, 31]) {
      const clock = { now: () => plus(now, -days * DAY_MS) }
      const run = createCommands({ pool: database.pool, clock, wake: () => undefined })
      const [id, body] = [randomUUID(), {}]
      await run({ id, kind: 'test', actor: { id: null, label: 'x' }, body }, async (work) => {
        work.changed('incident', id, 1, ['received'])
        return {}
      })
    }
    await dropOld(database.pool, { now: () => now }, () => Date.parse(now))
    const { rows } = await database.pool.query(
      `select (select count(*) from change) as changes, (select count(*) from command) as commands, (select count(*) from audit) as audits`,
    )
    expect(rows[0]).toEqual({ changes: 1, commands: 2, audits: 3 })
  })

  it('that are all gone leave the oldest cursor right behind the head', async () => {
    await database.pool.query(`delete from change`)
    const lane = createLane(database.pool, {} as LaneReaders) // nothing is read through them here
    expect(await lane.oldest()).toBe((await lane.head()) + 1)
  })
})
