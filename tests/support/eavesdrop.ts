import { io } from 'socket.io-client'
import { z } from 'zod'

const JoinReply = z.object({ ok: z.literal(true) })

/**
 * A screen that keeps every byte it is sent over its socket, as it came, before anybody has read it. It joins both
 * lanes, and again whenever `again` is called: with a snapshot each time.
 */
export async function eavesdrop(origin: string, token: string) {
  const socket = io(origin, { transports: ['websocket'], auth: { token }, forceNew: true, reconnection: false })
  const heard: Buffer[] = []
  let frames = 0
  socket.io.once('open', () => {
    socket.io.engine.on('packet', ({ data }: { data?: unknown }) => {
      if (typeof data === 'string') heard.push(Buffer.from(data))
      else if (data instanceof ArrayBuffer) heard.push(Buffer.from(data))
      else if (Buffer.isBuffer(data)) heard.push(data)
      if (data !== undefined && typeof data !== 'string') frames++
    })
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  const again = async () => {
    JoinReply.parse(await socket.timeout(20_000).emitWithAck('feed:join', { epoch: null, since: null }))
    JoinReply.parse(await socket.timeout(20_000).emitWithAck('tracks:join', {}))
  }
  await again()
  return {
    again,
    /** Messages so far, and how many of them were binary. */
    count: () => ({ messages: heard.length, frames }),
    /** All of it as text: a name in a binary frame would be readable too. */
    text: () => Buffer.concat(heard).toString('utf8'),
    close: () => void socket.close(),
  }
}
