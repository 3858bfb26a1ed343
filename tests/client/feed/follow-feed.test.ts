import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { io as connect } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { digestOf } from '#shared/digest'
import type { FeedSocket } from '../../../client/src/feed/feed-socket.ts'
import { followFeed, wholeReading } from '../../../client/src/feed/follow-feed.ts'
import type { AskWhole } from '../../../client/src/feed/follow-feed.ts'
import { JoinEnvelope } from '../../../client/src/feed/seen.ts'
import type { LinkFacts } from '../../../client/src/feed/link.ts'
import { createBoard } from '../../../client/src/board/board.ts'
import type { SeenIncident } from '../../../client/src/board/things.ts'
import { makeSeenIncident } from '../make-seen.ts'

/** A lane told by hand, over a real socket: what the client asks is written down, what it is told is up to the test. */
describe('following the feed', () => {
  const epoch = randomUUID()
  const at = '2026-11-18T06:32:00.000Z'
  let server: Server
  let url = ''
  let socket: FeedSocket
  let board: ReturnType<typeof createBoard>
  let facts: LinkFacts
  let troubles: unknown[]
  let joins: unknown[]
  let answers: unknown[]
  let later: { ms: number; run: () => void }[]
  let monotonic = 0
  let stop = () => {}

  const entities = (incident: unknown[] = []) => ({ incident, assignment: [], alarm: [], worker: [], line: [] })
  const snapshot = (seq: number, incidents: unknown[] = []) => ({
    ok: true,
    value: { snapshot: { epoch, seq, at, entities: entities(incidents) } },
  })
  const catchUp = (seq: number, changes: unknown[]) => ({ ok: true, value: { epoch, seq, changes } })
  const change = (seq: number, state: SeenIncident) => ({
    seq,
    at,
    entity: 'incident',
    id: state.id,
    revision: state.revision,
    state,
  })
  const tick = (through: number) => ({ through, checkedAt: at, serverNow: at, demoRate: null })
  const held = () => board.openHeld().map(({ id }) => id)

  function follow(askWhole?: AskWhole) {
    stop = followFeed(
      socket,
      {
        onSnapshot: board.replace,
        onChange: board.merge,
        onTick: () => {},
        onLink: (news) => (facts = news),
        onTrouble: (error) => troubles.push(error),
        openHeld: board.openHeld,
      },
      {
        now: () => monotonic,
        after(ms, run) {
          const one = { ms, run }
          later.push(one)
          return () => (later = later.filter((other) => other !== one))
        },
        random: () => 0.5,
      },
      wholeReading,
      askWhole,
    )
  }

  async function joined() {
    follow()
    await vi.waitFor(() => expect(facts.joined).toBe(true))
  }

  beforeEach(async () => {
    ;[joins, answers, troubles, later, monotonic] = [[], [], [], [], 0]
    board = createBoard(() => () => {})
    const http = createServer()
    server = new Server(http, { transports: ['websocket'] })
    server.on('connection', (client) => {
      client.on('feed:join', (request: unknown, reply: (answer: unknown) => void) => {
        joins.push(request)
        reply(answers.shift() ?? snapshot(100))
      })
    })
    await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
    const address = http.address()
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    socket = connect(url, { transports: ['websocket'], reconnection: false, autoConnect: false, forceNew: true })
  })
  afterEach(async () => {
    stop()
    await server.close()
  })

  it('shows a newcomer what is already there, then what happens next', async () => {
    const [before, after] = [makeSeenIncident(), makeSeenIncident()]
    answers = [snapshot(100, [before])]
    await joined()
    server.emit('feed:change', change(101, after))
    await vi.waitFor(() => expect(held()).toEqual([before.id, after.id]))
    expect(joins).toEqual([{ epoch: null, since: null }])
  })

  it('takes what a newcomer lacks over HTTP, and from the lane only what came after it', async () => {
    const [before, after] = [makeSeenIncident(), makeSeenIncident()]
    answers = [catchUp(101, [change(101, after)])]
    follow(() => Promise.resolve(JoinEnvelope.parse(snapshot(100, [before]).value)))
    await vi.waitFor(() => expect(held()).toEqual([before.id, after.id]))
    expect(joins).toEqual([{ epoch, since: 100 }])
  })

  it('asks for what lies between when a number is missing', async () => {
    const [lost, next] = [makeSeenIncident(), makeSeenIncident()]
    await joined()
    answers = [catchUp(102, [change(101, lost), change(102, next)])]
    server.emit('feed:change', change(102, next))
    await vi.waitFor(() => expect(held()).toEqual([lost.id, next.id]))
    expect(joins.at(-1)).toEqual({ epoch, since: 100 })
  })

  it('asks when a tick is ahead of what has arrived', async () => {
    const lost = makeSeenIncident()
    await joined()
    answers = [catchUp(101, [change(101, lost)])]
    server.emit('feed:tick', tick(101))
    await vi.waitFor(() => expect(held()).toEqual([lost.id]))
  })

  it('sees no hole where something was not for it', async () => {
    const next = makeSeenIncident()
    await joined()
    server.emit('feed:skip', { through: 104 })
    server.emit('feed:change', change(105, next))
    await vi.waitFor(() => expect(held()).toEqual([next.id]))
    expect(joins).toHaveLength(1)
  })

  it('joins again with its cursor when the server withheld something', async () => {
    await joined()
    server.emit('feed:resync')
    await vi.waitFor(() =>
      expect(joins).toEqual([
        { epoch: null, since: null },
        { epoch, since: 100 },
      ]),
    )
  })

  it('measures the age of data from the arrival of a tick, and from nothing else', async () => {
    await joined()
    monotonic = 5_000
    server.emit('feed:change', change(101, makeSeenIncident()))
    await vi.waitFor(() => expect(held()).toHaveLength(1))
    expect(facts.tickMs).toBeNull()
    monotonic = 7_000
    server.emit('feed:tick', tick(101))
    await vi.waitFor(() => expect(facts.tickMs).toBe(7_000))
  })

  it('comes back by itself for ever, says when the next try is, and how much it had missed', async () => {
    const missed = makeSeenIncident()
    await joined()
    server.disconnectSockets(true)
    await vi.waitFor(() => expect(facts).toMatchObject({ connected: false, attempt: 1, nextTryMs: 1_000 }))

    answers = [catchUp(101, [change(101, missed)])]
    monotonic = 1_000
    later.pop()?.run()
    await vi.waitFor(() =>
      expect(facts).toMatchObject({ joined: true, attempt: 0, caughtUp: { changes: 1, atMs: 1_000 } }),
    )
    expect(held()).toEqual([missed.id])
  })

  it('says how much it had missed even if the connection broke while it was asking', async () => {
    await joined()
    answers = [{ ok: false, problem: { code: 'unavailable', detail: 'The database cannot be reached' } }]
    server.emit('feed:resync')
    await vi.waitFor(() => expect(facts.joined).toBe(false))
    server.disconnectSockets(true)
    await vi.waitFor(() => expect(facts.connected).toBe(false))
    answers = [catchUp(100, [])]
    later.pop()?.run()
    await vi.waitFor(() => expect(facts.caughtUp?.changes).toBe(0))
  })

  it('waits longer from try to try, five seconds at most', async () => {
    socket = connect('http://127.0.0.1:9', { transports: ['websocket'], reconnection: false, autoConnect: false })
    follow()
    for (const [attempt, ms] of [1_000, 2_000, 4_000, 5_000, 5_000].entries()) {
      await vi.waitFor(() => expect(facts.attempt).toBe(attempt + 1))
      expect(later.map((one) => one.ms)).toEqual([ms])
      later.pop()?.run()
    }
  })

  it('takes a snapshot, and counts it, when the digest does not agree with what it holds', async () => {
    const [mine, theirs] = [makeSeenIncident(), makeSeenIncident()]
    answers = [snapshot(100, [mine]), snapshot(100, [theirs])]
    await joined()
    server.emit('feed:digest', { seq: 100, open: 1, hash: digestOf([mine]) })
    server.emit('feed:digest', { seq: 99, open: 1, hash: 'of another moment' })
    server.emit('feed:digest', { seq: 100, open: 1, hash: digestOf([theirs]) })
    await vi.waitFor(() => expect(held()).toEqual([theirs.id]))
    expect(facts.divergences).toBe(1)
    expect(joins).toEqual([
      { epoch: null, since: null },
      { epoch: null, since: null },
    ])
  })

  it('goes on after a message that cannot be read', async () => {
    const next = makeSeenIncident()
    await joined()
    server.emit('feed:change', { ...change(101, makeSeenIncident()), state: { id: 'nonsense' } })
    server.emit('feed:tick', null)
    server.emit('feed:change', change(102, next))
    await vi.waitFor(() => expect(held()).toEqual([next.id]))
    expect(troubles).toHaveLength(2)
    expect(joins).toHaveLength(1)
  })

  it('says that it is refused when its session has ended', async () => {
    answers = [{ ok: false, problem: { code: 'unauthenticated', detail: 'Sign in first' } }]
    follow()
    await vi.waitFor(() => expect(facts.refused).toBe(true))
  })
})
