import { rm } from 'node:fs/promises'
import { z } from 'zod'
import type { Role } from '#shared/account'
import { STREET_OFFSET_MS } from '#shared/time'
import { migrate } from '../../server/db/migrate.ts'
import { withDatabase } from './database-admin.ts'
import { makeDataDir, openOwnCluster } from './own-cluster.ts'
import { quietLog } from './quiet-log.ts'
import { startServer } from './server-process.ts'

export type DemoStreet = Awaited<ReturnType<typeof openDemoStreet>>
export type DemoStreetAt = Awaited<ReturnType<typeof openDemoStreetAt>>

/** What `npm start` gives a stranger: the server's own process with the made-up street, on an empty data directory. */
export async function openDemoStreet() {
  const dataDir = await makeDataDir()
  const street = await run({ DATA_DIR: dataDir })
  return {
    ...street,
    async close() {
      await street.end()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/**
 * The made-up street when its clocks show `at`, a street time such as `2026-11-18T14:32`; from then on its time runs
 * as ours does. On that day nothing comes in between 14:31:24 and 14:40:44, so its figures hold still for the test.
 */
export async function openDemoStreetAt(at: string) {
  const cluster = await openOwnCluster()
  await migrate(cluster.url, quietLog)
  await setClock(cluster.url, at)
  const street = await run({ DATABASE_URL: cluster.url, DATA_DIR: cluster.dataDir })
  return {
    ...street,
    databaseUrl: cluster.url,
    /** For a server that is about to start again: it never lets its own clock run back. */
    setClock: (to: string) => setClock(cluster.url, to),
    async close() {
      await street.end()
      await cluster.remove()
    },
  }
}

async function setClock(databaseUrl: string, at: string): Promise<void> {
  const toldAt = new Date(Date.parse(`${at}Z`) - STREET_OFFSET_MS).toISOString()
  await withDatabase(databaseUrl, (db) =>
    db.query(
      `insert into domain_clock (real_at, told_at, rate) values ($1, $2, 1)
       on conflict (one) do update set real_at = excluded.real_at, told_at = excluded.told_at`,
      [new Date().toISOString(), toldAt],
    ),
  )
}

async function run(env: Record<string, string>) {
  let server = await startServer({ ...env, DEMO: '1' })
  const { url } = server
  const tokens = new Map<Role, string>()

  async function ask(method: string, path: string, { as, body }: { as?: Role; body?: unknown } = {}) {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(as ? { authorization: `Bearer ${await signIn(as)}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: expected an answer, got ${response.status} ${text}`)
    return text === '' ? null : (JSON.parse(text) as unknown)
  }

  async function signIn(role: Role): Promise<string> {
    const known = tokens.get(role)
    if (known) return known
    const answer = await ask('POST', '/api/session', { body: { username: role, password: 'demo' } })
    const { token } = z.object({ token: z.string() }).parse(answer)
    tokens.set(role, token)
    return token
  }

  return {
    url,
    /** The answer of the API as JSON, signed in as this role; throws what a refusal said. */
    ask,
    /** `kill -9`, which PostgreSQL survives. */
    kill: () => server.end('SIGKILL'),
    /** The same address, the same data. */
    async startAgain() {
      server = await startServer({ ...env, DEMO: '1', PORT: new URL(url).port })
    },
    end: () => server.end('SIGTERM'),
  }
}
