import type { Server, Socket } from 'socket.io'
import type { Audience } from '#shared/account'
import { JoinRequest } from '#shared/feed'
import type { ClientToServerEvents, FeedChange, JoinAnswer, ServerToClientEvents } from '#shared/feed'
import type { Log } from '#shared/log'
import { parse } from '#shared/problem'
import { atStreetHour, streetDay } from '#shared/time'
import type { Clock, Instant } from '#shared/time'
import type { Lane, Picture, ReadChange } from './lane.ts'
import { changeFor, digestFor, everybodyAt, snapshotFor } from './viewer.ts'
import type { Viewer } from './viewer.ts'

export interface SocketData {
  viewer: Viewer
  /** The viewer's, for the lane of positions. */
  audience: Audience
  /** The session it came with, to be asked again; null for a device. */
  sessionHash: string
  /** Messages heard from it in this second of the process. */
  heard: { second: number; count: number; answered: number }
}

export type FeedServer = Server<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>
export type FeedSocket = Socket<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>

export interface FeedParts {
  io: FeedServer
  lane: Lane
  epoch: string
  clock: Clock & { rate(): number | null; refresh(): Promise<void> }
  log: Log
  limits?: Partial<typeof defaults>
}

const defaults = {
  /** The poll is the truth; a wake-up only makes it look sooner. */
  pollMs: 500,
  tickMs: 2_000,
  digestMs: 30_000,
  /** More than this is sent as a snapshot. */
  catchUpChanges: 2_000,
  batch: 500,
  /** Packets waiting for a slow client: above the first we stop sending, above the second we cut it. */
  behindPackets: 256,
  cutPackets: 1_024,
}

const shared: readonly Audience[] = ['wall', 'desk', 'leader']
const roomOf = (audience: Audience) => `feed:${audience}`

export type Feed = Awaited<ReturnType<typeof startFeed>>

/** Tells every client every change it may know, in order, and how old its picture is. Stops with `stop`. */
export async function startFeed({ io, lane, epoch, clock, log, limits }: FeedParts) {
  const { pollMs, tickMs, digestMs, catchUpChanges, batch, behindPackets, cutPackets } = { ...defaults, ...limits }
  const snapshots = new Map<Audience, { seq: number; answer: JoinAnswer }>()
  const behind = new Set<FeedSocket>()
  const alone = new Set<FeedSocket>()
  let underWay: Promise<Picture> | null = null
  let nextOne: Promise<Picture> | null = null
  let sent = await lane.head()
  let checkedAt: Instant | null = null
  let isTicked = true
  let lastDigestMs = performance.now()
  let looking: Promise<void> | null = null
  let wanted = false
  let stopped = false
  let lastTickMs = 0
  const counters = { changes: 0, snapshots: 0, resyncs: 0, cut: 0, pollErrors: 0 }

  const timer = setInterval(look, pollMs)
  look()

  return {
    counters,
    /** A hint that something was committed. */
    wake: look,
    sentThrough: () => sent,
    /** When the database was last read with success, in real time; null before the first time. */
    checkedAt: () => checkedAt,

    /** Answers `feed:join`: what the client lacks, or a snapshot. The room is entered first, so nothing falls between. */
    async join(socket: FeedSocket, input: unknown): Promise<JoinAnswer> {
      const { epoch: known, since } = parse(JoinRequest, input, 'join request')
      const { viewer } = socket.data
      behind.delete(socket)
      if (shared.includes(viewer.audience)) await socket.join(roomOf(viewer.audience))
      else alone.add(socket)
      return whatIsMissing(viewer, known === epoch ? since : null)
    },

    /** The same for those who ask over HTTP. */
    missing: (viewer: Viewer, known: string | null, since: number | null) =>
      whatIsMissing(viewer, known === epoch ? since : null),

    leave(socket: FeedSocket) {
      behind.delete(socket)
      alone.delete(socket)
    },

    async stop() {
      stopped = true
      clearInterval(timer)
      await looking
    },
  }

  /** One look at a time; a wish that comes meanwhile is granted right after. */
  function look() {
    if (stopped) return
    if (looking) {
      wanted = true
      return
    }
    looking = lookOnce().finally(() => {
      looking = null
      if (wanted) {
        wanted = false
        look()
      }
    })
  }

  async function lookOnce() {
    try {
      await clock.refresh()
      if (!(await passOver())) await tellAll()
      checkedAt = new Date().toISOString()
      isTicked = false
      tick()
      await digest()
    } catch (error) {
      counters.pollErrors++
      log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'the feed could not read the database')
    }
  }

  /**
   * With nobody listening nothing is read but the head. Asked again after it: who has come meanwhile may have looked
   * before that head, and is told everything.
   */
  async function passOver(): Promise<boolean> {
    if (isHeard()) return false
    const head = await lane.head()
    if (isHeard()) return false
    sent = head
    return true
  }

  function isHeard(): boolean {
    const isIn = (audience: Audience) => (io.sockets.adapter.rooms.get(roomOf(audience))?.size ?? 0) > 0
    return alone.size > 0 || shared.some(isIn)
  }

  async function tellAll() {
    let changes: ReadChange[]
    do {
      changes = await lane.after(sent, batch)
      tell(changes)
    } while (changes.length === batch && !stopped)
  }

  function tell(changes: readonly ReadChange[]) {
    const last = changes.at(-1)
    if (!last) return
    minding()
    for (const audience of shared) {
      if (io.sockets.adapter.rooms.get(roomOf(audience))?.size) {
        stream(everybodyAt(audience), changes, io.to(roomOf(audience)))
      }
    }
    for (const socket of alone) if (!behind.has(socket)) stream(socket.data.viewer, changes, socket)
    counters.changes += changes.length
    sent = last.seq
  }

  function stream(viewer: Viewer, changes: readonly ReadChange[], to: Emitter) {
    let skipped = 0
    for (const change of changes) {
      const told = changeFor(viewer, change)
      if (!told) {
        skipped = change.seq
        continue
      }
      if (skipped) to.emit('feed:skip', { through: skipped })
      skipped = 0
      to.emit('feed:change', told)
    }
    if (skipped) to.emit('feed:skip', { through: skipped })
  }

  /** Holds back what a slow client cannot take, and lets it ask again once it has caught its breath. */
  function minding() {
    for (const socket of io.sockets.sockets.values()) {
      const waiting = waitingPackets(socket)
      if (waiting > cutPackets) {
        counters.cut++
        socket.emit('feed:resync')
        socket.disconnect(true)
      } else if (waiting > behindPackets && !behind.has(socket)) {
        behind.add(socket)
        void socket.leave(roomOf(socket.data.viewer.audience))
      }
    }
    for (const socket of behind) {
      if (waitingPackets(socket) > 0) continue
      behind.delete(socket)
      alone.delete(socket)
      counters.resyncs++
      socket.emit('feed:resync')
    }
  }

  /** Only after a successful look: a dead database must not look alive. */
  function tick() {
    const now = performance.now()
    if (isTicked || !checkedAt || now - lastTickMs < tickMs - pollMs / 2) return
    lastTickMs = now
    isTicked = true
    minding()
    const message = { through: sent, checkedAt, serverNow: clock.now(), demoRate: clock.rate() }
    for (const audience of shared) io.to(roomOf(audience)).emit('feed:tick', message)
    for (const socket of alone) if (!behind.has(socket)) socket.emit('feed:tick', message)
  }

  async function digest() {
    if (!isHeard() || performance.now() - lastDigestMs < digestMs) return
    const picture = await pictureNow()
    // The digest speaks of `picture.seq`; whoever has not been told as much yet would see a false difference.
    if (picture.seq !== sent) return
    lastDigestMs = performance.now()
    for (const audience of shared) {
      io.to(roomOf(audience)).emit('feed:digest', digestFor(everybodyAt(audience), picture))
    }
    for (const socket of alone)
      if (!behind.has(socket)) socket.emit('feed:digest', digestFor(socket.data.viewer, picture))
  }

  async function whatIsMissing(viewer: Viewer, since: number | null): Promise<JoinAnswer> {
    const head = await lane.head()
    if (since === null || since > head || head - since > catchUpChanges || since + 1 < (await lane.oldest())) {
      return snapshot(viewer, head)
    }
    const changes: FeedChange[] = []
    let seq = since
    for (const change of await lane.after(since, catchUpChanges + batch)) {
      const told = changeFor(viewer, change)
      if (told) changes.push(told)
      seq = change.seq
    }
    return { epoch, seq, changes }
  }

  /** Made once per audience and seq: a thousand screens that come back together cost one. */
  async function snapshot(viewer: Viewer, head: number): Promise<JoinAnswer> {
    const isShared = shared.includes(viewer.audience)
    const cached = snapshots.get(viewer.audience)
    if (isShared && cached && cached.seq >= head) return cached.answer
    const picture = await pictureNow()
    const answer = { snapshot: snapshotFor(viewer, picture, epoch, clock.now()) }
    counters.snapshots++
    if (isShared) snapshots.set(viewer.audience, { seq: picture.seq, answer })
    return answer
  }

  /**
   * One picture at a time. One that is under way may have begun before the asker's commit, so whoever comes
   * meanwhile waits for the next one, and all of them share it.
   */
  function pictureNow(): Promise<Picture> {
    if (!underWay) return (underWay = takePicture())
    nextOne ??= underWay
      .catch(() => null)
      .then(() => {
        nextOne = null
        return (underWay = takePicture())
      })
    return nextOne
  }

  function takePicture(): Promise<Picture> {
    const taking = lane.picture(atStreetHour(streetDay(clock.now()), 0)).finally(() => {
      if (underWay === taking) underWay = null
    })
    return taking
  }
}

/** Engine.IO keeps its waiting packets to itself in the types; it is the only honest measure of a slow client. */
function waitingPackets(socket: FeedSocket): number {
  const buffer: unknown = Reflect.get(socket.conn, 'writeBuffer')
  return Array.isArray(buffer) ? buffer.length : 0
}

interface Emitter {
  emit(event: 'feed:change', change: FeedChange): unknown
  emit(event: 'feed:skip', skip: { through: number }): unknown
}
