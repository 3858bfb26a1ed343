import { createServer } from 'node:http'
import { Server } from 'socket.io'
import type { Socket } from 'socket.io'
import { io as connect } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import type { ClientToServerEvents, ServerToClientEvents } from '#shared/feed'
import { createFrameEncoder } from '#shared/frame'
import { Problem } from '#shared/problem'
import type { FeedSocket } from '../../../client/src/feed/feed-socket.ts'
import { usePositions } from '../../../client/src/positions/usePositions.ts'
import { listen } from '../../promises/tracks/listen.ts'

const ROSTER = { version: 1, entries: [{ slot: 0, unit: 'worker' as const, label: '翠屏里 03 网格' }] }

describe('a screen that shows positions', () => {
  const encoder = createFrameEncoder([116.39, 39.87])
  const fixes = { positions: Float64Array.from([116.39, 39.87]), takenAt: Float64Array.from([0]) }
  let io: Server<ClientToServerEvents, ServerToClientEvents>
  let socket: FeedSocket
  let scope = effectScope()
  let server: Socket<ClientToServerEvents, ServerToClientEvents> | undefined
  let joins = 0
  let nowMs = 0
  let at = Date.parse('2026-11-18T01:00:00.000Z')
  let isRefusing = false

  beforeEach(async () => {
    joins = 0
    isRefusing = false
    encoder.restart(1, 1)
    next()
    const http = createServer()
    io = new Server(http)
    io.on('connection', (connected) => {
      server = connected
      connected.on('tracks:join', (_request, reply) => {
        joins++
        if (isRefusing) return reply({ ok: false, problem: new Problem('forbidden', 'no').toJSON() })
        connected.emit('tracks:frame', encoder.full().buffer)
        reply({ ok: true, value: ROSTER })
      })
    })
    socket = connect(await listen(http), { autoConnect: false, transports: ['websocket'], reconnection: false })
    scope = effectScope()
  })
  afterEach(async () => {
    scope.stop()
    socket.close()
    await io.close()
  })

  function next() {
    at += 1_000
    fixes.takenAt[0] = at
    return encoder.advance(at, fixes, [0]).buffer
  }

  function open(onTrouble: (error: unknown) => void = (error) => expect.unreachable(String(error))) {
    const opened = scope.run(() => usePositions(socket, { now: () => nowMs, onTrouble }))
    if (!opened) throw new Error('The scope had ended already')
    return opened
  }

  it('joins when it connects, and again when it comes back', async () => {
    const { counts, roster } = open()
    socket.connect()
    await vi.waitFor(() => expect(counts.value).toEqual({ fresh: 1, fading: 0, lost: 0 }))
    expect(roster.value).toEqual(ROSTER)
    socket.disconnect()
    socket.connect()
    await vi.waitFor(() => expect(joins).toBe(2))
  })

  it('asks for a full frame when one is missing, once for many', async () => {
    const { positions, version } = open()
    socket.connect()
    await vi.waitFor(() => expect(positions.view.length).toBe(1))
    const before = version.value
    nowMs += 5_000
    next() // lost on the way
    server?.emit('tracks:frame', next())
    server?.emit('tracks:frame', next())
    await vi.waitFor(() => expect(joins).toBe(2))
    await vi.waitFor(() => expect(version.value).toBeGreaterThan(before))
    server?.emit('tracks:frame', next())
    await vi.waitFor(() => expect(positions.view.receivedMs).toBe(nowMs))
    expect(joins).toBe(2)
  })

  it('leaves out what is no frame and no roster, tells of it, and asks again', async () => {
    const troubles: unknown[] = []
    const { positions } = open((error) => troubles.push(error))
    socket.connect()
    await vi.waitFor(() => expect(positions.view.length).toBe(1))
    nowMs += 5_000
    server?.emit('tracks:frame', new Uint8Array([9, 9, 9]).buffer)
    server?.emit('tracks:roster', { version: -1, entries: [] })
    await vi.waitFor(() => expect(troubles).toHaveLength(2))
    await vi.waitFor(() => expect(joins).toBe(2))
    expect(positions.view.length).toBe(1)
  })

  it('that may not have positions does not ask twice', async () => {
    isRefusing = true
    const troubles: unknown[] = []
    open((error) => troubles.push(error))
    socket.connect()
    await vi.waitFor(() => expect(troubles).toHaveLength(1))
    nowMs += 60_000
    server?.emit('tracks:frame', next())
    server?.emit('tracks:roster', ROSTER)
    await vi.waitFor(() => expect(joins).toBe(1))
  })

  it('hears nothing more when its scope ends', () => {
    open()
    expect(socket.listeners('tracks:frame')).toHaveLength(1)
    scope.stop()
    for (const event of ['connect', 'tracks:frame', 'tracks:roster'] as const)
      expect(socket.listeners(event)).toEqual([])
  })
})
