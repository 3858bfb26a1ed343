import * as ws from 'ws'
import { createFrameEncoder } from '#shared/frame'
import { ORIGIN } from './walk.ts'

/** The product's frames of one street, for contestants who bring the same bytes some other way. */
export function createOurFrames(workers: number): (positions: Float64Array, at: number) => Uint8Array {
  const encoder = createFrameEncoder(ORIGIN)
  encoder.restart(1, workers)
  const slots = Array.from({ length: workers }, (_, slot) => slot)
  const takenAt = new Float64Array(workers)
  return (positions, at) => {
    takenAt.fill(at)
    const delta = encoder.advance(at, { positions, takenAt }, slots)
    return encoder.number === 1 || encoder.number % 30 === 0 ? encoder.full() : delta
  }
}

/** A finished message of a server, as `ws` makes it with a function that its types keep to themselves. */
export function inWebSocket(frame: Uint8Array): Buffer {
  const options = { fin: true, rsv1: false, opcode: 2, mask: false, readOnly: true }
  const sender: unknown = Reflect.get(ws, 'Sender')
  const make: unknown = typeof sender === 'function' ? Reflect.get(sender, 'frame') : undefined
  if (typeof make !== 'function') throw new Error('Expected ws to have Sender.frame')
  return Buffer.concat(Reflect.apply(make, sender, [Buffer.from(frame), options]) as Buffer[]) // as it writes to its socket
}
