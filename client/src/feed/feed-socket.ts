import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import type { ClientToServerEvents, ServerToClientEvents } from '#shared/feed'

export type FeedSocket = Socket<ServerToClientEvents, ClientToServerEvents>

/**
 * The socket to our own server, not yet connected. WebSocket only, signed in by the cookie. It does not
 * reconnect by itself: followFeed does, because it has to say when and how often.
 */
export function openFeedSocket(): FeedSocket {
  return io({ transports: ['websocket'], reconnection: false, autoConnect: false, timeout: 5_000 })
}
