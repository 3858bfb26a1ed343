import { GeoJSONVT } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature, Geometry } from 'geojson'
import { FINEST_TILES } from '#shared/ground-tiles'
import type { GroundLayer, TileName } from '#shared/ground-tiles'
import type { Position, Ring } from '#shared/geo'
import type { StreetShapes } from './street-shapes.ts'

/** Sixteen units for each pixel of a tile of 512: at the finest zoom a quarter of a metre. */
const EXTENT = 8_192
/** Beyond the edge of a tile 32 pixels are drawn too, so that no line shows where two meet. */
const BUFFER = 512
/** Coarser tiles leave out what is smaller than three eighths of a pixel. */
const TOLERANCE = 6

/**
 * Cuts the ground of a street, its buildings and the areas of responsibility into vector tiles
 * (https://github.com/mapbox/vector-tile-spec, version 2), a layer for each kind of shape. A grid's `id` is its only
 * property. Null for a tile with nothing in it.
 */
export function cutGround(shapes: StreetShapes): (tile: TileName) => Buffer | null {
  const cut = Object.entries(layersOf(shapes)).map(([layer, features]) => {
    const index = new GeoJSONVT(
      { type: 'FeatureCollection', features },
      { maxZoom: FINEST_TILES, extent: EXTENT, buffer: BUFFER, tolerance: TOLERANCE },
    )
    return { layer, index }
  })
  return ({ z, x, y }) => {
    const found = cut.flatMap(({ layer, index }) => {
      const tile = index.getTile(z, x, y)
      return tile && tile.features.length > 0 ? [[layer, tile] as const] : []
    })
    if (found.length === 0) return null
    return Buffer.from(fromGeojsonVt(Object.fromEntries(found), { version: 2, extent: EXTENT }))
  }
}

function layersOf({ drawing, buildings, ground }: StreetShapes): Record<GroundLayer, Feature[]> {
  return {
    farWater: lines(ground.farWater),
    farRoads: lines(ground.farRoads),
    land: areas([drawing.boundary]),
    blocks: areas(ground.blocks),
    greens: areas(ground.greens),
    parks: areas(ground.parks),
    ponds: areas(ground.ponds),
    canal: areas(ground.canal),
    bridges: areas(ground.bridges),
    lanes: lines(ground.lanes),
    buildings: areas(buildings.map(({ footprint }) => footprint)),
    grids: drawing.grids.map(({ id, boundary }) => feature(boundary, { id })),
    communities: drawing.communities.flatMap(({ boundary }) => (boundary ? [feature(boundary)] : [])),
  }
}

const areas = (rings: readonly Ring[]) => rings.map((ring) => feature({ type: 'Polygon', coordinates: [ring] }))
const lines = (paths: readonly Position[][]) => paths.map((coordinates) => feature({ type: 'LineString', coordinates }))

function feature(geometry: Geometry, properties: { id?: string } = {}): Feature {
  return { type: 'Feature', geometry, properties }
}
