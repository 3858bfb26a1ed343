import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { io as connect } from 'socket.io-client'
import type { Socket as ClientSocket } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ClientToServerEvents, ServerToClientEvents } from '#shared/feed'
import { createFrameDecoder } from '#shared/frame'
import { offsetMeters } from '#shared/geo'
import { Problem } from '#shared/problem'
import { startFrames } from '../../../server/tracks/frames.ts'
import type { Frames, TracksServer } from '../../../server/tracks/frames.ts'
import { createTracks } from '../../../server/tracks/tracks.ts'
import type { Tracks } from '../../../server/tracks/tracks.ts'
import { makeClock, makeUnit, twoGrids } from '../../rules/tracks/make.ts'
import { ORIGIN } from '../../rules/tracks/walkers.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { listen } from './listen.ts'

type Client = ClientSocket<ServerToClientEvents, ClientToServerEvents>

describe('the frames of positions', () => {
  let io: TracksServer
  let url = ''
  let clock = makeClock()
  let tracks: Tracks
  let frames: Frames
  let clients: Client[] = []

  beforeEach(async () => {
    clock = makeClock()
    const http = createServer()
    io = new Server(http, { transports: ['websocket'] })
    tracks = createTracks({ places: twoGrids, clock, realNow: clock })
    // A second passes when a test says so.
    frames = startFrames({
      io,
      street: 'here',
      table: tracks.table,
      origin: ORIGIN,
      log: quietLog,
      realNow: clock,
      limits: { everyMs: 1e8 },
    })
    io.on('connection', (socket) => {
      socket.data.audience = socket.handshake.auth['audience']
      socket.on('tracks:join', (_request, reply) => {
        try {
          reply({ ok: true, value: frames.joinTracks(socket) })
        } catch (error) {
          reply({ ok: false, problem: Problem.from(error).toJSON() })
        }
      })
    })
    url = await listen(http)
  })
  afterEach(async () => {
    for (const client of clients) client.close()
    clients = []
    frames.stop()
    await io.close()
  })

  function watch(audience: string) {
    const client: Client = connect(url, { auth: { audience }, transports: ['websocket'], forceNew: true })
    clients.push(client)
    const decoder = createFrameDecoder()
    const seen = { decoder, bytes: [] as Buffer[], kinds: [] as string[], rosters: [] as unknown[] }
    client.on('tracks:frame', (frame) => {
      const bytes = Buffer.from(frame)
      seen.bytes.push(bytes)
      seen.kinds.push(decoder.take(bytes).kind)
    })
    client.on('tracks:roster', (roster) => seen.rosters.push(roster))
    const join = () => client.timeout(2_000).emitWithAck('tracks:join', {})
    return { client, seen, join }
  }

  function second() {
    clock.pass(1_000)
    frames.tick()
  }

  it('begin with everything, then bring who moved', async () => {
    const [one, two] = [makeUnit(), makeUnit()]
    tracks.setOnDuty([one, two])
    tracks.walk(one.workerId, ORIGIN)
    second()
    const { seen, join } = watch('desk')
    expect(await join()).toMatchObject({ ok: true, value: { entries: [{ label: one.label }, { label: two.label }] } })
    await vi.waitFor(() => expect(seen.kinds).toEqual(['full']))
    expect(seen.decoder.positions[0]).toBeCloseTo(ORIGIN[0], 5)
    expect(seen.decoder.takenAt[1]).toBeNaN()

    tracks.walk(two.workerId, offsetMeters(ORIGIN, 100, 0))
    second()
    await vi.waitFor(() => expect(seen.kinds).toEqual(['full', 'delta']))
    expect(seen.decoder.positions[2]).toBeCloseTo(offsetMeters(ORIGIN, 100, 0)[0], 5)
    expect(seen.decoder.at).toBe(Date.parse(clock.now()))
  })

  it('are the same bytes for every audience', async () => {
    tracks.setOnDuty([makeUnit()])
    const [wall, desk] = [watch('wall'), watch('desk')]
    await Promise.all([wall.join(), desk.join()])
    second()
    second()
    await vi.waitFor(() => expect(wall.seen.bytes).toHaveLength(desk.seen.bytes.length))
    expect(wall.seen.bytes).toEqual(desk.seen.bytes)
  })

  it('are everything again every thirty seconds', async () => {
    const { seen, join } = watch('wall')
    await join()
    for (let i = 1; i <= 60; i++) {
      second()
      await vi.waitFor(() => expect(seen.kinds).toHaveLength(1 + i), { interval: 1 })
    }
    expect(seen.kinds.filter((kind) => kind === 'full')).toHaveLength(3)
    expect(seen.kinds.filter((kind) => kind === 'ignored')).toHaveLength(0)
  })

  it('follow who comes on duty and who leaves, roster and positions together', async () => {
    const [one, two] = [makeUnit(), makeUnit({ label: '北里 01 网格' })]
    tracks.setOnDuty([one])
    tracks.walk(one.workerId, ORIGIN)
    second()
    const { seen, join } = watch('wall')
    await join()
    tracks.setOnDuty([two])
    second()
    await vi.waitFor(() => expect(seen.rosters).toHaveLength(1))
    expect(seen.rosters).toEqual([
      { version: tracks.table.rosterVersion, entries: [{ slot: 0, unit: 'worker', label: '北里 01 网格' }] },
    ])
    await vi.waitFor(() => expect(seen.decoder.rosterVersion).toBe(tracks.table.rosterVersion))
    expect(seen.decoder.takenAt[0]).toBeNaN()
  })

  it('never carry a name or an id of a person to the wall, in any byte', async () => {
    const unit = makeUnit({ name: 'CANARY-NAME' })
    tracks.setOnDuty([unit])
    const received: string[] = []
    const { client, join } = watch('wall')
    client.on('connect', () => {
      client.io.engine.on('packet', (packet) => received.push(Buffer.from(packet.data ?? '').toString('latin1')))
    })
    const answer = await join()
    tracks.setOnDuty([{ ...unit, label: '翠屏里 04 网格' }])
    second()
    await vi.waitFor(() => expect(received.join('')).toContain('tracks:roster'))
    for (const secret of ['CANARY-NAME', unit.id, unit.workerId]) {
      expect(received.join('')).not.toContain(secret)
      expect(JSON.stringify(answer)).not.toContain(secret)
    }
  })

  it('of one street reach nobody who watches another street of the same server', async () => {
    const there = createTracks({ places: twoGrids, clock, realNow: clock })
    const limits = { everyMs: 1e8 }
    const others = startFrames({ io, street: 'there', table: there.table, origin: ORIGIN, log: quietLog, realNow: clock, limits }) // prettier-ignore
    tracks.setOnDuty([makeUnit({ label: '这里' })])
    there.setOnDuty([makeUnit({ label: '那里' })])
    second()
    const { seen, join } = watch('wall')
    expect(await join()).toMatchObject({ value: { entries: [{ label: '这里' }] } })
    await vi.waitFor(() => expect(seen.kinds).toEqual(['full']))
    others.tick()
    others.tick()
    second()
    await vi.waitFor(() => expect(seen.kinds).toEqual(['full', 'delta']))
    expect(seen.rosters).toEqual([])
    others.stop()
  })

  it.each(['worker', 'helper', 'anybody', ''])('are not for the audience "%s"', async (audience) => {
    const { seen, join } = watch(audience)
    expect(await join()).toMatchObject({ ok: false, problem: { code: 'forbidden' } })
    second()
    expect(seen.bytes).toHaveLength(0)
  })

  it('leave out a screen that cannot keep up, and begin anew when it can', async () => {
    tracks.setOnDuty([makeUnit()])
    const { seen, join } = watch('wall')
    await join()
    const [socket] = await io.fetchSockets()
    const slow = socket && io.sockets.sockets.get(socket.id)
    if (!slow) throw new Error('Expected a socket on the server')
    const writeBuffer = Reflect.get(slow.conn, 'writeBuffer')
    const before = seen.bytes.length
    // What a screen that stopped reading looks like from here.
    Reflect.set(slow.conn, 'writeBuffer', Array.from({ length: 61 }))
    second()
    second()
    Reflect.set(slow.conn, 'writeBuffer', writeBuffer)
    second()
    await vi.waitFor(() => expect(seen.bytes).toHaveLength(before + 1))
    second()
    await vi.waitFor(() => expect(seen.kinds.slice(before)).toEqual(['full', 'delta']))
  })
})
