import { ServerResponse } from 'node:http'
import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { Reply } from '#shared/feed'
import type { Log } from '#shared/log'
import { Problem } from '#shared/problem'
import { eventPolicy } from '#shared/route-policy'
import type { Feed, FeedServer, FeedSocket } from '../feed/feed.ts'
import type { Accounts } from '../identity/accounts.ts'
import type { RosterStore } from '../roster/roster.ts'
import { FrameOnceAdapter } from '../tracks/frame-once-adapter.ts'
import type { Frames } from '../tracks/frames.ts'
import { asProblem } from '../db/unavailable.ts'
import { tokenOf } from './visitor.ts'
import { viewerOf } from './viewer-of.ts'

/** Messages a second from one socket; a screen sends a handful a minute. */
const MESSAGES_PER_SECOND = 20

/**
 * Makes the socket server. A browser must come from one of our own origins (Socket.IO's `cors` does not guard
 * the WebSocket); a program must bring a token in its handshake.
 */
export function createSocketServer(http: HttpServer, origins: () => ReadonlySet<string>): FeedServer {
  const io: FeedServer = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    pingInterval: 10_000,
    pingTimeout: 5_000,
    maxHttpBufferSize: 64 * 1024,
    perMessageDeflate: false,
    adapter: FrameOnceAdapter,
    allowRequest(request, decide) {
      const { origin } = request.headers
      decide(null, origin === undefined || origins().has(origin))
    },
  })
  // The answer to an upgrade outlives it by a listener, and would keep the request with it.
  io.engine.use((_request: object, response: object, next: () => void) => {
    if (!(response instanceof ServerResponse)) Reflect.set(response, 'req', null)
    next()
  })
  return io
}

export interface SocketParts {
  io: FeedServer
  accounts: Pick<Accounts, 'whoIs' | 'aliveAmong'>
  roster: Pick<RosterStore, 'worker'>
  feed: Feed
  frames: Frames
  log: Log
}

/** Lets sockets in and answers them. Returns how to stop. */
export function openSockets({ io, accounts, roster, feed, frames, log }: SocketParts): () => void {
  io.use((socket, next) => {
    admit(socket).then(() => next(), (error: unknown) => next(asHandshakeError(error, log))) // prettier-ignore
  })

  // A thousand screens share these: what is made for each of them is memory for each of them.
  const joinFeed = answering('feed:join', (socket, request) => feed.join(socket, request))
  const joinTracks = answering('tracks:join', (socket) => frames.joinTracks(socket))
  function leave(this: FeedSocket) {
    feed.leave(this)
  }
  io.on('connection', (socket) => {
    forgetHowItCame(socket)
    socket.onAny(countMessage)
    socket.on('feed:join', joinFeed)
    socket.on('tracks:join', joinTracks)
    socket.on('disconnect', leave)
  })

  const timer = setInterval(() => void closeEnded(), 1_000)
  return () => clearInterval(timer)

  async function admit(socket: FeedSocket): Promise<void> {
    const token = handshakeToken(socket)
    const me = token ? await accounts.whoIs(token) : null
    if (!me) throw new Problem('unauthenticated', 'Sign in first')
    const viewer = await viewerOf(me, roster)
    if (!viewer) throw new Problem('forbidden', `Your role (${me.role}) has no feed`)
    const { audience } = viewer
    socket.data = { viewer, audience, sessionHash: me.sessionHash, heard: { second: 0, count: 0, answered: 0 } }
  }

  /**
   * What answers an event of every socket. Parses nothing itself: the handler does. Answers with a problem whatever was
   * sent, and never ends the process.
   */
  function answering<T>(
    event: 'feed:join' | 'tracks:join',
    work: (socket: FeedSocket, request: unknown) => Promise<T> | T,
  ) {
    const allowed: readonly string[] = eventPolicy[event].in
    return async function (this: FeedSocket, request: unknown, reply: unknown) {
      if (!countAnswer(this)) return
      if (typeof reply !== 'function') return // the types promise it; a stranger need not keep the promise
      const answer = (message: Reply<T>) => void reply(message)
      try {
        if (!allowed.includes(this.data.audience)) throw new Problem('forbidden', `${event} is not for your role`)
        answer({ ok: true, value: await work(this, request) })
      } catch (error) {
        const problem = Problem.from(asProblem(error))
        if (problem.code === 'bug') log.error({ err: problem.cause, event }, 'a bug')
        answer({ ok: false, problem: problem.toJSON() })
      }
    }
  }

  /** Signed out, disabled, or a screen revoked: it goes dark within a second. */
  async function closeEnded(): Promise<void> {
    const hashes = [...io.sockets.sockets.values()].flatMap(({ data }) => (data.sessionHash ? [data.sessionHash] : []))
    if (hashes.length === 0) return
    try {
      const alive = await accounts.aliveAmong(hashes)
      for (const socket of io.sockets.sockets.values()) {
        if (!alive.has(socket.data.sessionHash)) socket.disconnect(true)
      }
    } catch (error) {
      if (Problem.from(asProblem(error)).code === 'unavailable') return // asked again in a second
      log.error({ err: error }, 'could not look for ended sessions')
    }
  }
}

/**
 * Engine.IO and Socket.IO keep the request by which a screen came, its headers and its token, for as long as it is
 * there. Nobody asks for them once it is let in: https://socket.io/docs/v4/memory-usage/#reduce-memory-usage
 */
function forgetHowItCame(socket: FeedSocket): void {
  Reflect.set(socket.conn, 'request', null)
  Reflect.set(socket, 'handshake', { ...socket.handshake, headers: {}, query: {}, auth: {} })
}

/** `auth.token` of a program, or the cookie of a browser that came from our own origin. */
function handshakeToken({ handshake, request }: FeedSocket): string | null {
  const given: unknown = handshake.auth['token']
  if (typeof given === 'string' && given.length > 0 && given.length < 200) return given
  // Who left and comes again on the same connection has no request any more.
  const came = isRequest(request) ? tokenOf(request) : null
  if (!came) return null
  if (came.isCookie && request.headers.origin === undefined) return null
  return came.token
}

function asHandshakeError(error: unknown, log: Log): Error {
  const problem = Problem.from(asProblem(error))
  if (problem.code === 'bug') log.error({ err: problem.cause }, 'a bug in the handshake')
  return Object.assign(new Error(problem.message), { data: problem.toJSON() })
}

/** Runs before the handler of the event; whoever goes on regardless of not being answered is cut off. */
function countMessage(this: FeedSocket): void {
  const { heard } = this.data
  const now = Math.floor(performance.now() / 1_000)
  if (now !== heard.second) {
    heard.second = now
    heard.count = 0
    heard.answered = 0
  }
  heard.count++
  if (heard.count > 5 * MESSAGES_PER_SECOND) this.disconnect(true)
}

/** Counts another answer of this second; false when it is one too many. */
function countAnswer({ data: { heard } }: FeedSocket): boolean {
  heard.answered++
  return heard.answered <= MESSAGES_PER_SECOND
}

/** The types promise a request; after `forgetHowItCame` there is none. */
const isRequest = (request: FeedSocket['request'] | null): request is FeedSocket['request'] => request !== null
