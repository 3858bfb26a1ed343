import { createServer } from 'node:net'
import { z } from 'zod'
import { startBroadcast } from './broadcast.ts'
import { kinds } from './kinds.ts'
import { answerParent } from './child.ts'
import { monotonicMs } from './figures.ts'

// The process that is measured: takes positions on one port, and brings them to all screens on the other.
// Arguments: kind, workers of a street, streets, port of a broker or 0. Answers "ports", "cpu" (microseconds so far, user and system) and
// "ticked" (when the last second's positions were there).

const [kind, workers, streets, brokerPort] = z
  .tuple([z.enum(kinds).exclude(['c-send']), z.coerce.number(), z.coerce.number(), z.coerce.number()])
  .parse(process.argv.slice(2))
const broadcast = await startBroadcast(kind, { workers, streets, brokerPort })
let tickedAt = 0

/** A tick is the time in ms and two numbers for each worker, all 64-bit floats. */
const TICK_BYTES = 8 + 16 * workers * streets

const intake = createServer((publisher) => {
  const tick = Buffer.alloc(TICK_BYTES)
  let filled = 0
  publisher.on('data', (chunk) => {
    for (let taken = 0; taken < chunk.length;) {
      const part = Math.min(TICK_BYTES - filled, chunk.length - taken)
      chunk.copy(tick, filled, taken, taken + part)
      filled += part
      taken += part
      if (filled < TICK_BYTES) return
      filled = 0
      tickedAt = monotonicMs()
      const numbers = new Float64Array(tick.buffer.slice(tick.byteOffset, tick.byteOffset + TICK_BYTES))
      broadcast.publish(numbers.subarray(1), numbers[0] ?? NaN)
    }
  })
})
await new Promise<void>((resolve) => intake.listen(0, '127.0.0.1', resolve))

answerParent((question) => {
  if (question === 'cpu') {
    const { user, system } = process.cpuUsage()
    return user + system
  }
  if (question === 'ticked') return tickedAt
  const address = intake.address()
  return { screens: broadcast.port, intake: typeof address === 'object' && address ? address.port : 0 }
})
