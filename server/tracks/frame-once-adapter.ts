import type { Namespace } from 'socket.io'
import { Adapter } from 'socket.io-adapter'
import type { BroadcastOptions } from 'socket.io-adapter'

/**
 * Socket.IO's own adapter, except that a broadcast with binary data is made into WebSocket frames once, for everybody,
 * and costs each client one write. The client is the unmodified one. Socket.IO does the same, but for text only.
 *
 * Whoever is not on a WebSocket, or has it compressed, gets the ordinary packets; so does everybody when a broadcast
 * leaves somebody out, may be dropped, or goes to all rooms. Listeners of `onAnyOutgoing` are not told of such frames.
 */
export class FrameOnceAdapter extends Adapter {
  private readonly namespace: Namespace

  constructor(namespace: Namespace) {
    super(namespace)
    this.namespace = namespace
  }

  override broadcast(packet: Packet, options: BroadcastOptions): void {
    if (!isForFrames(packet, options)) {
      super.broadcast(packet, options)
      return
    }
    const parts = this.namespace.server.encoder.encode({ ...packet, nsp: this.namespace.name })
    const framed = { compress: false, wsPreEncodedFrame: [Buffer.concat(parts.map(frameOf))] }
    for (const id of this.membersOf(options.rooms)) {
      const socket = this.namespace.sockets.get(id)
      if (!socket) continue
      const { transport } = socket.conn
      if (transport.name === 'websocket' && !Reflect.get(transport, 'perMessageDeflate')) {
        // Engine.IO sends the finished frames in place of what is written, which must be something nevertheless.
        socket.conn.write(PLACEHOLDER, framed)
      } else for (const part of parts) socket.conn.write(part)
    }
  }

  private membersOf(rooms: ReadonlySet<string>): Iterable<string> {
    const [only, ...others] = [...rooms].flatMap((room) => this.rooms.get(room) ?? [])
    return others.length === 0 ? (only ?? []) : new Set([only ?? [], ...others].flatMap((ids) => [...ids]))
  }
}

/** What Socket.IO hands to an adapter: the event's name, then its arguments. */
interface Packet {
  type: number
  data?: unknown
}

const PLACEHOLDER = '2'

function isForFrames({ data }: Packet, { rooms, except, flags }: BroadcastOptions): boolean {
  const isPlain = rooms.size > 0 && !except?.size && !flags?.volatile && !flags?.compress
  return isPlain && Array.isArray(data) && data.some((part) => part instanceof ArrayBuffer || ArrayBuffer.isView(part))
}

const [TEXT, BINARY, FINAL] = [1, 2, 0x80]
/** Engine.IO's word for a message, before text; binary messages go without. */
const MESSAGE = '4'

/** One unmasked, unfragmented WebSocket frame, as a server sends it (RFC 6455, 5.2). */
function frameOf(part: string | ArrayBuffer | ArrayBufferView): Buffer {
  const [opcode, payload] = typeof part === 'string' ? [TEXT, Buffer.from(MESSAGE + part)] : [BINARY, bufferOf(part)]
  const { length } = payload
  if (length < 126) return Buffer.concat([Buffer.from([FINAL | opcode, length]), payload])
  const head = Buffer.alloc(length < 65_536 ? 4 : 10)
  head[0] = FINAL | opcode
  head[1] = length < 65_536 ? 126 : 127
  if (length < 65_536) head.writeUInt16BE(length, 2)
  else head.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([head, payload])
}

function bufferOf(part: ArrayBuffer | ArrayBufferView): Buffer {
  return part instanceof ArrayBuffer ? Buffer.from(part) : Buffer.from(part.buffer, part.byteOffset, part.byteLength)
}
