import { createServer } from 'node:http'
import type { Socket as NetSocket } from 'node:net'
import { Server } from 'socket.io'
import type { ServerOptions } from 'socket.io'
import * as ws from 'ws'
import { createFrameEncoder } from '#shared/frame'
import type { FrameEncoder, SlotFixes } from '#shared/frame'
import { FrameOnceAdapter } from '../../server/tracks/frame-once-adapter.ts'
import { startFrames } from '../../server/tracks/frames.ts'
import type { TracksServer } from '../../server/tracks/frames.ts'
import { centersOf } from '../../server/demo/district.ts'
import { createTrackTable } from '../../server/tracks/table.ts'
import { quietLog } from '../support/quiet-log.ts'
import { codeOf, eventOf, jsonFrameOf, ORIGIN, WALK_AT } from './walk.ts'

/** Ways to bring everybody's position to every screen. `json-deflated` is `json` with Socket.IO's own compression. */
export const kinds = ['event', 'json', 'json-deflated', 'raw-ws', 'net-write', 'ours'] as const
export type Kind = (typeof kinds)[number]

export interface Broadcast {
  port: number
  /** Brings one second's positions to all screens. */
  publish(positions: Float64Array, at: number): void
  close(): void
}

/** Messages of the transport that each screen gets for one `publish`, and on joining. */
export function messagesOf(kind: Kind, workers: number): { each: number; greeting: number } {
  if (kind === 'event') return { each: workers, greeting: 0 }
  return kind === 'ours' ? { each: 2, greeting: 2 } : { each: 1, greeting: 0 }
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
}

/** With several streets each screen says in its handshake, as `street`, which one it watches; only ours knows streets. */
export async function startBroadcast(kind: Kind, { workers, streets = 1 }: Size): Promise<Broadcast> {
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
  const server = new ws.WebSocketServer({ server: http, perMessageDeflate: false })
  const sockets = new Set<NetSocket>()
  server.on('connection', (_screen, { socket }) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const encoder = createFrameEncoder(ORIGIN)
  encoder.restart(1, workers)
  const slots = Array.from({ length: workers }, (_, slot) => slot)
  const takenAt = new Float64Array(workers)
  let finished: Buffer[] | null = null

  return (positions, at) => {
    if (kind === 'net-write' && finished) {
      for (const socket of sockets) for (const part of finished) socket.write(part)
      return
    }
    takenAt.fill(at)
    const frame = nextFrame(encoder, { positions, takenAt }, at, slots)
    if (kind === 'raw-ws') for (const screen of server.clients) screen.send(frame)
    else {
      const options = { fin: true, rsv1: false, opcode: 2, mask: false, readOnly: true }
      const framed = Buffer.concat(frameFor(frame, options))
      for (const socket of sockets) socket.write(framed)
      // The first is full; the second is like all that follow, and goes out again and again.
      if (encoder.number > 1) finished = [framed]
    }
  }
}

function nextFrame(encoder: FrameEncoder, fixes: SlotFixes, at: number, slots: readonly number[]) {
  const delta = encoder.advance(at, fixes, slots)
  return encoder.number === 1 || encoder.number % 30 === 0 ? encoder.full() : delta
}

/** `ws` makes its frames with this; its types keep it to itself. */
function frameFor(data: Uint8Array, options: object): Buffer[] {
  const sender: unknown = Reflect.get(ws, 'Sender')
  const frame: unknown = typeof sender === 'function' ? Reflect.get(sender, 'frame') : undefined
  if (typeof frame !== 'function') throw new Error('Expected ws to have Sender.frame')
  return Reflect.apply(frame, sender, [Buffer.from(data), options]) as Buffer[] // what ws itself writes to its socket
}
