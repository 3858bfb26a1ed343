import { createServer } from 'node:http'
import { connect } from 'node:net'
import type { Socket as NetSocket } from 'node:net'
import { Server } from 'socket.io'
import type { ServerOptions } from 'socket.io'
import { WebSocketServer } from 'ws'
import { FrameOnceAdapter } from '../../server/tracks/frame-once-adapter.ts'
import { startFrames } from '../../server/tracks/frames.ts'
import type { TracksServer } from '../../server/tracks/frames.ts'
import { centersOf } from '../../server/demo/district.ts'
import { createTrackTable } from '../../server/tracks/table.ts'
import { quietLog } from '../support/quiet-log.ts'
import type { BroadcastKind } from './kinds.ts'
import { CONNECT, publishOn, TOPIC } from './mqtt.ts'
import { createOurFrames, inWebSocket } from './our-frames.ts'
import { codeOf, eventOf, jsonFrameOf, ORIGIN, WALK_AT } from './walk.ts'

export interface Broadcast {
  port: number
  /** Brings one second's positions to all screens. */
  publish(positions: Float64Array, at: number): void
  close(): void
}

const FAR_MS = 3_600_000
/** Nothing but what is measured may cross the wire meanwhile. */
const quiet: Partial<ServerOptions> = {
  transports: ['websocket'],
  serveClient: false,
  pingInterval: FAR_MS,
  perMessageDeflate: false,
}

export interface Size {
  /** Of each street. */
  workers: number
  streets?: number
  /** Of the broker that brings what is published to the screens, where one does. */
  brokerPort?: number
}

/** With several streets each screen says in its handshake, as `street`, which one it watches; only ours knows streets. */
export async function startBroadcast(
  kind: BroadcastKind,
  { workers, streets = 1, brokerPort }: Size,
): Promise<Broadcast> {
  if (kind === 'mosquitto') return publishToBroker(workers, brokerPort)
  const http = createServer()
  const parts = { http, workers, streets }
  const publish =
    kind === 'ours' ? publishOurs(parts) : kind === 'raw-ws' || kind === 'net-write' ? publishRaw(parts, kind) : publishJson(parts, kind) // prettier-ignore
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a port')
  return {
    port: address.port,
    publish,
    close() {
      http.close()
      http.closeAllConnections()
    },
  }
}

interface Parts {
  http: ReturnType<typeof createServer>
  workers: number
  streets: number
}

/** The product's own table, encoder and sender, one of each for each street; only its clock is ours. */
function publishOurs({ http, workers, streets }: Parts): Broadcast['publish'] {
  const io: TracksServer = new Server(http, { ...quiet, adapter: FrameOnceAdapter })
  const units = Array.from({ length: workers }, (_, slot) => codeOf(slot))
  let at = WALK_AT
  const realNow = { now: () => new Date(at).toISOString() }
  const lanes = centersOf(ORIGIN, streets).map((origin, street) => {
    const table = createTrackTable()
    table.setOnDuty(units.map((id) => ({ workerId: id, unit: 'worker', id, label: id, name: null })))
    const common = { io, table, origin, log: quietLog, realNow, limits: { everyMs: FAR_MS } }
    return { table, frames: startFrames({ ...common, street: String(street) }) }
  })
  http.once('close', () => lanes.forEach(({ frames }) => frames.stop()))
  io.on('connection', (socket) => {
    socket.data = { audience: 'wall' }
    lanes[Number(socket.handshake.query['street'] ?? 0)]?.frames.joinTracks(socket)
  })
  return (positions, now) => {
    at = now
    lanes.forEach(({ table, frames }, street) => {
      const from = 2 * workers * street
      units.forEach((workerId, slot) => {
        const position: [number, number] = [positions[from + 2 * slot] ?? NaN, positions[from + 2 * slot + 1] ?? NaN]
        table.put(workerId, { position, gridId: null, atMs: now, takenAtMs: now })
      })
      frames.tick()
    })
  }
}

function publishJson({ http }: Parts, kind: 'event' | 'json' | 'json-deflated'): Broadcast['publish'] {
  const io = new Server(http, { ...quiet, perMessageDeflate: kind === 'json-deflated' })
  io.on('connection', (socket) => void socket.join('street'))
  if (kind !== 'event') return (positions, at) => void io.to('street').emit('workers', jsonFrameOf(positions, at))
  return (positions, at) => {
    for (let slot = 0; slot < positions.length / 2; slot++) {
      io.to('street').emit('worker', eventOf(slot, positions, at))
    }
  }
}

/** Our frame without Socket.IO; `net-write` has nothing left to do but to hand finished bytes to the system. */
function publishRaw({ http, workers }: Parts, kind: 'raw-ws' | 'net-write'): Broadcast['publish'] {
  const server = new WebSocketServer({ server: http, perMessageDeflate: false })
  const sockets = new Set<NetSocket>()
  server.on('connection', (_screen, { socket }) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const nextFrame = createOurFrames(workers)
  const finished: Buffer[] = []

  return (positions, at) => {
    if (kind === 'raw-ws') {
      const frame = nextFrame(positions, at)
      for (const screen of server.clients) screen.send(frame)
      return
    }
    // The first is full; the second is like all that follow, and goes out again and again.
    if (finished.length < 2) finished.push(inWebSocket(nextFrame(positions, at)))
    const last = finished.at(-1)
    for (const socket of sockets) if (last) socket.write(last)
  }
}

/** Our frame as a server beside a broker would publish it; the screens are the broker's. */
async function publishToBroker(workers: number, port = 0): Promise<Broadcast> {
  const broker = connect(port, '127.0.0.1')
  broker.setNoDelay(true)
  broker.write(CONNECT)
  await new Promise((resolve) => broker.once('data', resolve)) // it has let us in
  const nextFrame = createOurFrames(workers)
  return {
    port,
    publish: (positions, at) => void broker.write(publishOn(TOPIC, nextFrame(positions, at))),
    close: () => broker.destroy(),
  }
}
