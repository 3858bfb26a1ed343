import type { Crs, Position } from '#shared/geo'
import type { Building, Community, Compound, FoundPlace, Grid, PeopleCard, StreetDrawing } from '#shared/street'
import type { DrawingFile } from './drawing-file.ts'

/** What a source says about where: at least one of position, buildingId and address. */
export interface Whereabouts {
  position?: Position | undefined
  /** The coordinate system of `position`; WGS 84 when it is missing. */
  crs?: Crs | undefined
  buildingId?: string | undefined
  address?: string | undefined
}

/** Where something is, as it is stored: WGS 84, derived community and grid, and words that may be shown to everybody. */
export interface Located {
  position: Position
  communityId: string | null
  gridId: string | null
  buildingId: string | null
  /** From the street's own vocabulary, for everybody: never a unit, a door or a caller's words. */
  place: string
  /** The address as it was given, for the desk only. */
  address: string | null
}

/** Staff responsible for a grid, as the people card names them. */
export type GridWorkers = (gridId: string) => Promise<PeopleCard['gridWorkers']>

/** The street in memory: from a point to who answers for it, without a query. */
export interface Places {
  /** Reads everything again, after places changed. Until it is done the old street is told; it never tells half of one. */
  reload(): Promise<void>

  communities(): readonly Community[]
  grids(): readonly Grid[]
  buildings(): readonly Building[]
  community(id: string): Community | null
  grid(id: string): Grid | null
  compound(id: string): Compound | null
  building(id: string): Building | null

  /** The grid around a position. `hint`: the id of the last one, looked at first; it changes the speed, not the answer. */
  findGrid(position: Position, hint?: string | null): Grid | null
  findCommunity(position: Position): Community | null
  /** The building around a position, else the one whose wall is nearest, within `withinMeters` (60). */
  findBuildingAt(position: Position, withinMeters?: number): Building | null
  /** Is the position inside the street, or within `marginMeters` (5,000) of its boundary? */
  isNear(position: Position, marginMeters?: number): boolean

  /**
   * Turns what a source says into where it is; a building wins over a position, a position over an address.
   * Throws Problem('invalid') for an unknown building, for a position more than 5 km outside, and when nothing was said.
   */
  locate(whereabouts: Whereabouts): Located

  /** Buildings, compounds, communities and grids by name or code, best first. */
  search(words: string, limit?: number): FoundPlace[]
  /** Who answers for a building, or null when there is no such building. */
  peopleCard(buildingId: string): Promise<PeopleCard | null>

  /** Everything a screen draws. Throws Problem('not-found') while there is no street. */
  drawing(): StreetDrawing
  /** The same, serialised and compressed once. */
  drawingFile(): DrawingFile
}
