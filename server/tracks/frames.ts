import type { Server, Socket } from 'socket.io'
import { Audience } from '#shared/account'
import type { ClientToServerEvents, ServerToClientEvents, TracksRoster } from '#shared/feed'
import { createFrameEncoder } from '#shared/frame'
import type { Position } from '#shared/geo'
import type { Log } from '#shared/log'
import { eventPolicy } from '#shared/route-policy'
import { Problem } from '#shared/problem'
import { realClock, SECOND_MS } from '#shared/time'
import type { Clock } from '#shared/time'
import { rosterFor } from './roster-view.ts'
import type { TrackTable } from './table.ts'

export type TracksServer = Server<ClientToServerEvents, ServerToClientEvents>
export type TracksSocket = Socket<ClientToServerEvents, ServerToClientEvents>

const defaults = {
  everyMs: SECOND_MS,
  /** Every so many frames everybody gets everything, so that nobody lacks anything for longer. */
  fullEvery: 30,
  /** A screen with more packets waiting, each a frame, is left alone until it has taken them. */
  mostWaiting: 30,
}

export interface FramesParts {
  io: TracksServer
  /** Whose frames these are: one server holds many streets, each with its table, its frames and its rooms. */
  street: string
  table: TrackTable
  /** Any position on the street. */
  origin: Position
  log: Log
  /** Real time, by which positions age. */
  realNow?: Clock
  limits?: Partial<typeof defaults>
}

export interface Frames {
  /**
   * Sends this socket the frames from now on, beginning with a full one; the answer says who the slots are.
   * May be asked again at any time, after a missed frame. Throws Problem('forbidden') for an audience without positions.
   */
  joinTracks(socket: TracksSocket): TracksRoster
  /** Sends the next frame now; otherwise done once a second. */
  tick(): void
  stop(): void
}

/** Who sees positions at all: the one policy says. */
const audiences: readonly Audience[] = eventPolicy['tracks:frame'].out

/**
 * One frame a second, encoded once, to everybody who watches this street. It carries no identity, so all get the same.
 * What it costs depends on who walks and who watches here, and on no other street of the same server.
 */
export function startFrames({ io, street, table, origin, log, realNow = realClock, limits }: FramesParts): Frames {
  const { everyMs, fullEvery, mostWaiting } = { ...defaults, ...limits }
  const roomOf = (audience: Audience) => `tracks:${street}:${audience}`
  const encoder = createFrameEncoder(origin)
  const watching = new Map<TracksSocket, Audience>()
  const stalled = new Set<TracksSocket>()
  encoder.restart(table.rosterVersion, table.slotCount)
  encoder.advance(Date.parse(realNow.now()), table, table.known()) // a full frame must know the time from the start

  function joinTracks(socket: TracksSocket): TracksRoster {
    const audience = audienceOf(socket)
    if (!watching.has(socket)) socket.on('disconnect', leave)
    watching.set(socket, audience)
    stalled.delete(socket)
    void socket.join(roomOf(audience))
    // Others may not have been told yet of those who came or left this second; the newcomer is, with all of them.
    if (encoder.rosterVersion === table.rosterVersion) socket.emit('tracks:frame', encoder.full().buffer)
    return rosterFor(audience, table)
  }

  /** Shared by all sockets, of which it is a listener. */
  function leave(this: TracksSocket) {
    watching.delete(this)
    stalled.delete(this)
  }

  function tick() {
    spareTheSlow()
    const isNewRoster = encoder.rosterVersion !== table.rosterVersion
    if (isNewRoster) {
      encoder.restart(table.rosterVersion, table.slotCount)
      for (const audience of audiences) io.to(roomOf(audience)).emit('tracks:roster', rosterFor(audience, table))
    }
    const justMoved = table.takeMoved()
    const delta = encoder.advance(Date.parse(realNow.now()), table, isNewRoster ? table.known() : justMoved)
    const frame = isNewRoster || encoder.number % fullEvery === 0 ? encoder.full() : delta
    io.to(audiences.map(roomOf)).emit('tracks:frame', frame.buffer)
    takeBackTheRecovered()
  }

  /** A delta must not be dropped, so who cannot keep up gets none at all, instead of filling our memory. */
  function spareTheSlow() {
    for (const [socket, audience] of watching) {
      if (stalled.has(socket) || packetsWaiting(socket) <= mostWaiting) continue
      stalled.add(socket)
      void socket.leave(roomOf(audience))
    }
  }

  function takeBackTheRecovered() {
    for (const socket of [...stalled]) {
      if (packetsWaiting(socket) > mostWaiting / 4) continue
      socket.emit('tracks:roster', joinTracks(socket))
    }
  }

  const timer = setInterval(() => {
    try {
      tick()
    } catch (error) {
      log.error({ reason: String(error) }, 'a frame of positions failed') // the next second brings the next frame
    }
  }, everyMs)

  return { joinTracks, tick, stop: () => clearInterval(timer) }
}

/** Who the socket was found to be when it connected. */
function audienceOf(socket: TracksSocket): Audience {
  const { data: audience } = Audience.safeParse(socket.data.audience)
  if (audience && audiences.includes(audience)) return audience
  throw new Problem('forbidden', 'Positions are for the wall, the desk and the leader')
}

/** Engine.IO keeps what is not yet sent in a field that its types call private. */
function packetsWaiting(socket: TracksSocket): number {
  const waiting: unknown = Reflect.get(socket.conn, 'writeBuffer')
  return Array.isArray(waiting) ? waiting.length : 0
}
