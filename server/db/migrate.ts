import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Log } from '#shared/log'
import { CannotStart } from './cannot-start.ts'

const OLDEST_SERVER = 150_000 // PostgreSQL 15, as PostgreSQL itself writes it
const CONNECT_MS = 5_000
const TABLE = 'schema_migration'

/** The numbered SQL files of this program, forward only. */
export const migrationsFolder = fileURLToPath(new URL('migrations', import.meta.url))

/**
 * Brings the database to the schema this program knows: all missing files in one transaction, one process at a time.
 * Throws CannotStart when the database cannot be reached, is too old, or already has a schema newer than the program.
 */
export async function migrate(url: string, log: Log, folder: string = migrationsFolder): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS })
  client.on('error', (error) => log.warn({ reason: error.message }, 'lost the connection that migrates the database'))
  await client.connect().catch((error: unknown) => {
    throw new CannotStart(`DATABASE_URL: cannot connect to the database at ${placeOf(url)}: ${reasonOf(error)}`)
  })
  try {
    await refuseOldServer(client)
    if (await isComplete(client, folder)) return
    // Loaded only now: nearly every start finds its schema complete.
    const { runner } = await import('node-pg-migrate')
    const done = await runner({
      dbClient: client,
      dir: folder,
      ignorePattern: '(?!.*\\.sql$).*',
      direction: 'up',
      migrationsTable: TABLE,
      advisoryLockMode: 'wait',
      singleTransaction: true, // all of them or none, whatever this package's default is
      logger: {
        info: () => undefined,
        warn: (message) => log.warn({}, message),
        error: (message) => log.error({}, message),
      },
    })
    await isComplete(client, folder) // another process, newer than this one, may have migrated while we waited
    if (done.length > 0) log.info({ migrations: done.map((migration) => migration.name) }, 'migrated the database')
  } finally {
    await client.end()
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string; name: string }>(
    `select current_setting('server_version_num') as version, current_setting('server_version') as name`,
  )
  const server = rows[0]
  if (server && Number(server.version) >= OLDEST_SERVER) return
  throw new CannotStart(`The database is PostgreSQL ${server?.name}; 15 or newer is needed`)
}

/** Has the database all that this program knows? Throws CannotStart when it has more. */
async function isComplete(client: pg.Client, folder: string): Promise<boolean> {
  const { rows: tables } = await client.query('select 1 where to_regclass($1) is not null', [TABLE])
  if (tables.length === 0) return false
  const { rows } = await client.query<{ name: string }>(`select name from ${TABLE} order by name`)
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql'))
  const known = new Set(files.map((file) => file.replace(/\.sql$/, '')))
  const unknown = rows.find((row) => !known.has(row.name))
  if (!unknown) return rows.length === known.size
  throw new CannotStart(
    `The database has a newer schema than this program knows (${unknown.name}): start the newer program, or restore an older backup`,
  )
}

/** Where the database is, without the password. */
function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname || 'localhost'}:${port || '5432'}${pathname}`
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
