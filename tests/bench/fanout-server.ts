import { createServer } from 'node:net'
import { z } from 'zod'
import { kinds, startBroadcast } from './broadcast.ts'
import { answerParent } from './child.ts'

// The process that is measured: takes positions on one port, and brings them to all screens on the other.
// Arguments: kind, workers. Answers "ports" and "cpu" (microseconds so far, user and system).

const kind = z.enum(kinds).parse(process.argv[2])
const workers = z.coerce.number().int().parse(process.argv[3])
const broadcast = await startBroadcast(kind, workers)

/** A tick is the time in ms and two numbers for each worker, all 64-bit floats. */
const TICK_BYTES = 8 + 16 * workers

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
  const address = intake.address()
  return { screens: broadcast.port, intake: typeof address === 'object' && address ? address.port : 0 }
})
