import { io } from 'socket.io-client'
import { createBoard } from '../../client/src/board/board.ts'
import { followFeed, wholeReading } from '../../client/src/feed/follow-feed.ts'
import type { FeedSocket } from '../../client/src/feed/feed-socket.ts'
import type { LinkFacts } from '../../client/src/feed/link.ts'

/** The client's own feed and board, without a browser: it comes back by itself like the wall does. */
export function openScreen(origin: string, token: string) {
  const socket: FeedSocket = io(origin, {
    transports: ['websocket'],
    auth: { token },
    forceNew: true,
    reconnection: false,
  })
  const board = createBoard((show) => {
    const timer = setTimeout(show, 0)
    return () => clearTimeout(timer)
  })
  const troubles: unknown[] = []
  let facts: LinkFacts | null = null
  let snapshots = 0
  const stop = followFeed(
    socket,
    {
      onSnapshot(entities) {
        snapshots++
        board.replace(entities)
      },
      onChange: board.merge,
      onTick: () => undefined,
      onLink: (news) => (facts = news),
      onTrouble: (error) => troubles.push(error),
      openHeld: board.openHeld,
    },
    {
      now: () => performance.now(),
      after(ms, run) {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
      random: Math.random,
    },
    wholeReading,
  )
  if (!socket.connected) socket.connect()
  return {
    board,
    troubles,
    facts: () => facts,
    snapshots: () => snapshots,
    /** As when a cable is pulled: the connection is gone, nobody said goodbye. */
    breakOff: () => void socket.io.engine.close(),
    close() {
      stop()
      board.stop()
      socket.close()
    },
  }
}
