import { isOwed } from '#shared/recheck'
import type { SeenRecheck } from '../../board/things.ts'
import type { QueueTab } from './queue.ts'

/** The looks that are owed, first what is due first; what waits for the rain comes last. */
export function owedRechecks(rechecks: readonly SeenRecheck[]): SeenRecheck[] {
  return rechecks.filter(isOwed).sort((a, b) => {
    const [one, other] = [a.dueAt ?? '9', b.dueAt ?? '9'] // after every year there is
    return one < other ? -1 : one > other ? 1 : a.id < b.id ? -1 : 1
  })
}

/** Past the time it was due. `now` in ms since 1970. */
export function isRecheckLate({ dueAt }: Pick<SeenRecheck, 'dueAt'>, now: number): boolean {
  return dueAt !== null && Date.parse(dueAt) < now
}

export function recheckIsInTab(recheck: SeenRecheck, tab: QueueTab, now: number): boolean {
  return tab === 'all' || (tab === 'late' && isRecheckLate(recheck, now))
}
