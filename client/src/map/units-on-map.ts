import type { Position } from '#shared/geo'
import { slotStates } from '../positions/positions.ts'
import type { Positions, RosterEntry } from '../positions/positions.ts'

export interface UnitOnMap {
  id: string
  unit: RosterEntry['unit']
  /** The label of the unit; never a name. */
  text: string
  position: Position
  state: 'free' | 'stale'
}

/** Everybody who has a position, with the label of their unit; `stale` once it is too old to trust. */
export function unitsOnMap({ view, entryAt }: Positions): UnitOnMap[] {
  const units: UnitOnMap[] = []
  for (let slot = 0; slot < view.length; slot++) {
    const entry = entryAt(slot)
    const [lng = NaN, lat = NaN] = view.current.subarray(2 * slot, 2 * slot + 2)
    if (!entry || Number.isNaN(lng + lat)) continue
    const state = view.states[slot] === slotStates.lost ? 'stale' : 'free'
    units.push({ id: entry.id ?? `slot-${slot}`, unit: entry.unit, text: entry.label, position: [lng, lat], state })
  }
  return units
}

/** The teams are the pills of the map; everybody else on duty is a dot. */
export function teamsOnMap(positions: Positions): UnitOnMap[] {
  return unitsOnMap(positions).filter(({ unit }) => unit === 'team')
}
