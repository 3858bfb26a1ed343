import type { FeatureCollection } from 'geojson'
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Position, Ring } from '#shared/geo'
import type { StreetDrawing } from '#shared/street'
import type { LoadTone } from '../grid-load.ts'
import type { MapColors } from '../map-colors.ts'
import { recurrenceLayer, recurrencePoints } from './recurrence-layer.ts'

/** Widths beyond the boundary, where the drawing gives only the middle of the road. */
const FAR_ROAD_METERS = 27
const FAR_WATER_METERS = 78
const LANE_METERS = 6.5

/**
 * The street's own drawing as a MapLibre style: what lies under everything else. It names no glyphs
 * and no foreign host; names are written by the page. `scale` makes lines as thick as the wall is tall.
 */
export function groundStyle(drawing: StreetDrawing, colors: MapColors, scale: number): StyleSpecification {
  const { ground } = drawing
  const latitude = drawing.boundary[0]?.[1] ?? 0
  const areas = (rings: readonly Ring[]) => ({ type: 'geojson' as const, data: polygons(rings) })
  const lines = (paths: readonly Position[][]) => ({ type: 'geojson' as const, data: lineStrings(paths) })

  return {
    version: 8,
    sources: {
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
      buildings: { type: 'geojson', data: buildings(drawing) },
      grids: { type: 'geojson', data: grids(drawing, new Map()) },
      recurrence: { type: 'geojson', data: recurrencePoints([]) },
      communities: areas(drawing.communities.flatMap(({ boundary }) => boundary?.coordinates.slice(0, 1) ?? [])),
    },
    layers: [
      { id: 'out', type: 'background', paint: { 'background-color': colors.out } },
      band('far-water', 'farWater', colors.waterFar, metersWide(FAR_WATER_METERS, latitude)),
      band('far-roads', 'farRoads', colors.far, metersWide(FAR_ROAD_METERS, latitude)),
      fill('land', 'land', colors.land),
      fill('blocks', 'blocks', colors.block),
      {
        id: 'load',
        type: 'fill',
        source: 'grids',
        paint: { 'fill-color': ['match', ['get', 'tone'], 1, colors.loads[0], 2, colors.loads[1], '#00000000'] },
      },
      fill('greens', 'greens', colors.green),
      fill('parks', 'parks', colors.park),
      fill('ponds', 'ponds', colors.water),
      fill('canal', 'canal', colors.water),
      fill('bridges', 'bridges', colors.land),
      band('lanes', 'lanes', colors.land, metersWide(LANE_METERS, latitude)),
      fill('buildings', 'buildings', colors.building),
      recurrenceLayer('recurrence', colors.density, latitude),
      outline('grid-lines', 'grids', colors.grid, { width: scale, opacity: 0.7, dash: [3, 3] }),
      outline('community-lines', 'communities', colors.community, { width: 1.25 * scale, opacity: 0.85 }),
      outline('edge', 'land', colors.edge, { width: 3 * scale, opacity: 1 }),
    ],
  }
}

/** The lines that grow with the screen, and how wide they are at a scale. */
export function scaledWidths(scale: number): Record<string, number> {
  return { 'grid-lines': scale, 'community-lines': 1.25 * scale, edge: 3 * scale }
}

/** Grids with their tone of open load; the one part of the ground that changes during the day. */
export function grids(drawing: StreetDrawing, tones: ReadonlyMap<string, LoadTone>): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: drawing.grids.map(({ id, boundary }) => ({
      type: 'Feature',
      geometry: boundary,
      properties: { id, tone: tones.get(id) ?? 0 },
    })),
  }
}

function buildings(drawing: StreetDrawing): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: drawing.buildings.map(({ id, footprint, place, use }) => ({
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: [footprint] },
      properties: { id, place, use },
    })),
  }
}

function polygons(rings: readonly Ring[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: rings.map((ring) => ({
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: [ring] },
      properties: null,
    })),
  }
}

function lineStrings(paths: readonly Position[][]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: paths.map((path) => ({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: path },
      properties: null,
    })),
  }
}

function fill(id: string, source: string, color: string): LayerSpecification {
  return { id, type: 'fill', source, paint: { 'fill-color': color } }
}

type LineWidth = number | ExpressionOfZoom

function band(id: string, source: string, color: string, width: LineWidth): LayerSpecification {
  return {
    id,
    type: 'line',
    source,
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': color, 'line-width': width },
  }
}

function outline(
  id: string,
  source: string,
  color: string,
  { width, opacity, dash }: { width: number; opacity: number; dash?: [number, number] },
): LayerSpecification {
  return {
    id,
    type: 'line',
    source,
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
