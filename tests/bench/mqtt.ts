/**
 * As much of MQTT 3.1.1 as a publisher and many subscribers without guarantees (QoS 0) need:
 * https://docs.oasis-open.org/mqtt/mqtt/v3.1.1. A packet is a byte with its type, its length in 1 to 4 bytes of 7 bits,
 * and so many bytes.
 */
const types = { connect: 0x10, publish: 0x30, subscribe: 0x82 }

/** What everybody's position is published on. */
export const TOPIC = 'tracks'

/** No name, a clean session, and no time after which silence means death. */
export const CONNECT = packet(types.connect, Buffer.concat([text('MQTT'), Buffer.from([4, 2, 0, 0]), text('')]))

export const subscribeTo = (topic: string) =>
  packet(types.subscribe, Buffer.concat([Buffer.from([0, 1]), text(topic), Buffer.from([0])]))

export const publishOn = (topic: string, payload: Uint8Array) =>
  packet(types.publish, Buffer.concat([text(topic), payload]))

/** What a packet that was published carries, or null of any other packet. */
export function payloadOf({ type, body }: Packet): Buffer | null {
  if (type !== types.publish) return null
  return body.subarray(2 + body.readUInt16BE(0))
}

export interface Packet {
  type: number
  body: Buffer
}

/** Tells of each packet in a stream of bytes that comes in any pieces. */
export function readPackets(onPacket: (packet: Packet) => void): (chunk: Buffer) => void {
  let waiting = Buffer.alloc(0)
  return (chunk) => {
    waiting = Buffer.concat([waiting, chunk])
    for (let head = headOf(waiting); head && waiting.length >= head.size + head.length; head = headOf(waiting)) {
      const end = head.size + head.length
      onPacket({ type: waiting[0] ?? 0, body: waiting.subarray(head.size, end) })
      waiting = waiting.subarray(end)
    }
  }
}

/** Null while not all of it has come. */
function headOf(bytes: Buffer): { size: number; length: number } | null {
  let length = 0
  for (let at = 1; at < bytes.length && at <= 4; at++) {
    const part = bytes[at] ?? 0
    length += (part & 0x7f) << (7 * (at - 1))
    if (part < 0x80) return { size: at + 1, length }
  }
  return null
}

/** The same without looking at what they hold, for thousands of screens: tells only that one more has come. */
export function countPackets(onPacket: () => void): (chunk: Uint8Array, from: number, to: number) => void {
  let filled = 0
  let left = 0
  return (chunk, from, to) => {
    for (let at = from; at < to;) {
      if (filled < 0) {
        const part = Math.min(left, to - at)
        left -= part
        at += part
      } else {
        const byte = chunk[at++] ?? 0
        if (filled > 0) left += (byte & 0x7f) << (7 * (filled - 1))
        filled = filled > 0 && byte < 0x80 ? -1 : filled + 1
      }
      if (filled < 0 && left === 0) {
        filled = 0
        onPacket()
      }
    }
  }
}

function packet(type: number, body: Buffer): Buffer {
  const head = [type]
  let left = body.length
  do {
    head.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0))
    left >>= 7
  } while (left > 0)
  return Buffer.concat([Buffer.from(head), body])
}

function text(words: string): Buffer {
  const bytes = Buffer.from(words)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return Buffer.concat([length, bytes])
}
