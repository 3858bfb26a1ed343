import { DEMO_CENTER, DEMO_SEED, drawStreet } from '../../server/demo/street/draw-street.ts'
import { seedStreet } from '../../server/demo/seed.ts'
import { createCipher } from '../../server/identity/cipher.ts'
import { createPool } from '../../server/db/pool.ts'
import { inject } from 'vitest'
import type { TestDatabase } from './database.ts'
import { openTestDatabase } from './database.ts'
import { TEMPLATE } from './cluster-for-tests.ts'
import { withDatabase } from './database-admin.ts'
import { quietLog } from './quiet-log.ts'

/** The key with which the helpers' names of the made-up street are sealed in tests. */
export const testCipher = createCipher(Buffer.alloc(32, 7))

/** The day shift of a winter Wednesday, 14:32 by the street's clock. */
export const STREET_NOW = '2026-11-18T06:32:00.000Z'

/** The same street that `openTestStreet` stores, as it was drawn. */
export const drawTestStreet = () => drawStreet({ seed: DEMO_SEED, center: DEMO_CENTER })

/**
 * A fresh database with the whole made-up street in it. The first caller of a run fills a template (some seconds);
 * every other one gets a copy of that (about 0.2 s).
 */
export async function openTestStreet(): Promise<TestDatabase> {
  const clusterUrl = inject('clusterUrl')
  await withDatabase(`${clusterUrl}postgres`, async (db) => {
    // Test files run side by side: one of them fills the template, the others wait for it.
    await db.query(`select pg_advisory_lock($1)`, [STREET_TEMPLATE_LOCK])
    const { rowCount } = await db.query(`select 1 from pg_database where datname = $1`, [STREET_TEMPLATE])
    if (rowCount !== 0) return
    const draft = `${STREET_TEMPLATE}_draft`
    await db.query(`drop database if exists ${draft} with (force)`)
    await db.query(`create database ${draft} template ${TEMPLATE}`)
    const pool = createPool(`${clusterUrl}${draft}`, quietLog, { statementMs: 60_000 })
    await seedStreet(pool, { seed: DEMO_SEED, cipher: testCipher, clock: { now: () => STREET_NOW } })
    await pool.end()
    // Only a filled one gets the name that others look for.
    await db.query(`alter database ${draft} rename to ${STREET_TEMPLATE}`)
  })
  return openTestDatabase(STREET_TEMPLATE)
}

const STREET_TEMPLATE = 'filled_street_template'
const STREET_TEMPLATE_LOCK = 20_302
