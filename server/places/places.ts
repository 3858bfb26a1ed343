import type { Pool } from 'pg'
import type { Position } from '#shared/geo'
import { Problem } from '#shared/problem'
import type { Building, Community, Compound, FoundPlace, Grid, PeopleCard } from '#shared/street'
import { locate } from './locate.ts'
import type { Located, Whereabouts } from './locate.ts'
import { readPeopleCard } from './people-card.ts'
import type { GridWorkers } from './people-card.ts'
import { readStreet } from './read-street.ts'
import { createStreetFiles } from './street-files.ts'
import type { StreetFiles } from './street-files.ts'
import { createStreetMap } from './street-map.ts'
import type { StreetMap } from './street-map.ts'
import type { StreetShapes } from './street-shapes.ts'

export type { Located, Whereabouts } from './locate.ts'
export type { GridWorkers } from './people-card.ts'

/** The street in memory: from a point to who answers for it, without a query. */
export interface Places {
  /** Reads everything again, after places changed. Until it is done the old street is told; it never tells half of one. */
  reload(): Promise<void>

  /** Null while there is no street. */
  streetId(): string | null
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
  shapes(): StreetShapes
  /** The same as it goes out. Throws Problem('not-found') while there is no street. */
  files(): StreetFiles
}

/** Metres from a wall within which a position is taken to mean that building. */
const BUILDING_METERS = 60

/** Reads the street once; an installation without a street yet gets places without any. */
export async function createPlaces(parts: { pool: Pool; gridWorkers: GridWorkers }): Promise<Places> {
  let shown = await readMap(parts.pool)
  let files: { version: string; made: StreetFiles } | null = null
  let turn = Promise.resolve()

  return {
    reload() {
      // One after the other: an older reading must not overtake a newer one.
      const mine = turn.then(async () => {
        shown = await readMap(parts.pool)
      })
      turn = mine.catch(() => undefined) // whoever asked gets the error; the next one reads anew
      return mine
    },

    streetId: () => shown?.id ?? null,
    communities: () => shown?.communities ?? [],
    grids: () => shown?.grids ?? [],
    buildings: () => shown?.buildings ?? [],
    community: (id) => shown?.community(id) ?? null,
    grid: (id) => shown?.grid(id) ?? null,
    compound: (id) => shown?.compound(id) ?? null,
    building: (id) => shown?.building(id) ?? null,

    findGrid: (position, hint) => shown?.findGrid(position, hint) ?? null,
    findCommunity: (position) => shown?.findCommunity(position) ?? null,
    findBuildingAt: (position, withinMeters = BUILDING_METERS) =>
      shown?.nearestBuilding(position, withinMeters)?.building ?? null,
    center: () => shown?.middle ?? [0, 0],
    isNear: (position, marginMeters) => shown?.isNear(position, marginMeters) ?? false,

    locate: (whereabouts) => locate(standing(shown), whereabouts),
    search: (words, limit = 10) => shown?.search(words, limit) ?? [],

    async peopleCard(buildingId) {
      const street = shown
      const building = street?.building(buildingId)
      const grid = building && street?.grid(building.gridId)
      const community = building && street?.community(building.communityId)
      return building && grid && community ? readPeopleCard(parts, { building, grid, community }) : null
    },

    shapes: () => standing(shown).shapes,
    files() {
      const { shapes } = standing(shown)
      const { version } = shapes.drawing
      if (files?.version !== version) files = { version, made: createStreetFiles(shapes) }
      return files.made
    },
  }
}

async function readMap(pool: Pool): Promise<StreetMap | null> {
  const rows = await readStreet(pool)
  return rows && createStreetMap(rows)
}

function standing<T>(thing: T | null): T {
  if (thing === null) throw new Problem('not-found', 'There is no street in this installation yet')
  return thing
}
