import type { Pool } from 'pg'
import { vi } from 'vitest'
import { z } from 'zod'
import type { Role } from '#shared/account'
import type { Log } from '#shared/log'
import { DAY_MS, plus } from '#shared/time'
import { insert } from '../../server/incidents/incident-store.ts'
import { readConfig } from '../../server/config.ts'
import { createPool } from '../../server/db/pool.ts'
import { openRooms } from '../../server/rooms.ts'
import { quietLog } from './quiet-log.ts'
import { makeIncident } from '../rules/make.ts'
import type { Answered } from './street-server.ts'

/** The key `openTestStreet` sealed its names with. */
const testKey = Buffer.alloc(32, 7)

const SIGN_IN_MS = 20_000

export type DemoRooms = Awaited<ReturnType<typeof openDemoRooms>>

/**
 * A server process of the made-up street, in this process, on a database that `openTestStreet` filled. With `at`, a
 * real instant, the street's clock shows that time now and runs from there. Several may share one database.
 */
export async function openDemoRooms(url: string, { at, log = quietLog }: { at?: string; log?: Log } = {}) {
  const pool = createPool(url, log)
  if (at) {
    await haveThePastToldAlready(pool, at)
    await pool.query(`insert into domain_clock (real_at, told_at, rate) values ($1, $2, 1)`, [
      new Date().toISOString(),
      at,
    ])
  }
  const config = readConfig({ DATABASE_URL: url, DEMO: '1', SHAOTU_KEY: testKey.toString('hex') })
  const rooms = await openRooms({ pool, databaseUrl: url, config: { ...config, fieldKey: testKey }, log })
  const { port } = await rooms.listen(0, '127.0.0.1')
  const origin = `http://127.0.0.1:${port}`
  const tokens = new Map<Role, string>()

  async function signIn(role: Role): Promise<string> {
    const known = tokens.get(role)
    if (known) return known
    // Two processors shared with other tests: the database may be too busy for a moment.
    const token = await vi.waitFor(async () => {
      const { body } = await send('POST', '/api/session', { body: { username: role, password: 'demo' } })
      return z.object({ token: z.string() }).parse(body).token
    }, SIGN_IN_MS)
    tokens.set(role, token)
    return token
  }

  async function send(
    method: string,
    path: string,
    { as, body, headers = {} }: { as?: Role; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answered & { headers: Headers }> {
    const response = await fetch(origin + path, {
      method,
      headers: {
        ...(as ? { authorization: `Bearer ${await signIn(as)}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text), headers: response.headers }
  }

  return {
    origin,
    pool,
    send,
    signIn,
    async close() {
      await rooms.stop()
      await pool.end()
    },
  }
}

/** One old incident is a past: 25,100 more would keep the processor busy for half a minute, for nothing. */
async function haveThePastToldAlready(pool: Pool, at: string): Promise<void> {
  const receivedAt = plus(at, -500 * DAY_MS)
  const times = { receivedAt, updatedAt: receivedAt, doneAt: receivedAt, revisitedAt: receivedAt, closedAt: receivedAt }
  await insert(pool, makeIncident({ number: '0706-0001', status: 'closed', ...times }))
}
