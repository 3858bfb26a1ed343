import { z } from 'zod'
import { kinds, messagesOf } from './kinds.ts'
import { answerParent } from './child.ts'
import { monotonicMs } from './figures.ts'
import { languageOf, openRawScreen } from './raw-screen.ts'
import type { RawScreen } from './raw-screen.ts'

// Many screens in one process, each with a connection of its own; they count messages and bytes, and decode nothing.
// Arguments: kind, port, screens, workers of a street, streets. A question with a number of ticks is answered when the
// screens are ready to be counted; "arrived" is answered when every screen has so many, with the moment it had.

const [kind, port, count, workers, streets] = z
  .tuple([z.enum(kinds), z.coerce.number(), z.coerce.number(), z.coerce.number(), z.coerce.number()])
  .parse(process.argv.slice(2))
const language = languageOf(kind)
const { each, greeting } = messagesOf(kind, workers)
const screens: RawScreen[] = []
let wanted = NaN
let complete = 0
let completeAt = 0
let onComplete: () => void = () => undefined
let arrived = Promise.resolve()

for (let number = 0; number < count; number++) {
  const path = `/socket.io/?EIO=4&transport=websocket&street=${number % streets}` // a bare WebSocket takes any
  screens.push(await openRawScreen({ port, path, language, onMessage }))
}

function onMessage({ messages }: RawScreen) {
  if (messages === wanted && ++complete === count) {
    completeAt = monotonicMs()
    onComplete()
  }
}

answerParent(async (question) => {
  if (question !== 'arrived') {
    wanted = language.handshakes + greeting + z.number().parse(question) * each
    complete = screens.filter(({ messages }) => messages >= wanted).length
    completeAt = monotonicMs()
    arrived = complete === count ? Promise.resolve() : new Promise((resolve) => (onComplete = resolve))
    return null
  }
  await arrived
  const isSame = screens.every(({ bytes }, number) => bytes === screens[number % streets]?.bytes)
  return { isExact: screens.every(({ messages }) => messages === wanted), isSame, at: completeAt }
})
