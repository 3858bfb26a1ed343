import { connect as connectNet } from 'node:net'
import { io as connect } from 'socket.io-client'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { createFrameDecoder } from '#shared/frame'
import { distanceMeters } from '#shared/geo'
import type { Kind } from './kinds.ts'
import { CONNECT, payloadOf, readPackets, subscribeTo, TOPIC } from './mqtt.ts'
import { codeOf } from './walk.ts'

/** Half a step of 0.25 m on both axes; six decimals are finer. */
const NEAR_METERS = 0.2

/** One screen that reads what came, and compares it with the simulator. */
export interface Reader {
  /** Does it hold now exactly these positions? Waits until as many ticks came as were sent. */
  holds(ticks: number, positions: Float64Array): Promise<boolean>
  close(): void
}

/** A screen with the unmodified Socket.IO client; where there is no Socket.IO, with a WebSocket or MQTT's packets. */
export async function joinAsReader(kind: Kind, port: number, workers: number, street = 0): Promise<Reader> {
  const seen = new Float64Array(2 * workers).fill(NaN)
  const decoder = createFrameDecoder()
  let messages = 0
  let changed: () => void = () => undefined
  const arrived = () => {
    messages++
    changed()
  }
  const takeFrame = (bytes: Uint8Array) => {
    decoder.take(bytes)
    seen.set(decoder.positions)
    arrived()
  }
  const place = new Map(Array.from({ length: workers }, (_, slot) => [codeOf(slot), slot]))
  const take = (id: string, lng: number, lat: number) => seen.set([lng, lat], 2 * (place.get(id) ?? NaN))

  const greeting = kind === 'ours' ? 1 : 0
  const perTick = kind === 'event' ? workers : 1
  const close = await joinIn()
  return {
    close,
    async holds(ticks, positions) {
      while (messages < greeting + ticks * perTick) await new Promise<void>((resolve) => (changed = resolve))
      return isSame(seen, positions)
    },
  }

  function joinIn() {
    if (kind === 'raw-ws' || kind === 'net-write') return joinRaw()
    return kind === 'mosquitto' || kind === 'c-send' ? joinPackets() : joinSocketIo()
  }

  async function joinPackets() {
    const screen = connectNet(port, '127.0.0.1')
    let answers = 0
    let joined: () => void = () => undefined
    const isJoined = new Promise<void>((resolve) => (joined = resolve))
    const take = readPackets((packet) => {
      const frame = payloadOf(packet)
      if (frame) return takeFrame(new Uint8Array(frame))
      if (++answers === 1) screen.write(subscribeTo(TOPIC))
      else joined()
    })
    screen.on('data', take)
    if (kind === 'c-send') screen.once('connect', joined)
    else screen.write(CONNECT)
    await isJoined
    return () => void screen.destroy()
  }

  async function joinRaw() {
    const screen = new WebSocket(`ws://127.0.0.1:${port}`)
    screen.on('message', (data) => takeFrame(z.instanceof(Buffer).parse(data)))
    await new Promise((resolve) => screen.once('open', resolve))
    return () => screen.terminate()
  }

  async function joinSocketIo() {
    const screen = connect(`http://127.0.0.1:${port}`, {
      transports: ['websocket'],
      forceNew: true,
      query: { street: String(street) },
      reconnection: false,
    })
    screen.on('tracks:frame', (frame: unknown) => takeFrame(new Uint8Array(z.instanceof(Buffer).parse(frame))))
    screen.on('worker', (update: unknown) => {
      const { id, lng, lat } = Update.parse(update)
      take(id, lng, lat)
      arrived()
    })
    screen.on('workers', (frame: unknown) => {
      for (const [id, lng, lat] of JsonFrame.parse(frame).workers) take(id, lng, lat)
      arrived()
    })
    await new Promise<void>((resolve) => screen.once('connect', resolve))
    return () => void screen.close()
  }
}

const Update = z.object({ id: z.string(), lng: z.number(), lat: z.number() })
const JsonFrame = z.object({ workers: z.array(z.tuple([z.string(), z.number(), z.number()])) })

function isSame(seen: Float64Array, positions: Float64Array): boolean {
  for (let at = 0; at < positions.length; at += 2) {
    const [one, other] = [seen, positions].map((from) => [from[at] ?? NaN, from[at + 1] ?? NaN] as [number, number])
    if (!one || !other || !(distanceMeters(one, other) < NEAR_METERS)) return false
  }
  return true
}
