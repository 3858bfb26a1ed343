import { NEAR_SHARE } from '#shared/promise'
import type { PromiseState } from '#shared/promise'

interface Promised {
  receivedAt: string
  dueAt: string | null
  doneAt: string | null
}

/** How a promise stands now: `near` from 80 % of its span, `over` past it, `kept` or `broken` once settled. */
export function promiseStanding({ receivedAt, dueAt, doneAt }: Promised, now: number): PromiseState | null {
  if (dueAt === null) return null
  const [from, due] = [Date.parse(receivedAt), Date.parse(dueAt)]
  if (doneAt !== null) return Date.parse(doneAt) <= due ? 'kept' : 'broken'
  if (now > due) return 'over'
  return now >= from + NEAR_SHARE * (due - from) ? 'near' : 'running'
}
