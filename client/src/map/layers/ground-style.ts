import type { LayerSpecification, LineLayerSpecification, StyleSpecification } from 'maplibre-gl'
import { COARSEST_TILES, FINEST_TILES } from '#shared/ground-tiles'
import type { GroundLayer } from '#shared/ground-tiles'
import type { StreetDrawing } from '#shared/street'
import type { MapColors } from '../map-colors.ts'

/** Widths beyond the boundary, where the drawing gives only the middle of the road. */
const FAR_ROAD_METERS = 27
const FAR_WATER_METERS = 78
const LANE_METERS = 6.5

/**
 * The street's own drawing as a MapLibre style: what lies under everything else. It names no glyphs
 * and no foreign host; names are written by the page. `scale` makes lines as thick as the wall is tall.
 */
export function groundStyle(drawing: StreetDrawing, colors: MapColors, scale: number): StyleSpecification {
  const latitude = drawing.boundary[0]?.[1] ?? 0
  return {
    version: 8,
    // What changes changes at once: gliding from one width to another would keep the map busy for a third of a second.
    transition: { duration: 0, delay: 0 },
    sources: {
      ground: {
        type: 'vector',
        // Asked for with the session's cookie, from where the page came from.
        tiles: [`/api/places/ground/${drawing.version}/{z}/{x}/{y}`],
        minzoom: COARSEST_TILES,
        maxzoom: FINEST_TILES,
        promoteId: { [GRIDS.sourceLayer]: 'id' },
      },
    },
    layers: [
      band('far-water', 'farWater', colors.waterFar, metersWide(FAR_WATER_METERS, latitude)),
      band('far-roads', 'farRoads', colors.far, metersWide(FAR_ROAD_METERS, latitude)),
      fill('land', colors.land),
      fill('blocks', colors.block),
      {
        id: 'load',
        type: 'fill',
        ...shapesOf('grids'),
        // Its edges lie under the lines of the grids.
        paint: {
          'fill-antialias': false,
          // A state, not a property: whatever comes and goes in a grid, its tiles stay the same.
          'fill-color': ['match', ['feature-state', 'tone'], 1, colors.loads[0], 2, colors.loads[1], '#00000000'],
        },
      },
      fill('greens', colors.green),
      fill('parks', colors.park),
      fill('ponds', colors.water),
      fill('canal', colors.water),
      fill('bridges', colors.land),
      band('lanes', 'lanes', colors.land, metersWide(LANE_METERS, latitude)),
      fill('buildings', colors.building),
      outline('grid-lines', 'grids', colors.grid, { width: scale, opacity: 0.7, dash: [3, 3] }),
      outline('community-lines', 'communities', colors.community, { width: 1.25 * scale, opacity: 0.85 }),
      outline('edge', 'land', colors.edge, { width: 3 * scale, opacity: 1 }),
    ],
  }
}

/** Where a grid is found on the map, to say how much is open in it. */
export const GRIDS = { source: 'ground', sourceLayer: 'grids' } as const satisfies {
  sourceLayer: GroundLayer
  source: string
}

/** The lines that grow with the screen, and how wide they are at a scale. */
export function scaledWidths(scale: number): Record<string, number> {
  return { 'grid-lines': scale, 'community-lines': 1.25 * scale, edge: 3 * scale }
}

function shapesOf(layer: GroundLayer) {
  return { source: 'ground', 'source-layer': layer }
}

function fill(layer: GroundLayer, color: string): LayerSpecification {
  return { id: layer, type: 'fill', ...shapesOf(layer), paint: { 'fill-color': color } }
}

type LineWidth = number | ExpressionOfZoom

function band(id: string, layer: GroundLayer, color: string, width: LineWidth): LayerSpecification {
  return {
    id,
    type: 'line',
    ...shapesOf(layer),
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': color, 'line-width': width },
  }
}

function outline(
  id: string,
  layer: GroundLayer,
  color: string,
  { width, opacity, dash }: { width: number; opacity: number; dash?: [number, number] },
): LineLayerSpecification {
  return {
    id,
    type: 'line',
    ...shapesOf(layer),
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': color,
      'line-width': width,
      'line-opacity': opacity,
      ...(dash ? { 'line-dasharray': dash } : {}),
    },
  }
}

/** Metres per pixel at zoom 0 on the equator: the Earth's circumference over MapLibre's tile of 512. */
const METERS_PER_PIXEL_AT_0 = 40_075_016.686 / 512

/** Metres on the ground under one CSS pixel (Web Mercator). */
export function metersPerPixel(zoom: number, latitude: number): number {
  return (METERS_PER_PIXEL_AT_0 * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom
}

/** A width that stays the same on the ground at every zoom. */
function metersWide(meters: number, latitude: number): ExpressionOfZoom {
  const pixels = (zoom: number) => meters / metersPerPixel(zoom, latitude)
  return ['interpolate', ['exponential', 2], ['zoom'], 8, pixels(8), 22, pixels(22)]
}

type ExpressionOfZoom = ['interpolate', ['exponential', number], ['zoom'], number, number, number, number]
