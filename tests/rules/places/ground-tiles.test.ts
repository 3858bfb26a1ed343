import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { describe, expect, it } from 'vitest'
import { bboxOf, distanceMeters } from '#shared/geo'
import type { Position } from '#shared/geo'
import { FINEST_TILES, TileName } from '#shared/ground-tiles'
import { DEMO_CENTER, DEMO_SEED, drawStreet } from '../../../server/demo/street/draw-street.ts'
import { cutGround } from '../../../server/places/ground-tiles.ts'
import { shapesOf } from '../../../server/places/street-shapes.ts'

const { street, ground, communities, grids, compounds, buildings } = drawStreet({
  seed: DEMO_SEED,
  center: DEMO_CENTER,
})
const shapes = shapesOf({ street: { ...street, ground, demo: true, specialists: 1 }, communities, grids, compounds, buildings }) // prettier-ignore
const tileOf = cutGround(shapes)

/** Web Mercator: https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames */
function tileAround([lng, lat]: Position, zoom: number): TileName {
  const northwards = Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI
  return { z: zoom, x: Math.floor(((lng + 180) / 360) * 2 ** zoom), y: Math.floor(((1 - northwards) / 2) * 2 ** zoom) }
}

/** All tiles of a zoom that the street lies in. */
function tilesOf(zoom: number): TileName[] {
  const [west, south, east, north] = bboxOf(shapes.drawing.boundary)
  const [first, last] = [tileAround([west, north], zoom), tileAround([east, south], zoom)]
  const between = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)
  return between(first.x, last.x).flatMap((x) => between(first.y, last.y).map((y) => ({ z: zoom, x, y })))
}

function read(tile: TileName, layer: string) {
  const found = new VectorTile(new PbfReader(tileOf(tile) ?? Buffer.alloc(0))).layers[layer]
  return Array.from({ length: found?.length ?? 0 }, (_, at) => found?.feature(at)).flatMap((feature) => feature ?? [])
}

/** The outlines of a layer, on the ground. */
const ringsOf = (tile: TileName, layer: string) =>
  read(tile, layer).map((feature) => {
    const { geometry } = feature.toGeoJSON(tile.x, tile.y, tile.z)
    return (geometry.type === 'Polygon' ? geometry.coordinates.flat() : []) as Position[]
  })

/** A third of a metre. */
const isThere = (corner: Position, ring: readonly Position[]) =>
  ring.some((drawn) => distanceMeters(drawn, corner) < 0.33)

describe('the ground in tiles', () => {
  it('shows every building whole in the tile around it, each corner within a third of a metre', () => {
    const drawn = new Map(tilesOf(FINEST_TILES).map((tile) => [JSON.stringify(tile), ringsOf(tile, 'buildings')]))
    const misplaced = shapes.buildings.filter(({ footprint }) => {
      const [first = [0, 0]] = footprint
      const near = drawn.get(JSON.stringify(tileAround(first, FINEST_TILES))) ?? []
      const outlines = near.filter((ring) => isThere(first, ring))
      return !outlines.some((ring) => footprint.every((corner) => isThere(corner, ring)))
    })
    expect(misplaced).toEqual([])
  })

  it('has every grid in a layer of its own, and says of it nothing but its id', () => {
    const drawn = tilesOf(FINEST_TILES).flatMap((tile) => read(tile, 'grids').map(({ properties }) => properties))
    expect(new Set(drawn.map(({ id }) => id))).toEqual(new Set(shapes.drawing.grids.map(({ id }) => id)))
    expect(drawn.every((properties) => Object.keys(properties).join() === 'id')).toBe(true)
  })

  it('names no place, no use and nobody: of everything else there are only shapes', () => {
    const layers = ['farWater', 'farRoads', 'land', 'blocks', 'greens', 'parks', 'ponds', 'canal', 'bridges', 'lanes', 'buildings', 'communities'] // prettier-ignore
    for (const layer of layers) {
      const shown = tilesOf(FINEST_TILES).flatMap((tile) => read(tile, layer))
      expect(shown.length, layer).toBeGreaterThan(0)
      expect(shown.filter(({ properties }) => Object.keys(properties).length > 0)).toEqual([])
    }
  })

  it('is simpler from far away, and empty where the street is not', () => {
    const [whole] = tilesOf(8)
    const bytes = (tile: TileName | undefined) => (tile && tileOf(tile)?.length) ?? 0
    expect(bytes(whole)).toBeGreaterThan(0)
    expect(bytes(whole)).toBeLessThan(bytes(tileAround(DEMO_CENTER, FINEST_TILES)) / 4)
    expect(tileOf({ z: 13, x: 0, y: 0 })).toBeNull()
  })

  it.each([
    ['finer than the finest', { z: '14', x: '0', y: '0' }],
    ['east of the world', { z: '3', x: '8', y: '0' }],
    ['north of the world', { z: '3', x: '0', y: '-1' }],
    ['no number', { z: 'a', x: '0', y: '0' }],
    ['half a tile', { z: '3', x: '0.5', y: '0' }],
  ])('has no tile that is %s', (_what, name) => {
    expect(TileName.safeParse(name).success).toBe(false)
  })
})
