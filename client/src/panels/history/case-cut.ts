import type { CaseQuery } from '#shared/history'

/** Which number somebody pressed: what narrows its cases, and how the list is called. */
export interface CaseCut {
  title: string
  filter: Partial<Pick<CaseQuery, 'community' | 'origin' | 'cell' | 'place' | 'only' | 'leftOut' | 'group'>> & {
    from?: string
    to?: string
  }
}

/** The address of those cases; what is named in the cut wins over the screen's own group and period. */
export function casesPath(base: Record<string, string>, cut: CaseCut, limit: number): string {
  const query = new URLSearchParams({ ...base, limit: String(limit) })
  for (const [name, value] of Object.entries(cut.filter)) if (value !== undefined) query.set(name, value)
  return `/api/hotspots/cases?${query.toString()}`
}
