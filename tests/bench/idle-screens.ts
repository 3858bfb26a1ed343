import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { answerParent } from './child.ts'

// Screens that only listen, all in this process. Arguments: kind, port. A question with a number opens so many more,
// 0 closes all, and "stall" makes one in ten stop reading.

const [kind, port] = z
  .tuple([z.enum(['ours', 'socket-io', 'ws', 'net']), z.coerce.number()])
  .parse(process.argv.slice(2))

interface Screen {
  stall(): void
  close(): void
}

let screens: Screen[] = []
/** So many at once, so that no queue of connections overflows. */
const AT_A_TIME = 50

answerParent(async (question) => {
  if (question === 'stall') {
    const stalled = screens.filter((_, number) => number % 10 === 0)
    for (const screen of stalled) screen.stall()
    return stalled.length
  }
  const count = z.number().parse(question)
  if (count === 0) {
    for (const screen of screens) screen.close()
    screens = []
  }
  for (let opened = 0; opened < count; opened += AT_A_TIME) {
    const together = Array.from({ length: Math.min(AT_A_TIME, count - opened) }, () => open())
    screens.push(...(await Promise.all(together)))
  }
  return screens.length
})

function open(): Promise<Screen> {
  return kind === 'net' ? openNet() : openWebSocket()
}

function openNet(): Promise<Screen> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1', () =>
      resolve({ stall: () => void socket.pause(), close: () => void socket.destroy() }),
    )
    socket.resume()
    socket.once('error', reject)
  })
}

/** The words of Engine.IO and Socket.IO for ping, pong, and for being let in: https://socket.io/docs/v4/engine-io-protocol */
const words = { ping: '2', pong: '3', letMeIn: '40', iAmIn: '40' }

function openWebSocket(): Promise<Screen> {
  const path = kind === 'ws' ? '/' : '/socket.io/?EIO=4&transport=websocket'
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false })
  const screen = { stall: () => socket.pause(), close: () => socket.terminate() }
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    if (kind === 'ws') {
      socket.once('open', () => resolve(screen))
      return
    }
    socket.on('message', (data) => {
      if (!(data instanceof Buffer)) return
      const text = data.toString('latin1', 0, 3)
      if (text.startsWith('0')) socket.send(`${words.letMeIn}${JSON.stringify({ token: 'a-token-as-long-as-a-real-one-is-to-the-letter' })}`) // prettier-ignore
      if (text === words.ping) socket.send(words.pong)
      if (text.startsWith(words.iAmIn)) {
        if (kind === 'ours') {
          socket.send(`420${JSON.stringify(['feed:join', { epoch: null, since: null }])}`)
          socket.send(`421${JSON.stringify(['tracks:join', {}])}`)
        } else resolve(screen)
      }
      if (text === '431') resolve(screen) // the second answer: in both lanes now
    })
  })
}
