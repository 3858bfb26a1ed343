import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import type { Kind } from './kinds.ts'
import { CONNECT, countPackets, subscribeTo, TOPIC } from './mqtt.ts'

export interface RawScreen {
  readonly socket: Socket
  /** Of the transport, handshakes included. */
  messages: number
  bytes: number
}

export interface RawScreenParts {
  port: number
  /** Of the WebSocket. */
  path: string
  language: Language
  onMessage(screen: RawScreen): void
}

/** What a screen must say to be shown anything, and how it tells one message from the next. */
interface Language {
  isWebSocket: boolean
  /** Said as soon as the connection stands; a WebSocket asks for its upgrade instead. */
  opens: Buffer | null
  /** The answer to the server's first message. */
  joins: Buffer | null
  /** Messages of the server before the first that counts. */
  handshakes: number
  count: typeof countMessages
}

/** "40" in a text frame with a mask of zeros (RFC 6455 wants a mask). */
const LET_ME_IN = Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x34, 0x30])

export function languageOf(kind: Kind): Language {
  const bare = { isWebSocket: true, opens: null, joins: null, handshakes: 0, count: countMessages }
  if (kind === 'raw-ws' || kind === 'net-write') return bare
  if (kind === 'c-send') return { ...bare, isWebSocket: false, count: countPackets }
  if (kind !== 'mosquitto') return { ...bare, joins: LET_ME_IN, handshakes: 2 } // Engine.IO's, then Socket.IO's
  return { isWebSocket: false, opens: CONNECT, joins: subscribeTo(TOPIC), handshakes: 2, count: countPackets }
}

/** One for all: every screen is done with it before the next one reads. */
const shared = Buffer.alloc(256 * 1_024)

/**
 * A connection that counts messages and bytes and decodes nothing, so that thousands of them cost little more than the
 * reading. A screen that is cut off makes the run worthless: it ends this process.
 */
export async function openRawScreen({ port, path, language, onMessage }: RawScreenParts): Promise<RawScreen> {
  let head = language.isWebSocket ? '' : HEAD_ENDS
  const count = language.count(() => {
    screen.messages++
    if (language.joins && screen.messages === 1) socket.write(language.joins)
    onMessage(screen)
  })
  let onOpen: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (onOpen = resolve))
  const socket = connect({
    port,
    host: '127.0.0.1',
    onread: {
      buffer: shared,
      callback(length) {
        if (head.includes(HEAD_ENDS)) return take(shared, 0, length)
        const before = head.length
        head += shared.toString('latin1', 0, length)
        const end = head.indexOf(HEAD_ENDS)
        if (end < 0) return true
        if (!head.startsWith('HTTP/1.1 101')) throw new Error(`Expected a WebSocket, got ${head.slice(0, 40)}`)
        onOpen()
        return take(shared, end + HEAD_ENDS.length - before, length)
      },
    },
  })
  const screen: RawScreen = { socket, messages: 0, bytes: 0 }
  socket.setNoDelay(true)
  if (language.isWebSocket) socket.write(upgradeRequest(port, path))
  else socket.once('connect', onOpen)
  if (language.opens) socket.write(language.opens)
  socket.once('close', () => {
    if (!socket.destroyed || socket.errored || !isLeaving.has(socket)) process.exit(1)
  })
  await opened
  return screen

  function take(chunk: Buffer, from: number, to: number): true {
    screen.bytes += to - from
    count(chunk, from, to)
    return true
  }
}

const isLeaving = new WeakSet<Socket>()

/** Lets a screen go, without ending the process. */
export function leave({ socket }: RawScreen): void {
  isLeaving.add(socket)
  socket.destroy()
}

const HEAD_ENDS = '\r\n\r\n'

const upgradeRequest = (port: number, path: string) =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Version: 13',
    HEAD_ENDS.slice(2),
  ].join('\r\n')

/** Tells of each unmasked WebSocket message in a stream of bytes that comes in any pieces (RFC 6455, 5.2). */
export function countMessages(onMessage: () => void): (chunk: Uint8Array, from: number, to: number) => void {
  const head = new DataView(new ArrayBuffer(10))
  let filled = 0
  let left = 0

  return (chunk, from, to) => {
    for (let at = from; at < to;) {
      if (left > 0) {
        const part = Math.min(left, to - at)
        left -= part
        at += part
        if (left === 0) onMessage()
        continue
      }
      head.setUint8(filled++, chunk[at++] ?? 0)
      const short = filled < 2 ? 0 : head.getUint8(1) & 0x7f
      if (filled < 2 || filled < (short === 126 ? 4 : short === 127 ? 10 : 2)) continue
      left = short === 126 ? head.getUint16(2) : short === 127 ? Number(head.getBigUint64(2)) : short
      filled = 0
      if (left === 0) onMessage()
    }
  }
}
