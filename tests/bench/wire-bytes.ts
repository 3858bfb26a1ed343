import { WebSocket } from 'ws'
import { createRaster, createSlots, ORIGIN_UNITS } from '#shared/frame-slots'
import { startBroadcast } from './broadcast.ts'
import { messagesOf } from './kinds.ts'
import type { BroadcastKind } from './kinds.ts'
import { hold } from './contest.ts'
import type { Goal } from './goals.ts'
import { joinAsReader } from './right-broadcast.ts'
import { ORIGIN, startWalk } from './walk.ts'

const WORKERS = 3_000
/** Two full frames of ours are among so many. */
const SECONDS = 60

/** Bytes that one screen receives per update, WebSocket headers and everything above them counted on its socket. */
export const wireBytes: Goal = async function* () {
  const [event, json, ours] = [await measure('event'), await measure('json-deflated'), await measure('ours')]
  yield await hold(
    {
      goal: 'wire_bytes',
      wl: `W${WORKERS}x${SECONDS}s`,
      unit: 'bytes/update*dashboard',
      ours: { id: 'ours', measure: () => ours.bytes },
      anchor: { id: 'sio_json_event', measure: () => event.bytes },
      peer: { id: 'sio_json_frame_deflated', measure: () => json.bytes },
      limit: { id: 'entropy_of_surprises', measure: () => entropyBytes() },
      target: { ours: 3 },
      isRight: event.isRight && json.isRight && ours.isRight,
      isExact: true,
    },
    1,
  )
}

/** Counts on a real socket; a second screen reads along and compares. */
export async function measure(kind: BroadcastKind, { workers = WORKERS, seconds = SECONDS } = {}) {
  const broadcast = await startBroadcast(kind, { workers })
  const { each, greeting } = messagesOf(kind, workers)
  const reader = await joinAsReader(kind, broadcast.port, workers)
  const screen = await joinAsCounter(broadcast.port, greeting)
  const walk = startWalk(workers)
  let isRight = true
  const before = screen.bytes()
  for (let second = 1; second <= seconds; second++) {
    broadcast.publish(walk.positions, walk.at)
    await screen.until(greeting + second * each)
    isRight &&= await reader.holds(second, walk.positions)
    walk.step()
  }
  const bytes = (screen.bytes() - before) / (workers * seconds)
  for (const one of [screen, reader, broadcast]) one.close()
  return { bytes, isRight }
}

/** A screen that speaks Engine.IO just well enough to be let in. */
async function joinAsCounter(port: number, greeting: number) {
  const screen = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`)
  let messages = -2 // the two handshakes, of Engine.IO and of Socket.IO
  let changed: () => void = () => undefined
  let bytes = () => 0
  screen.once('upgrade', ({ socket }) => (bytes = () => socket.bytesRead))
  screen.once('message', () => screen.send('40'))
  screen.on('message', () => {
    messages++
    changed()
  })
  const until = async (count: number) => {
    while (messages < count) await new Promise<void>((resolve) => (changed = resolve))
    if (messages > count) throw new Error(`Expected ${count} messages, got ${messages}`)
  }
  await until(greeting)
  return { until, bytes: () => bytes(), close: () => screen.terminate() }
}

/**
 * What no coding of the same surprises, each by itself, can go below: their entropy (Shannon 1948), in bytes an update.
 * A surprise is by how many steps of 0.25 m somebody is not where the last step would have led.
 */
export function entropyBytes({ workers = WORKERS, seconds = SECONDS } = {}): number {
  const raster = createRaster(ORIGIN[0] * ORIGIN_UNITS, ORIGIN[1] * ORIGIN_UNITS)
  const slots = createSlots(workers)
  const walk = startWalk(workers)
  const times = new Map<number, number>()
  for (let second = -2; second < seconds; second++) {
    for (let slot = 0; slot < workers; slot++) {
      const place = raster.placeOf(walk.positions[2 * slot] ?? NaN, walk.positions[2 * slot + 1] ?? NaN)
      for (const axis of [0, 1] as const) {
        const surprise = slots.surprise(slot, axis, place[axis])
        if (second >= 0) times.set(surprise, (times.get(surprise) ?? 0) + 1)
      }
      slots.takenAt[slot] = walk.at
    }
    walk.step()
  }
  const total = 2 * workers * seconds
  const bits = [...times.values()].reduce((sum, count) => sum - (count / total) * Math.log2(count / total), 0)
  return (2 * bits) / 8
}
