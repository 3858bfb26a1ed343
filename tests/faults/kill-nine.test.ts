import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { withDatabase } from '../support/database-admin.ts'
import { makeDataDir } from '../support/own-cluster.ts'
import { openScreen } from '../support/screen.ts'
import { startServer } from '../support/server-process.ts'
import { copyOfStreet, testKey } from '../support/street-server.ts'

const ROUNDS = 20
const WRITERS = 6

describe('a server killed with -9 while people write', () => {
  let url: string
  let dataDir: string
  let buildingId: string

  beforeAll(async () => {
    url = await copyOfStreet()
    dataDir = await makeDataDir()
    const { rows } = await withDatabase(url, (db) => db.query<{ id: string }>(`select id from building limit 1`))
    buildingId = z.object({ id: z.uuid() }).parse(rows[0]).id
  })
  afterAll(() => rm(dataDir, { recursive: true }))

  it(
    'loses and doubles nothing that was acknowledged, twenty times over, and the screen comes to the same picture',
    { timeout: 480_000 },
    async () => {
      const port = String(await freePort())
      const env = { DATABASE_URL: url, DATA_DIR: dataDir, SHAOTU_KEY: testKey.toString('hex'), PORT: port }
      const acknowledged = new Set<string>()
      const sent = new Set<string>()
      let server = await startServer(env)
      const token = await signIn(server.url)
      const screen = openScreen(server.url, token)

      /** Sends until the round is over; what was not acknowledged is sent again, with the same id, in the next. */
      const unsure: string[] = []
      async function write(isOver: () => boolean) {
        while (!isOver()) {
          const id = unsure.pop() ?? randomUUID()
          sent.add(id)
          const status = await post(server.url, token, { id, channel: 'hotline', text: '楼道灯不亮', buildingId })
          if (status === 201 || status === 200) acknowledged.add(id)
          else unsure.push(id)
        }
      }

      for (let round = 0; round < ROUNDS; round++) {
        let over = false
        const before = acknowledged.size
        const writing = Array.from({ length: WRITERS }, () => write(() => over))
        await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(before + (round % 7)), {
          timeout: 20_000,
          interval: 5,
        })
        const killed = server.end('SIGKILL')
        over = true
        await Promise.all([...writing, killed])
        server = await startServer(env)
      }

      // What nobody was told about is settled at the end, as a client would.
      for (const id of unsure) {
        const status = await post(server.url, token, { id, channel: 'hotline', text: '楼道灯不亮', buildingId })
        expect([200, 201]).toContain(status)
        acknowledged.add(id)
      }
      const stored = await withDatabase(url, (db) => db.query<{ id: string }>(`select id from report`))
      expect(stored.rows.map(({ id }) => id).sort()).toEqual([...acknowledged].sort())
      expect([...acknowledged].sort()).toEqual([...sent].sort())
      const dense = await withDatabase(url, (db) =>
        db.query<{ n: number; last: number; head: number }>(
          `select count(*)::int as n, max(seq)::int as last, (select seq::int from change_head) as head from change`,
        ),
      )
      expect(dense.rows[0]).toEqual({ n: dense.rows[0]?.n, last: dense.rows[0]?.n, head: dense.rows[0]?.n })
      await vi.waitFor(() => expect(screen.board.openHeld()).toHaveLength(acknowledged.size), { timeout: 15_000 })
      expect(screen.troubles).toEqual([])
      screen.close()
      expect(await server.end('SIGTERM')).toBe(0)
    },
  )
})

async function signIn(origin: string): Promise<string> {
  const response = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'coordinator', password: 'demo' }),
  })
  return z.object({ token: z.string() }).parse(await response.json()).token
}

/** The status, or 0 when there was no answer at all. */
async function post(origin: string, token: string, body: object): Promise<number> {
  try {
    const response = await fetch(`${origin}/api/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })
    await response.text()
    return response.status
  } catch {
    return 0 // the server is dead: nobody knows, so the id is sent again
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}
