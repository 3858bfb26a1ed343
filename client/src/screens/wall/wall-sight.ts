import type { DrawnBuilding, StreetDrawing } from '#shared/street'
import type { Live } from '../../board/useLive.ts'
import type { UnitOnMap } from '../../map/units-on-map.ts'
import type { Positions } from '../../positions/positions.ts'

/** What every scene of the wall is made from. */
export interface WallSight {
  board: Live['board']
  drawing: StreetDrawing | null
  /** None before an emergency runs: only then single buildings count. */
  buildings: readonly DrawnBuilding[]
  /** Everybody with a position, by the label of the unit. */
  units: readonly UnitOnMap[]
  positions: Positions
  /** Grows when anybody moved or aged. */
  positionsVersion: number
  isStale: boolean
  scale: number
}
