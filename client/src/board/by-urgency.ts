import type { Severity } from '#shared/severity'
import { urgencyRank } from '#shared/severity'

interface Ranked {
  id: string
  severity: Severity
  dueAt: string | null
  receivedAt: string
}

/** Most urgent first; within a level what is due next; what has no deadline last; then the older. */
export function byUrgency(a: Ranked, b: Ranked): number {
  return (
    urgencyRank(a.severity) - urgencyRank(b.severity) ||
    text(a.dueAt ?? '9999', b.dueAt ?? '9999') ||
    text(a.receivedAt, b.receivedAt) ||
    text(a.id, b.id)
  )
}

const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
