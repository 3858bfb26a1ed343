import type { TracksRoster } from '#shared/feed'
import { slotStates } from '../../positions/positions.ts'
import type { Positions } from '../../positions/positions.ts'

export interface StaffCounts {
  onDuty: number
  /** A position less than five minutes old. `positioned + lost` is `onDuty`. */
  positioned: number
  lost: number
}

/** Staff on duty, and how many of them can be seen. Teams are counted by nobody: their people are staff. */
export function countStaff({ entries }: TracksRoster, { view }: Pick<Positions, 'view'>): StaffCounts {
  const slots = entries.filter(({ unit }) => unit === 'worker').map(({ slot }) => slot)
  const seen = slots.filter((slot) => {
    const state = view.states[slot]
    return state === slotStates.fresh || state === slotStates.fading
  })
  return { onDuty: slots.length, positioned: seen.length, lost: slots.length - seen.length }
}
