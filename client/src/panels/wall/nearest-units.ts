import { distanceMeters } from '#shared/geo'
import type { Position } from '#shared/geo'

interface Placed {
  text: string
  position: Position
  state: 'free' | 'stale'
}

export interface NearUnit {
  label: string
  /** As the crow flies; nobody knows the way it takes. */
  meters: number
  /** The position is too old to trust. */
  isStale: boolean
}

/** How far each unit is from a place, nearest first; who cannot be seen now comes last. */
export function nearestUnits(units: readonly Placed[], at: Position): NearUnit[] {
  return units
    .map(({ text, position, state }) => ({
      label: text,
      meters: distanceMeters(position, at),
      isStale: state === 'stale',
    }))
    .sort((a, b) => Number(a.isStale) - Number(b.isStale) || a.meters - b.meters)
}

/** Tens of metres: nobody's telephone knows it better. */
export const roundMeters = (meters: number) => Math.round(meters / 10) * 10
