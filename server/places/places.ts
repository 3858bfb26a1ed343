import type { Pool } from 'pg'
import type { Position } from '#shared/geo'
import { Problem } from '#shared/problem'
import type { Building, Community, Compound, FoundPlace, Grid, PeopleCard, StreetDrawing } from '#shared/street'
import { createDrawingFile } from './drawing-file.ts'
import type { DrawingFile } from './drawing-file.ts'
import { locate } from './locate.ts'
import type { Located, Whereabouts } from './locate.ts'
import { readPeopleCard } from './people-card.ts'
import type { GridWorkers } from './people-card.ts'
import { readStreet } from './read-street.ts'
import { createStreetMap } from './street-map.ts'
import type { StreetMap } from './street-map.ts'

export type { Located, Whereabouts } from './locate.ts'
export type { GridWorkers } from './people-card.ts'

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
  /** The middle of the street by area; [0, 0] while there is no street. */
  center(): Position
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

/** Metres from a wall within which a position is taken to mean that building. */
const BUILDING_METERS = 60

/** Reads the street once; an installation without a street yet gets places without any. */
export async function createPlaces(parts: { pool: Pool; gridWorkers: GridWorkers }): Promise<Places> {
  let shown = await readShown(parts.pool)
  let turn = Promise.resolve()

  const map = () => shown.map
  return {
    reload() {
      // One after the other: an older reading must not overtake a newer one.
      const mine = turn.then(async () => {
        shown = await readShown(parts.pool)
      })
      turn = mine.catch(() => undefined) // whoever asked gets the error; the next one reads anew
      return mine
    },

    communities: () => map()?.communities ?? [],
    grids: () => map()?.grids ?? [],
    buildings: () => map()?.buildings ?? [],
    community: (id) => map()?.community(id) ?? null,
    grid: (id) => map()?.grid(id) ?? null,
    compound: (id) => map()?.compound(id) ?? null,
    building: (id) => map()?.building(id) ?? null,

    findGrid: (position, hint) => map()?.findGrid(position, hint) ?? null,
    findCommunity: (position) => map()?.findCommunity(position) ?? null,
    findBuildingAt: (position, withinMeters = BUILDING_METERS) =>
      map()?.nearestBuilding(position, withinMeters)?.building ?? null,
    center: () => map()?.middle ?? [0, 0],
    isNear: (position, marginMeters) => map()?.isNear(position, marginMeters) ?? false,

    locate: (whereabouts) => locate(standing(map()), whereabouts),
    search: (words, limit = 10) => map()?.search(words, limit) ?? [],

    async peopleCard(buildingId) {
      const street = map()
      const building = street?.building(buildingId)
      const grid = building && street?.grid(building.gridId)
      const community = building && street?.community(building.communityId)
      return building && grid && community ? readPeopleCard(parts, { building, grid, community }) : null
    },

    drawing: () => standing(map()).drawing,
    drawingFile: () => standing(shown.file),
  }
}

async function readShown(pool: Pool): Promise<{ map: StreetMap | null; file: DrawingFile | null }> {
  const rows = await readStreet(pool)
  if (!rows) return { map: null, file: null }
  const map = createStreetMap(rows)
  return { map, file: await createDrawingFile(map.drawing) }
}

function standing<T>(thing: T | null): T {
  if (thing === null) throw new Problem('not-found', 'There is no street in this installation yet')
  return thing
}
