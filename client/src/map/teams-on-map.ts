import type { Position } from '#shared/geo'
import { slotStates } from '../positions/positions.ts'
import type { Positions } from '../positions/positions.ts'

export interface TeamOnMap {
  id: string
  text: string
  position: Position
  state: 'free' | 'stale'
}

/** The teams that move on the map, with the label of their unit; `stale` once the position is too old to trust. */
export function teamsOnMap({ view, entryAt }: Positions): TeamOnMap[] {
  const teams: TeamOnMap[] = []
  for (let slot = 0; slot < view.length; slot++) {
    const entry = entryAt(slot)
    const [lng = NaN, lat = NaN] = view.current.subarray(2 * slot, 2 * slot + 2)
    if (entry?.unit !== 'team' || Number.isNaN(lng + lat)) continue
    const state = view.states[slot] === slotStates.lost ? 'stale' : 'free'
    teams.push({ id: entry.id ?? `slot-${slot}`, text: entry.label, position: [lng, lat], state })
  }
  return teams
}
