import { onScopeDispose } from 'vue'
import { openFeedSocket } from '../feed/feed-socket.ts'
import type { FeedSocket } from '../feed/feed-socket.ts'
import { wholeReading } from '../feed/follow-feed.ts'
import { createBoard } from './board.ts'
import { useFollowedLane } from './useFollowedLane.ts'

export type Live = ReturnType<typeof useLive>

/** The live copy for one screen: board, link, the server's clock; all of it ends with the screen. */
export function useLive(socket: FeedSocket = openFeedSocket()) {
  const board = createBoard()
  const lane = useFollowedLane(
    socket,
    { onSnapshot: board.replace, onChange: board.merge, openHeld: board.openHeld },
    wholeReading,
  )
  onScopeDispose(board.stop)
  return { socket, board, ...lane }
}
