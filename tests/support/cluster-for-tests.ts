import type { TestProject } from 'vitest/node'
import { migrate } from '../../server/db/migrate.ts'
import { withDatabase } from './database-admin.ts'
import { quietLog } from './quiet-log.ts'
import { openOwnCluster } from './own-cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the cluster all promises share; put a database's name at its end. */
    clusterUrl: string
  }
}

/** Migrated once; every test database is a copy of it. */
export const TEMPLATE = 'street_template'

/** One real PostgreSQL for the whole run. There is no way to run without it, so there is nothing to skip. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await openOwnCluster()
  try {
    await withDatabase(cluster.url, (db) => db.query(`create database ${TEMPLATE}`))
    await migrate(cluster.databaseUrl(TEMPLATE), quietLog)
  } catch (error) {
    await cluster.remove()
    throw error
  }
  project.provide('clusterUrl', cluster.databaseUrl(''))
  return cluster.remove
}
