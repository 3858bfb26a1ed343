import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import { Problem } from '#shared/problem'
import type { ProblemCode } from '#shared/problem'
import { NoAnswer } from '../feed/ask.ts'

/** One command on its way. It stays in the list until the server has answered it, or a person gives it up. */
export interface Outgoing {
  readonly id: string
  /** What it says, for the person who may have to send it again. */
  readonly title: string
  readonly state: 'sending' | 'failed'
  readonly attempts: number
  readonly error: unknown
}

export interface Sending<T> {
  /** The command's own id: the same at every attempt, so that trying again does it at most once. */
  id: string
  title: string
  attempt: () => Promise<T>
  onAnswer?: (answer: T) => void
  /** The server said no, and would say it again: somebody else was first, or something is not right. */
  onRefused?: (problem: Problem) => void
}

export interface Outbox {
  readonly items: Readonly<ShallowRef<readonly Outgoing[]>>
  send<T>(sending: Sending<T>): Promise<void>
  retry(id: string): Promise<void>
  giveUp(id: string): void
}

/** Worth sending again as it is: nothing about the command was wrong. */
const passing: ReadonlySet<ProblemCode> = new Set(['unavailable', 'too-many', 'bug', 'unauthenticated'])

/**
 * Keeps what was sent and not yet answered. Lives in memory only: what a caller said is not left
 * behind in the browser; who leaves the page meanwhile is warned.
 */
export function createOutbox(): Outbox {
  const items = shallowRef<readonly Outgoing[]>([])
  const again = new Map<string, () => Promise<void>>()

  const put = (item: Outgoing) => {
    const rest = items.value.filter(({ id }) => id !== item.id)
    items.value = [...rest, item]
  }

  const remove = (id: string) => {
    again.delete(id)
    items.value = items.value.filter((item) => item.id !== id)
  }

  async function attemptOf<T>(sending: Sending<T>, attempts: number): Promise<void> {
    const { id, title } = sending
    put({ id, title, state: 'sending', attempts, error: null })
    again.delete(id)
    let answer: T
    try {
      answer = await sending.attempt()
    } catch (error) {
      if (!isPassing(error)) {
        remove(id)
        if (!(error instanceof Problem)) throw error
        sending.onRefused?.(error)
        return
      }
      again.set(id, () => attemptOf(sending, attempts + 1))
      put({ id, title, state: 'failed', attempts, error })
      return
    }
    remove(id)
    sending.onAnswer?.(answer)
  }

  return {
    items,
    send: (sending) => attemptOf(sending, 1),
    retry: async (id) => again.get(id)?.(),
    giveUp: remove,
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof NoAnswer || (error instanceof Problem && passing.has(error.code))
}
