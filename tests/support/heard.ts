import type { Socket } from 'socket.io-client'

/** The first thing that comes with the next event of this name; a refused connection is news as well. */
export function heard(socket: Socket, event: 'connect' | 'disconnect' | 'connect_error'): Promise<unknown> {
  return new Promise((resolve) => socket.once(event, (news?: unknown) => resolve(news)))
}
