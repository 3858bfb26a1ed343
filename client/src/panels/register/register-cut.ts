import type { Need } from '#shared/resident'
import type { FoundPlace } from '#shared/street'

/** Which part of the register somebody looks at. */
export interface RegisterCut {
  community: string | null
  building: FoundPlace | null
  need: Need | null
}

export const PAGE = 50

/** The question for one page; `after`: the last id of the page before. */
export function registerPath({ community, building, need }: RegisterCut, after: string | null): string {
  const query = new URLSearchParams({ limit: String(PAGE) })
  if (community) query.set('community', community)
  if (building) query.set('building', building.id)
  if (need) query.set('need', need)
  if (after) query.set('cursor', after)
  return `/api/residents?${query}`
}
