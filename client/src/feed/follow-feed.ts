import type { z } from 'zod'
import { digestOf } from '#shared/digest'
import { FeedChange, FeedDigest, FeedSkip, FeedTick } from '#shared/feed'
import type { Reply } from '#shared/feed'
import { parse, Problem } from '#shared/problem'
import type { FeedSocket } from './feed-socket.ts'
import { nowhere, stepOfChange, stepOfSkip, stepOfTick } from './lane-cursor.ts'
import type { LaneCursor, Step } from './lane-cursor.ts'
import type { LinkFacts } from './link.ts'
import { retryDelayMs } from './retry-delay.ts'
import { JoinEnvelope, readable, readEntities, SeenChange } from './seen.ts'
import type { SeenEntities } from './seen.ts'

type Whole = Extract<JoinEnvelope, { snapshot: unknown }>['snapshot']
type SnapshotItems = Whole['entities']

/** Asks for everything there is by another way than the socket; null when it could not be had. */
export type AskWhole = () => Promise<JoinEnvelope | null>

/** How an audience reads what it is sent: fields that are not for it are absent, and what is absent is not expected. */
export interface FeedReading<Entities, Change> {
  entities(items: SnapshotItems, onTrouble: (error: unknown) => void): Entities
  change: z.ZodType<Change>
}

/** As wall, desk and leader read it. */
export const wholeReading: FeedReading<SeenEntities, SeenChange> = { entities: readEntities, change: SeenChange }

/** Who wants the news. */
export interface FeedListener<Entities = SeenEntities, Change = SeenChange> {
  /** Everything, in the place of what was held before. */
  onSnapshot(entities: Entities): void
  /** May repeat itself; of two versions the higher revision is the truth. */
  onChange(change: Change): void
  onTick(tick: FeedTick): void
  onLink(facts: LinkFacts): void
  /** What cannot be read is left out and told here; the digest will notice if it mattered. */
  onTrouble(error: unknown): void
  /** What is held and open, for the digest. */
  openHeld(): readonly { id: string; revision: number }[]
}

export interface FeedTimers {
  /** Monotonic milliseconds. */
  now(): number
  /** Runs once, later; the answer calls it off. */
  after(ms: number, run: () => void): () => void
  /** In [0, 1). */
  random(): number
}

const JOIN_ANSWER_MS = 8_000

/** A change that could not be read still has its number. */
type Message<Change> =
  | { kind: 'change'; seq: number; change: Change | null }
  | { kind: 'skip'; skip: FeedSkip }
  | { kind: 'tick'; tick: FeedTick }

/**
 * Follows the lane of changes for ever: joins with a cursor, applies every change in order, asks again
 * at a gap, at a resync and when the digest disagrees, and comes back by itself when the connection
 * breaks. Answers how to stop. Whoever has nothing yet is brought everything by `askWhole`, and without it by the join.
 */
export function followFeed<Entities, Change>(
  socket: FeedSocket,
  listener: FeedListener<Entities, Change>,
  timers: FeedTimers,
  reading: FeedReading<Entities, Change>,
  askWhole: AskWhole = () => Promise.resolve(null),
): () => void {
  let cursor: LaneCursor = nowhere
  let facts: LinkFacts = {
    connected: false,
    joined: false,
    refused: false,
    startedMs: timers.now(),
    tickMs: null,
    attempt: 0,
    nextTryMs: null,
    caughtUp: null,
    divergences: 0,
  }
  /** News that came while we were waiting for the answer to a join; null when we are not. */
  let waiting: Message<Change>[] | null = null
  /** A later join makes the answer to an earlier one worthless. */
  let round = 0
  let wasBroken = false
  let failedJoins = 0
  let callOff = () => {}

  function tell(news: Partial<LinkFacts>) {
    facts = { ...facts, ...news }
    listener.onLink(facts)
  }

  function connect() {
    tell({ nextTryMs: null })
    // A socket that was refused keeps its old connection and with it its old cookie.
    socket.disconnect().connect()
  }

  function onConnect() {
    failedJoins = 0
    tell({ connected: true, refused: false })
    if (cursor.seq === null) startOver()
    else join()
  }

  function onBroken(reason: unknown) {
    round++
    waiting = null
    wasBroken ||= cursor.seq !== null
    const attempt = facts.attempt + 1
    const delayMs = retryDelayMs(attempt, timers.random())
    callOff()
    callOff = timers.after(delayMs, connect)
    tell({ connected: false, joined: false, attempt, nextTryMs: timers.now() + delayMs, refused: isRefusal(reason) })
  }

  /** Takes everything anew, and joins from there; what cannot be had is left to the join, which says why. */
  function startOver() {
    const mine = ++round
    waiting = []
    tell({ joined: false })
    void askWhole().then((answer) => {
      if (mine !== round) return
      if (!answer || !('snapshot' in answer)) return join(nowhere)
      takeWhole(answer.snapshot)
      join()
    })
  }

  function takeWhole({ epoch, seq, entities }: Whole) {
    listener.onSnapshot(reading.entities(entities, listener.onTrouble))
    cursor = { epoch, seq }
  }

  function join(from: LaneCursor = cursor) {
    const mine = ++round
    waiting = []
    tell({ joined: false })
    socket
      .timeout(JOIN_ANSWER_MS)
      .emit('feed:join', { epoch: from.epoch, since: from.seq }, (lost: Error | null, reply: Reply<unknown>) => {
        if (mine !== round) return
        try {
          if (lost) throw lost
          if (!reply.ok) throw new Problem(reply.problem.code, reply.problem.detail)
          takeAnswer(parse(JoinEnvelope, reply.value, 'answer of feed:join'))
        } catch (error) {
          waiting = null
          listener.onTrouble(error)
          callOff()
          callOff = timers.after(retryDelayMs(++failedJoins, timers.random()), () => socket.connected && join())
          tell({ refused: isRefusal(error) })
        }
      })
  }

  function takeAnswer(answer: JoinEnvelope) {
    const before = cursor
    let missed: number | null
    if ('snapshot' in answer) {
      takeWhole(answer.snapshot)
      missed = before.epoch === cursor.epoch ? Math.max(0, answer.snapshot.seq - (before.seq ?? 0)) : null
    } else {
      readable(reading.change, answer.changes, listener.onTrouble).forEach((change) => listener.onChange(change))
      cursor = { epoch: answer.epoch, seq: answer.seq }
      missed = answer.changes.length
    }
    failedJoins = 0
    const caughtUp = wasBroken && missed !== null ? { changes: missed, atMs: timers.now() } : facts.caughtUp
    wasBroken = false
    tell({ joined: true, attempt: 0, nextTryMs: null, refused: false, caughtUp })
    const held = waiting ?? []
    waiting = null
    held.forEach(take)
  }

  /** Everything numbered passes here; what comes during a join waits for its answer. */
  function take(message: Message<Change>) {
    if (waiting) return waiting.push(message)
    if (!facts.joined) return
    const step = stepOf(cursor, message)
    if (step === 'gap') return join()
    if (step === 'next') advance(message)
    if (message.kind === 'tick') {
      listener.onTick(message.tick)
      tell({ tickMs: timers.now() })
    }
  }

  function advance(message: Message<Change>) {
    if (message.kind === 'change') {
      if (message.change) listener.onChange(message.change)
      cursor = { ...cursor, seq: message.seq }
    }
    if (message.kind === 'skip') cursor = { ...cursor, seq: message.skip.through }
  }

  function compare(digest: FeedDigest) {
    if (waiting || !facts.joined || digest.seq !== cursor.seq) return
    if (digestOf(listener.openHeld()) === digest.hash) return
    tell({ divergences: facts.divergences + 1 })
    startOver()
  }

  /** One message that cannot be read must not end the lane. */
  function hear<T>(read: () => T, use: (message: T) => void) {
    let message: T
    try {
      message = read()
    } catch (error) {
      return listener.onTrouble(error)
    }
    use(message)
  }

  const onChange = (input: unknown) => hear(() => readChange(input, reading.change, listener.onTrouble), take)
  const onSkip = (input: unknown) =>
    hear(
      () => parse(FeedSkip, input, 'skip'),
      (skip) => take({ kind: 'skip', skip }),
    )
  const onTick = (input: unknown) =>
    hear(
      () => parse(FeedTick, input, 'tick'),
      (tick) => take({ kind: 'tick', tick }),
    )
  const onDigest = (input: unknown) => hear(() => parse(FeedDigest, input, 'digest'), compare)
  const onResync = () => join()

  socket.on('connect', onConnect)
  socket.on('disconnect', onBroken)
  socket.on('connect_error', onBroken)
  socket.on('feed:change', onChange)
  socket.on('feed:skip', onSkip)
  socket.on('feed:tick', onTick)
  socket.on('feed:digest', onDigest)
  socket.on('feed:resync', onResync)
  connect()

  return () => {
    round++
    callOff()
    socket.off('connect', onConnect)
    socket.off('disconnect', onBroken)
    socket.off('connect_error', onBroken)
    socket.off('feed:change', onChange)
    socket.off('feed:skip', onSkip)
    socket.off('feed:tick', onTick)
    socket.off('feed:digest', onDigest)
    socket.off('feed:resync', onResync)
    socket.disconnect()
  }
}

function readChange<Change>(
  input: unknown,
  schema: z.ZodType<Change>,
  onTrouble: (error: unknown) => void,
): Message<Change> {
  const { seq } = parse(FeedChange.pick({ seq: true }), input, 'change')
  const [change = null] = readable(schema, [input], onTrouble)
  return { kind: 'change', seq, change }
}

function stepOf(cursor: LaneCursor, message: Message<unknown>): Step {
  if (message.kind === 'change') return stepOfChange(cursor, message)
  return message.kind === 'skip' ? stepOfSkip(cursor, message.skip) : stepOfTick(cursor, message.tick)
}

function isRefusal(reason: unknown): boolean {
  if (reason instanceof Problem) return isRefusalCode(reason.code)
  if (!(reason instanceof Error) || !('data' in reason)) return false
  const said = reason.data
  return typeof said === 'object' && said !== null && 'code' in said && isRefusalCode(said.code)
}

const isRefusalCode = (code: unknown) => code === 'unauthenticated' || code === 'forbidden'
