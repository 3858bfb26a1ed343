import { WebSocket } from 'ws'
import { z } from 'zod'
import { kinds, messagesOf } from './broadcast.ts'
import { answerParent } from './child.ts'

// Many screens in one process, each a WebSocket of its own; they count messages and bytes, and decode nothing.
// Arguments: kind, port, screens, workers. A question is a number of ticks; the answer comes when every screen has them.

const [kind, port, screens, workers] = z
  .tuple([z.enum(kinds), z.coerce.number(), z.coerce.number(), z.coerce.number()])
  .parse(process.argv.slice(2))
const isRaw = kind === 'raw-ws' || kind === 'net-write'
const { each, greeting } = messagesOf(kind, workers)
/** The two handshakes, of Engine.IO and of Socket.IO. */
const handshakes = isRaw ? 0 : 2
const messages = new Float64Array(screens)
const bytes = new Float64Array(screens)
let wanted = NaN
let complete = 0
let onComplete: () => void = () => undefined

for (let screen = 0; screen < screens; screen++) await join(screen)
// Screens that joined before have been greeted by now, or will be: both are waited for.
answerParent(async (ticks) => {
  const arrived = new Promise<void>((resolve) => (onComplete = resolve))
  wanted = handshakes + greeting + z.number().parse(ticks) * each
  complete = messages.filter((count) => count >= wanted).length
  if (complete < screens) await arrived
  return { isExact: messages.every((count) => count === wanted), isSame: bytes.every((sum) => sum === bytes[0]) }
})

async function join(screen: number): Promise<void> {
  const path = isRaw ? '' : '/socket.io/?EIO=4&transport=websocket'
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false, skipUTF8Validation: true })
  socket.on('close', () => process.exit(1)) // a screen that is cut off makes the run worthless
  if (!isRaw) socket.once('message', () => socket.send('40'))
  socket.on('message', (data) => {
    const count = (messages[screen] = (messages[screen] ?? 0) + 1)
    // The handshake has a name of its own for each screen, always as long.
    bytes[screen] = (bytes[screen] ?? 0) + (data instanceof Buffer ? data.length : 0)
    if (count === wanted && ++complete === screens) onComplete()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
}
