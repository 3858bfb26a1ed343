import { connect } from 'node:net'
import { z } from 'zod'
import { answerParent } from './child.ts'
import { startStreetWalks } from './walk.ts'

// Simulates the workers and tells the server where they are. Arguments: port, workers of a street, streets.
// Each question brings one second to the server; the answer is the positions that were sent, street after street.

const [port, workers, streets] = z
  .tuple([z.coerce.number(), z.coerce.number(), z.coerce.number()])
  .parse(process.argv.slice(2))
const server = connect(port, '127.0.0.1')
server.setNoDelay(true)
await new Promise<void>((resolve) => server.once('connect', resolve))
const walk = startStreetWalks(workers, streets)

answerParent(async (wantsPositions) => {
  const positions = Float64Array.from(walk.positions)
  const tick = Float64Array.from([walk.at, ...positions])
  await new Promise<void>((resolve) => server.write(Buffer.from(tick.buffer), () => resolve()))
  walk.step()
  return wantsPositions === true ? positions : null
})
