import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { createServer as createNetServer } from 'node:net'
import type { Server as NetServer } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'
import { z } from 'zod'
import { LaneEntity } from '#shared/feed'
import { startFeed } from '../../server/feed/feed.ts'
import type { Lane, LaneThing, ReadChange } from '../../server/feed/lane.ts'
import { createSocketServer, openSockets } from '../../server/http/sockets.ts'
import { startFrames } from '../../server/tracks/frames.ts'
import { createTrackTable } from '../../server/tracks/table.ts'
import { quietLog } from '../support/quiet-log.ts'
import { answerParent } from './child.ts'
import { ORIGIN } from './walk.ts'

// The process whose heap is looked at. Argument: kind. Answers "port", "screens" (how many are in, and have joined),
// "heap" (bytes in use after collecting), and { flood } (so many rounds of news): the most packets one screen had waiting.

const kind = z.enum(['ours', 'socket-io', 'ws', 'net']).parse(process.argv[2])
const { server, screens, flood } = kind === 'ours' ? await openOurs() : openOther(kind)
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

answerParent(async (question) => {
  const { data: order } = z.object({ flood: z.number() }).safeParse(question)
  if (order) return flood(order.flood)
  if (question === 'screens') return screens()
  if (question === 'heap') return heapBytes()
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
})

async function heapBytes(): Promise<number> {
  if (!globalThis.gc) throw new Error('Expected --expose-gc')
  // What was let go in this turn is only collected in a later one.
  for (let turn = 0; turn < 4; turn++) {
    await nextTurn()
    globalThis.gc()
  }
  return process.memoryUsage().heapUsed
}

interface Idle {
  server: NetServer
  screens(): number
  flood(rounds: number): Promise<number>
}

/** Each of a size at which a few hundred fill what the system itself keeps for a socket. */
const NEWS = 'x'.repeat(20_000)
const NEWS_IN_A_ROUND = 100

/** The product's sockets, feed and frames; accounts and database are in memory. */
async function openOurs(): Promise<Idle> {
  const http = createServer()
  const io = createSocketServer(http, () => new Set())
  const lane = createLaneOfOne()
  const clock = { now: () => new Date().toISOString(), rate: () => null, refresh: () => Promise.resolve() }
  const feed = await startFeed({ io, lane, epoch: randomUUID(), clock, log: quietLog })
  const table = createTrackTable()
  table.setOnDuty([{ workerId: 'w', unit: 'worker', id: 'w', label: 'w', name: null }])
  const frames = startFrames({ io, street: 'here', table, origin: ORIGIN, log: quietLog })
  const accounts = {
    whoIs: (token: string) =>
      Promise.resolve({
        sessionHash: token,
        accountId: randomUUID(),
        username: 'wall',
        role: 'wall' as const,
        label: '演示',
        workerId: null,
        specialistId: null,
      }),
    aliveAmong: (hashes: readonly string[]) => Promise.resolve(new Set(hashes)),
  }
  openSockets({ io, accounts, roster: { worker: () => Promise.resolve(null) }, feed, frames, log: quietLog })
  return {
    server: http,
    screens: () => Math.min(membersOf(io, 'feed:wall'), membersOf(io, 'tracks:here:wall')),
    async flood(rounds) {
      let most = 0
      for (let round = 0; round < rounds; round++) {
        lane.grow(NEWS_IN_A_ROUND)
        frames.tick()
        feed.wake()
        while (feed.sentThrough() < (await lane.head())) await nextTurn()
        most = Math.max(most, mostWaiting(io))
      }
      return most
    },
  }
}

function openOther(other: 'socket-io' | 'ws' | 'net'): Idle {
  const noFlood = () => Promise.reject(new Error(`${other} is not flooded`))
  if (other === 'net') {
    const server = createNetServer((socket) => void socket.resume())
    let count = 0
    server.on('connection', (socket) => {
      count++
      socket.once('close', () => count--)
    })
    return { server, screens: () => count, flood: noFlood }
  }
  const http = createServer()
  if (other === 'ws') {
    const server = new WebSocketServer({ server: http, perMessageDeflate: false })
    return { server: http, screens: () => server.clients.size, flood: noFlood }
  }
  const io = new Server(http, { transports: ['websocket'], serveClient: false })
  io.on('connection', (socket) => void socket.join('street'))
  return {
    server: http,
    screens: () => membersOf(io, 'street'),
    async flood(rounds) {
      let most = 0
      for (let round = 0; round < rounds; round++) {
        for (let news = 0; news < NEWS_IN_A_ROUND; news++) io.to('street').emit('feed:change', { summary: NEWS })
        await nextTurn()
        most = Math.max(most, mostWaiting(io))
      }
      return most
    },
  }
}

interface Sockets {
  sockets: {
    adapter: { rooms: ReadonlyMap<string, ReadonlySet<string>> }
    sockets: ReadonlyMap<string, { conn: object }>
  }
}

const membersOf = ({ sockets }: Sockets, room: string) => sockets.adapter.rooms.get(room)?.size ?? 0

/** Engine.IO keeps what is not yet sent in a field that its types call private. */
function mostWaiting({ sockets }: Sockets): number {
  const waiting = [...sockets.sockets.values()].map(({ conn }) => {
    const buffer: unknown = Reflect.get(conn, 'writeBuffer')
    return Array.isArray(buffer) ? buffer.length : 0
  })
  return Math.max(0, ...waiting)
}

/** A lane in memory on which nothing but one incident ever changes. */
function createLaneOfOne(): Lane & { grow(changes: number): void } {
  const id = randomUUID()
  let head = 0
  const changeAt = (seq: number): ReadChange => ({
    seq,
    at: new Date().toISOString(),
    entity: 'incident',
    id,
    revision: seq,
    actorId: null,
    fields: ['summary'],
    thing: { id, revision: seq, summary: NEWS } as LaneThing, // the wall's projection shows the summary
  })
  const nothing = Object.fromEntries(LaneEntity.options.map((entity) => [entity, []])) as unknown as Record<LaneEntity, LaneThing[]> // prettier-ignore
  return {
    grow: (changes) => void (head += changes),
    head: () => Promise.resolve(head),
    oldest: () => Promise.resolve(1),
    after: (since, limit) => {
      const count = Math.max(0, Math.min(limit, head - since))
      return Promise.resolve(Array.from({ length: count }, (_, at) => changeAt(since + at + 1)))
    },
    picture: () => Promise.resolve({ seq: head, things: nothing }),
  }
}
