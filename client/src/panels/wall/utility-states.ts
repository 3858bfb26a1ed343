import type { KindId } from '#shared/kind'
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
