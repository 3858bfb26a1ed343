import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { io as connect } from 'socket.io-client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FrameOnceAdapter } from '../../../server/tracks/frame-once-adapter.ts'
import { listen } from './listen.ts'

/** Around every border at which the header of a WebSocket frame grows. */
const sizes = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000]

describe('a broadcast that is framed once', () => {
  const closing: (() => unknown)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })

  async function open(options: ConstructorParameters<typeof Server>[1] = {}) {
    const http = createServer()
    const io = new Server(http, { adapter: FrameOnceAdapter, ...options })
    closing.push(() => io.close())
    io.on('connection', (socket) => void socket.join(['odd', 'even']))
    return { io, url: await listen(http) }
  }

  /** A screen with the unmodified client. */
  async function watch(url: string, transport: 'websocket' | 'polling') {
    const client = connect(url, { transports: [transport], upgrade: false, forceNew: true, reconnection: false })
    closing.unshift(() => client.close())
    const heard: unknown[] = []
    const lost: string[] = []
    client.onAny((...message: unknown[]) => heard.push(message))
    client.on('disconnect', (reason) => lost.push(reason))
    await vi.waitFor(() => expect(client.connected).toBe(true))
    return { client, heard, lost }
  }

  it.each([
    ['on WebSockets', {}],
    ['on WebSockets with compression', { perMessageDeflate: true }],
  ])(
    'reaches the unmodified client %s whole and in order, between text and what goes to it alone',
    async (_, options) => {
      const { io, url } = await open(options)
      const screens = [await watch(url, 'websocket'), await watch(url, 'websocket')]
      await vi.waitFor(() => expect(io.sockets.sockets.size).toBe(2))
      const frames = sizes.map((size) => Buffer.alloc(size, size & 0xff))
      for (const frame of frames) {
        io.to('odd').emit('text', 'before')
        io.to(['odd', 'even']).emit('frame', frame, { number: frame.length })
        for (const socket of io.sockets.sockets.values()) socket.emit('own', frame.buffer)
      }
      const expected = frames.flatMap((frame) => [
        ['text', 'before'],
        ['frame', frame, { number: frame.length }],
        ['own', Buffer.from(frame.buffer)],
      ])
      for (const { heard } of screens) await vi.waitFor(() => expect(heard).toEqual(expected))
    },
  )

  it('comes as ordinary packets to whoever polls, beside others on WebSockets', async () => {
    const { io, url } = await open()
    const screens = [await watch(url, 'polling'), await watch(url, 'websocket')]
    await vi.waitFor(() => expect(io.sockets.sockets.size).toBe(2))
    const frames = sizes.map((size) => Buffer.alloc(size, 7))
    for (const frame of frames) io.to('odd').emit('frame', frame)
    for (const { heard, lost } of screens) {
      await vi.waitFor(() => expect(heard).toEqual(frames.map((frame) => ['frame', frame])))
      expect(lost).toEqual([])
    }
  })

  it('is one packet that waits, where a binary message of Socket.IO is two', async () => {
    const { io, url } = await open()
    await watch(url, 'websocket')
    await vi.waitFor(() => expect(io.sockets.sockets.size).toBe(1))
    const [socket] = io.sockets.sockets.values()
    const created: unknown[] = []
    socket?.conn.on('packetCreate', (packet) => created.push(packet))
    io.to('odd').emit('frame', Buffer.alloc(9))
    expect(created).toHaveLength(1)
    io.to('odd').except('even').emit('frame', Buffer.alloc(9))
    io.emit('frame', Buffer.alloc(9))
    expect(created).toHaveLength(3) // nobody hears the second, and the third is two
  })
})
