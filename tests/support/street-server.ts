import { randomUUID } from 'node:crypto'
import { io as connect } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { inject } from 'vitest'
import { z } from 'zod'
import { Role } from '#shared/account'
import type { ClientToServerEvents, ServerToClientEvents } from '#shared/feed'
import { readConfig } from '../../server/config.ts'
import { createPool } from '../../server/db/pool.ts'
import { inTransaction } from '../../server/db/transaction.ts'
import { insertAccount } from '../../server/identity/accounts.ts'
import { openRooms } from '../../server/rooms.ts'
import { withDatabase } from './database-admin.ts'
import { quietLog } from './quiet-log.ts'
import { openTestStreet, STREET_NOW } from './street.ts'

export type TestSocket = Socket<ServerToClientEvents, ClientToServerEvents>

export interface Answered {
  status: number
  body: unknown
}

export type StreetServer = Awaited<ReturnType<typeof openStreetServer>>

export const testKey = Buffer.alloc(32, 7)
const roles = Role.options

/**
 * The real server in this process, on a street of its own in the real PostgreSQL, with one account a role.
 * `through` may put something between server and database; it answers the url the server is to use.
 */
export async function openStreetServer(through: (url: string) => Promise<string> = (url) => Promise.resolve(url)) {
  const direct = await copyOfStreet()
  const street = await serve(direct, await through(direct))
  return {
    ...street,
    async close() {
      await street.close()
      await withDatabase(`${inject('clusterUrl')}postgres`, (db) =>
        db.query(`drop database ${new URL(direct).pathname.slice(1)} with (force)`),
      )
    },
  }
}

/** A second server process's worth of rooms on the same database. Close it before the first. */
export function openTwin(street: Pick<StreetServer, 'url'>) {
  return serve(street.url, street.url)
}

async function serve(direct: string, url: string) {
  const pool = createPool(url, quietLog)
  const config = readConfig({ DATABASE_URL: url, DEMO: '0', SHAOTU_KEY: testKey.toString('hex') })
  const rooms = await openRooms({ pool, databaseUrl: url, config: { ...config, fieldKey: testKey }, log: quietLog })
  const { port } = await rooms.listen(0, '127.0.0.1')
  const origin = `http://127.0.0.1:${port}`
  const tokens = new Map<string, string>()
  const sockets: TestSocket[] = []

  async function signIn(role: Role): Promise<string> {
    const known = tokens.get(role)
    if (known) return known
    const answer = await send('POST', '/api/session', { body: { username: role, password: 'demo' } })
    const { token } = z.object({ token: z.string() }).parse(answer.body)
    tokens.set(role, token)
    return token
  }

  async function send(
    method: string,
    path: string,
    { as, body, headers = {} }: { as?: Role; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answered> {
    const response = await fetch(origin + path, {
      method,
      headers: {
        ...(as ? { authorization: `Bearer ${await signIn(as)}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, body: isJson && text !== '' ? JSON.parse(text) : text }
  }

  return {
    origin,
    port,
    pool,
    /** Of the database itself, past whatever stands in between. */
    url: direct,
    signIn,
    send,

    /** A connected socket of this role, not joined to anything yet. */
    async socketOf(as: Role): Promise<TestSocket> {
      const socket: TestSocket = connect(origin, {
        transports: ['websocket'],
        auth: { token: await signIn(as) },
        forceNew: true,
        reconnection: false,
      })
      sockets.push(socket)
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve)
        socket.once('connect_error', reject)
      })
      return socket
    },

    async buildingId(): Promise<string> {
      const { rows } = await pool.query<{ id: string }>(
        `select id from building where households > 0 order by code limit 1`,
      )
      return z.object({ id: z.uuid() }).parse(rows[0]).id
    },

    /** A valid report of a coordinator; name only what the test is about. */
    async report(about: object = {}): Promise<Answered> {
      const place = 'position' in about || 'buildingId' in about ? {} : { buildingId: await this.buildingId() }
      const body = { id: randomUUID(), channel: 'hotline', text: '楼道灯不亮', ...place, ...about }
      return send('POST', '/api/reports', { as: 'coordinator', body })
    },

    async close() {
      for (const socket of sockets) socket.close()
      await rooms.stop()
      await pool.end()
    },
  }
}

/** A database with the whole made-up street and one account a role; the street is drawn once for all tests. */
export async function copyOfStreet(): Promise<string> {
  const { url, pool } = await openTestStreet()
  const { rows } = await pool.query<{ id: string }>(
    `select id from worker where duty = 'on' and grid_id is not null order by code limit 1`,
  )
  await inTransaction(pool, async (db) => {
    for (const role of roles) {
      const workerId = role === 'worker' ? (rows[0]?.id ?? null) : null
      await insertAccount(db, { username: role, password: 'demo', role, label: `测试 ${role}`, workerId }, STREET_NOW)
    }
  })
  await pool.end()
  return url
}
