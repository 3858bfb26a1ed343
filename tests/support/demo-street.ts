import { rm } from 'node:fs/promises'
import { z } from 'zod'
import type { Role } from '#shared/account'
import { STREET_OFFSET_MS } from '#shared/time'
import { openCluster } from '../../server/db/cluster.ts'
import { migrate } from '../../server/db/migrate.ts'
import { withDatabase } from './database-admin.ts'
import { makeDataDir } from './own-cluster.ts'
import { quietLog } from './quiet-log.ts'
import { startServer } from './server-process.ts'

export type DemoStreet = Awaited<ReturnType<typeof openDemoStreet>>

/** What `npm start` gives a stranger: the server's own process with the made-up street, on an empty data directory. */
export async function openDemoStreet() {
  return runIn(await makeDataDir())
}

/**
 * The made-up street when its clocks show `at`, a street time such as `2026-11-18T14:32`; from then on its time runs
 * as ours does. On that day nothing comes in between 14:31:24 and 14:40:44, so its figures hold still for the test.
 */
export async function openDemoStreetAt(at: string) {
  const dataDir = await makeDataDir()
  const cluster = await openCluster({ dataDir, log: quietLog })
  await migrate(cluster.url, quietLog)
  const toldAt = new Date(Date.parse(`${at}Z`) - STREET_OFFSET_MS).toISOString()
  await withDatabase(cluster.url, (db) =>
    db.query(`insert into domain_clock (real_at, told_at, rate) values ($1, $2, 1)`, [
      new Date().toISOString(),
      toldAt,
    ]),
  )
  await cluster.stop()
  return runIn(dataDir)
}

async function runIn(dataDir: string) {
  let server = await startServer({ DATA_DIR: dataDir, DEMO: '1' })
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
    /** `kill -9`: PostgreSQL lives on, as it does for an operator. */
    kill: () => server.end('SIGKILL'),
    /** The same address, the same data. */
    async startAgain() {
      server = await startServer({ DATA_DIR: dataDir, DEMO: '1', PORT: new URL(url).port })
    },
    async close() {
      await server.end('SIGTERM')
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
