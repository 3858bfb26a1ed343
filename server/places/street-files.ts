import { z } from 'zod'
import type { TileName } from '#shared/ground-tiles'
import { SentBuildings, SentDrawing } from '#shared/sent-drawing'
import { compressed } from './compressed.ts'
import type { CompressedFile } from './compressed.ts'
import { cutGround } from './ground-tiles.ts'
import type { StreetShapes } from './street-shapes.ts'

/** One version of a street as it goes out. Each file is made when it is first asked for, and kept. */
export interface StreetFiles {
  drawing(): Promise<CompressedFile>
  buildings(): Promise<CompressedFile>
  /** Null where nothing is drawn. */
  groundTile(tile: TileName): Promise<CompressedFile | null>
}

export function createStreetFiles(shapes: StreetShapes): StreetFiles {
  const etag = `"${shapes.drawing.version}"`
  const json = (value: unknown) => compressed(etag, Buffer.from(JSON.stringify(value)))
  const cut = once(() => cutGround(shapes))
  // Only of tiles with something in them: whoever asks for the whole world fills nothing.
  const tiles = new Map<string, Promise<CompressedFile>>()
  return {
    drawing: once(() => json(z.encode(SentDrawing, shapes.drawing))),
    buildings: once(() => json(z.encode(SentBuildings, { items: shapes.buildings }))),
    async groundTile(tile) {
      const name = `${tile.z}/${tile.x}/${tile.y}`
      const known = tiles.get(name)
      if (known) return known
      const bytes = cut()(tile)
      if (!bytes) return null
      const made = compressed(etag, bytes)
      tiles.set(name, made)
      return made
    },
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
}
