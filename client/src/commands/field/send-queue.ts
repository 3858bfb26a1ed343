import { shallowReadonly, shallowRef } from 'vue'
import { Problem } from '#shared/problem'
import type { ProblemCode } from '#shared/problem'
import { retryDelayMs } from '../../feed/retry-delay.ts'
import type { FieldCommand } from './field-command.ts'
import { again, delivered, nextToSend, put, refused, revived, sending, unanswered, withdrawn } from './queue.ts'
import type { Queue, Queued } from './queue.ts'
import type { QueueStore } from './queue-store.ts'

export interface SendQueueParts {
  store: QueueStore
  /** Who is signed in, as far as the server has said so; nothing is sent before. Null: nobody. */
  owner: () => string | null
  /** Who records: known from the last time on a page that was opened without a network. */
  whose: () => string | null
  /** Fulfilled when the server has taken it; throws the Problem it refused with, or anything else for no answer. */
  deliver: (item: Queued) => Promise<void>
  newId: () => string
  now: () => string
  /** Runs once, later; the answer calls it off. */
  after: (ms: number, run: () => void) => () => void
}

export type SendQueue = Awaited<ReturnType<typeof openSendQueue>>

/** These refusals pass by themselves; every other one is for a person. */
const passing: ReadonlySet<ProblemCode> = new Set(['unavailable', 'too-many', 'unauthenticated'])

/**
 * What was recorded and is not delivered. Stored before it is acknowledged, sent in order and one at a time, taken out
 * when the server has answered; what the server refuses stays and is shown.
 */
export async function openSendQueue({ store, owner, whose, deliver, newId, now, after }: SendQueueParts) {
  let queue: Queue = revived(await store.all())
  const shown = shallowRef<Queue>(queue)
  let isSending = false
  let failures = 0
  let callOff = () => {}
  let last: Promise<unknown> = Promise.resolve()

  function show(next: Queue) {
    queue = next
    shown.value = next
  }

  /**
   * One alteration after the other: each begins with what the one before left, and is stored before it is shown. A tap
   * that comes while another one is being delivered must not bring that one back.
   */
  function alter(change: (queue: Queue) => Queue, id: string): Promise<void> {
    const mine = last.then(async () => {
      const next = change(queue)
      const item = next.find((one) => one.id === id)
      await (item ? store.put(item) : store.remove(id))
      show(next)
    })
    last = mine.catch(() => undefined) // whoever asked for it hears of it
    return mine
  }

  async function send(): Promise<void> {
    callOff()
    if (isSending) return
    isSending = true
    try {
      for (let item = mine(); item; item = mine()) {
        if (!(await sendOne(item))) break
      }
    } finally {
      isSending = false
    }
  }

  const mine = () => nextToSend(queue.filter((item) => item.owner === owner()))

  /** Says whether to go on with the next one. */
  async function sendOne({ id }: Queued): Promise<boolean> {
    await alter((items) => sending(items, id), id)
    const item = queue.find((one) => one.id === id)
    if (item?.state !== 'sending') return true // taken back in the same moment
    try {
      await deliver(item)
    } catch (error) {
      if (error instanceof Problem && !passing.has(error.code)) {
        failures = 0
        const refusal = { code: error.code, outcome: outcomeIn(error.current) }
        await alter((items) => refused(items, id, refusal), id)
        return true
      }
      await alter((items) => unanswered(items, id), id)
      callOff = after(retryDelayMs(++failures, Math.random()), () => void send())
      return false
    }
    failures = 0
    await alter((items) => delivered(items, id), id)
    return true
  }

  return {
    items: shallowReadonly(shown),
    isKept: store.isKept,

    /** Fulfilled when it is stored: only then may the screen say that it was noted. */
    async record(command: FieldCommand): Promise<void> {
      const by = whose()
      if (by === null) throw new Error('Expected somebody to be known before anything is recorded')
      const id = newId()
      const tap = { id, owner: by, claimedAt: now(), command }
      await alter((items) => put(items, tap), id)
      void send()
    },

    /** Takes one back. */
    withdraw: (id: string) => alter((items) => withdrawn(items, id), id),

    async again(id: string, command?: FieldCommand): Promise<void> {
      await alter((items) => again(items, id, command), id)
      void send()
    },

    /** The network may be back. */
    wake: () => void send(),

    /** Everything of one person, when they leave this phone. */
    async forget(person: string): Promise<void> {
      for (const { id } of queue.filter((item) => item.owner === person))
        await alter((items) => delivered(items, id), id)
    },

    stop: () => callOff(),
  }
}

/** The outcome that stands there already, as the refusal tells it. */
function outcomeIn(current: unknown): string | null {
  if (typeof current !== 'object' || current === null || !('outcome' in current)) return null
  return typeof current.outcome === 'string' ? current.outcome : null
}
