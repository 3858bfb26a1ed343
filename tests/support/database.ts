import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { inject } from 'vitest'
import { createPool } from '../../server/db/pool.ts'
import { TEMPLATE } from './cluster-for-tests.ts'
import { withDatabase } from './database-admin.ts'
import { quietLog } from './quiet-log.ts'

export interface TestDatabase {
  url: string
  pool: Pool
  /** Ends the pool and removes the database, whoever else may still be connected. */
  drop(): Promise<void>
}

/** A fresh database on the real PostgreSQL that the run's tests share: all tables and no rows, or a copy of another. */
export async function openTestDatabase(template = TEMPLATE): Promise<TestDatabase> {
  const clusterUrl = inject('clusterUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const admin = `${clusterUrl}postgres`
  await withDatabase(admin, (db) => db.query(`create database ${name} template ${template}`))
  const url = `${clusterUrl}${name}`
  const pool = createPool(url, quietLog)
  return {
    url,
    pool,
    async drop() {
      await pool.end()
      await withDatabase(admin, (db) => db.query(`drop database ${name} with (force)`))
    },
  }
}
