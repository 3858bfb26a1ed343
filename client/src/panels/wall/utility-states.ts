import type { KindId } from '#shared/kind'
import { HOUR_MS } from '#shared/time'
import type { UtilityNow } from '#shared/utility'
import type { SeenIncident } from '../../board/things.ts'

/** In the order everybody says them: 水 电 气 热. */
export const utilities = ['water', 'power', 'gas', 'heating'] as const
export type Utility = (typeof utilities)[number]

/** Which kind of incident says that a supply fails. A gas leak is no outage and is called a leak. */
const utilityOf: Partial<Record<KindId, Utility>> = {
  'water-outage': 'water',
  'power-outage': 'power',
  'gas-leak': 'gas',
  'heating-outage': 'heating',
}

/** How many open incidents say so; 0 means that nobody reported anything, not that all is well. */
export function utilityReports(open: readonly SeenIncident[]): Record<Utility, number> {
  const counts: Record<Utility, number> = { water: 0, power: 0, gas: 0, heating: 0 }
  for (const { kind, restoredAt, drill } of open) {
    const utility = utilityOf[kind]
    if (utility && restoredAt === null && !drill) counts[utility]++
  }
  return counts
}

export interface UtilityState {
  says: 'unknown' | 'reported' | 'planned' | 'coming' | 'none'
  /** How many reports, or announced cuts that run. */
  n: number
  /** When the announced cut begins, in ms; 0 when none is coming. */
  at: number
  /** A supply that is cut is shown inverted, whoever cut it. */
  isCut: boolean
}

/** An announced cut is told so long before. */
const AHEAD_MS = 24 * HOUR_MS

/** What one supply says on the wall: what people report first, then what was announced; never 正常. */
export function utilityState(reports: number | null, announced: UtilityNow | null, now: number): UtilityState {
  const cut = announced?.running.length ?? 0
  if (reports === null) return { says: 'unknown', n: 0, at: 0, isCut: false }
  if (reports > 0) return { says: 'reported', n: reports, at: 0, isCut: true }
  if (cut > 0) return { says: 'planned', n: cut, at: 0, isCut: true }
  const at = Date.parse(announced?.coming[0]?.fromAt ?? '')
  return at - now <= AHEAD_MS ? { says: 'coming', n: 0, at, isCut: false } : { says: 'none', n: 0, at: 0, isCut: false }
}
