import type { Position } from '#shared/geo'

/** What is being picked for an emergency: buildings, the area that was drawn, and the one that is being drawn. */
export interface PickedArea {
  picked: ReadonlySet<string>
  corners: readonly Position[]
  /** Where the pointer is: the corner that would come next. */
  hover: Position | null
  drawn: readonly Position[]
  isDrawing: boolean
}
