import type { Feature, FeatureCollection, Geometry } from 'geojson'
import type { FilterSpecification, LayerSpecification, LineLayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Position, Ring } from '#shared/geo'
import type { StreetDrawing } from '#shared/street'
import type { MapColors } from '../map-colors.ts'
import { recurrenceLayer, recurrencePoints } from './recurrence-layer.ts'

/** Widths beyond the boundary, where the drawing gives only the middle of the road. */
const FAR_ROAD_METERS = 27
const FAR_WATER_METERS = 78
const LANE_METERS = 6.5
/** Tiles of this zoom show a whole street with six of them, and a corner of a building to a quarter of a metre. */
const FINEST_TILES = 13

/**
 * The street's own drawing as a MapLibre style: what lies under everything else. It names no glyphs
 * and no foreign host; names are written by the page. `scale` makes lines as thick as the wall is tall.
 */
export function groundStyle(drawing: StreetDrawing, colors: MapColors, scale: number): StyleSpecification {
  const latitude = drawing.boundary[0]?.[1] ?? 0
  return {
    version: 8,
    sources: {
      ground: { type: 'geojson', maxzoom: FINEST_TILES, data: groundShapes(drawing) },
      grids: { type: 'geojson', maxzoom: FINEST_TILES, promoteId: 'id', data: grids(drawing) },
      recurrence: { type: 'geojson', data: recurrencePoints([]) },
    },
    layers: [
      { id: 'out', type: 'background', paint: { 'background-color': colors.out } },
      band('far-water', colors.waterFar, metersWide(FAR_WATER_METERS, latitude)),
      band('far-roads', colors.far, metersWide(FAR_ROAD_METERS, latitude)),
      fill('land', colors.land),
      fill('blocks', colors.block),
      {
        id: 'load',
        type: 'fill',
        source: 'grids',
        // Its edges lie under the lines of the grids.
        paint: {
          'fill-antialias': false,
          // A state, not a property: whatever comes and goes in a grid, its shape is cut into tiles once.
          'fill-color': ['match', ['feature-state', 'tone'], 1, colors.loads[0], 2, colors.loads[1], '#00000000'],
        },
      },
      fill('greens', colors.green),
      fill('parks', colors.park),
      fill('ponds', colors.water),
      fill('canal', colors.water),
      fill('bridges', colors.land),
      band('lanes', colors.land, metersWide(LANE_METERS, latitude)),
      fill('buildings', colors.building),
      recurrenceLayer('recurrence', colors.density, latitude),
      { ...outline('grid-lines', colors.grid, { width: scale, opacity: 0.7, dash: [3, 3] }), source: 'grids' },
      {
        ...onlyOf('communities'),
        ...outline('community-lines', colors.community, { width: 1.25 * scale, opacity: 0.85 }),
      },
      { ...onlyOf('land'), ...outline('edge', colors.edge, { width: 3 * scale, opacity: 1 }) },
    ],
  }
}

/** The lines that grow with the screen, and how wide they are at a scale. */
export function scaledWidths(scale: number): Record<string, number> {
  return { 'grid-lines': scale, 'community-lines': 1.25 * scale, edge: 3 * scale }
}

function grids(drawing: StreetDrawing): FeatureCollection {
  const features = drawing.grids.map(({ id, boundary }): Feature => {
    return { type: 'Feature', geometry: boundary, properties: { id } }
  })
  return { type: 'FeatureCollection', features }
}

/**
 * Everything that stays as it is, each shape with the layer it belongs to: one source, because every source is cut into
 * tiles and brought to the graphics card on its own.
 */
function groundShapes(drawing: StreetDrawing): FeatureCollection {
  const { ground, communities } = drawing
  const areas = (of: string, rings: readonly Ring[]) => rings.map((ring) => polygon(of, ring))
  const lines = (of: string, paths: readonly Position[][]) =>
    paths.map((coordinates) => feature(of, { type: 'LineString', coordinates }))
  return {
    type: 'FeatureCollection',
    features: [
      ...lines('far-water', ground.farWater),
      ...lines('far-roads', ground.farRoads),
      polygon('land', drawing.boundary),
      ...areas('blocks', ground.blocks),
      ...areas('greens', ground.greens),
      ...areas('parks', ground.parks),
      ...areas('ponds', ground.ponds),
      ...areas('canal', ground.canal),
      ...areas('bridges', ground.bridges),
      ...lines('lanes', ground.lanes),
      ...drawing.buildings.map(({ id, footprint, place, use }) => polygon('buildings', footprint, { id, place, use })),
      ...areas(
        'communities',
        communities.flatMap(({ boundary }) => boundary?.coordinates.slice(0, 1) ?? []),
      ),
    ],
  }
}

function polygon(of: string, ring: Ring, properties: object = {}): Feature {
  return feature(of, { type: 'Polygon', coordinates: [ring] }, properties)
}

function feature(of: string, geometry: Geometry, properties: object = {}): Feature {
  return { type: 'Feature', geometry, properties: { of, ...properties } }
}

/** The shapes of one layer. */
function onlyOf(of: string): { source: string; filter: FilterSpecification } {
  return { source: 'ground', filter: ['==', ['get', 'of'], of] }
}

function fill(id: string, color: string): LayerSpecification {
  return { id, type: 'fill', ...onlyOf(id), paint: { 'fill-color': color } }
}

type LineWidth = number | ExpressionOfZoom

function band(id: string, color: string, width: LineWidth): LayerSpecification {
  return {
    id,
    type: 'line',
    ...onlyOf(id),
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': color, 'line-width': width },
  }
}

function outline(
  id: string,
  color: string,
  { width, opacity, dash }: { width: number; opacity: number; dash?: [number, number] },
): Omit<LineLayerSpecification, 'source'> {
  return {
    id,
    type: 'line',
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
