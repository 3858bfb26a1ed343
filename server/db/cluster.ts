import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pg from 'pg'
import type { Log } from '#shared/log'
import { initialiseCluster, isInitialised } from './cluster-initialise.ts'
import { findClusterOwner } from './cluster-owner.ts'
import { placeCluster } from './cluster-place.ts'
import { makeDataDir } from './data-dir.ts'
import { refuseFullDisk } from './disk-guard.ts'
import { findClusterPrograms } from './cluster-programs.ts'
import { createClusterServer, type ClusterServer } from './cluster-server.ts'

export const CLUSTER_USER = 'shaotu'
const DATABASE = 'shaotu'

export interface Cluster {
  /** Of the product's own database. */
  url: string
  databaseUrl(name: string): string
  /** Where the data lies, for the start-up lines. */
  place: string
  /** Starts PostgreSQL again after `stop`, on the same port. */
  start(): Promise<void>
  /** Ends PostgreSQL cleanly; `immediate` is a crash on purpose, for tests. */
  stop: ClusterServer['stop']
}

/**
 * A PostgreSQL of our own in `dataDir`: made at the first start, recovered after any crash, on a random loopback port
 * with a generated password, fsync on. It belongs to this process but not to its terminal: only `stop` ends it. The
 * caller holds the lock on `dataDir`.
 */
export async function openCluster({ dataDir, log }: { dataDir: string; log: Log }): Promise<Cluster> {
  const owner = findClusterOwner()
  await makeDataDir(dataDir)
  const place = await placeCluster(dataDir, owner)
  await refuseFullDisk(dirname(place.data))
  const programs = await findClusterPrograms(owner, place.stateDir)
  const isNew = !(await isInitialised(place.data))
  const password = await keepPassword(join(dataDir, 'postgres-password'), isNew)
  if (isNew) await initialiseCluster({ initdb: programs.initdb, data: place.data, owner, user: CLUSTER_USER, password })

  const server = await createClusterServer({
    postgres: programs.postgres,
    data: place.data,
    logFile: join(dataDir, 'postgres.log'),
    owner,
    urlOn: (port) => urlOf(port, 'postgres'),
    log,
  })
  const urlOf = (port: number, name: string) => `postgres://${CLUSTER_USER}:${password}@127.0.0.1:${port}/${name}`
  await server.start()
  await createDatabase(urlOf(server.port(), 'postgres'), DATABASE)
  return {
    url: urlOf(server.port(), DATABASE),
    databaseUrl: (name) => urlOf(server.port(), name),
    place: place.line,
    start: server.start,
    stop: server.stop,
  }
}

async function keepPassword(path: string, isNew: boolean): Promise<string> {
  if (isNew) await writeFile(path, randomBytes(24).toString('hex'), { mode: 0o600 })
  return readFile(path, 'utf8')
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rows.length === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}
