import { openFeedSocket } from '../feed/feed-socket.ts'
import type { FeedSocket } from '../feed/feed-socket.ts'
import { fieldReading } from '../feed/field-seen.ts'
import { createFieldBoard } from './field-board.ts'
import { useFollowedLane } from './useFollowedLane.ts'

export type FieldLive = ReturnType<typeof useFieldLive>

/** The live copy for a phone at the doors: own tasks, link, the server's clock; all of it ends with the screen. */
export function useFieldLive(socket: FeedSocket = openFeedSocket()) {
  const board = createFieldBoard()
  const lane = useFollowedLane(
    socket,
    { onSnapshot: board.replace, onChange: board.merge, openHeld: board.openHeld },
    fieldReading,
  )
  return { socket, board, ...lane }
}
