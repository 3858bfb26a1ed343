import type { FeatureCollection } from 'geojson'
import { GeoJSONSource } from 'maplibre-gl'
import type { LayerSpecification, Map as MapLibreMap } from 'maplibre-gl'
import type { Position } from '#shared/geo'
import { rgbaOf } from '../../look/token-color.ts'
import { metersPerPixel } from './ground-style.ts'

/** So many incidents came back at this place. */
export interface WeightedPlace {
  position: Position
  weight: number
}

/** On the ground, so that the picture says the same at every zoom. */
const RADIUS_METERS = 190
/** A place with this weight alone reaches the full tone. */
const FULL_WEIGHT = 6

const RECURRENCE = 'recurrence'

/**
 * Lays the blur under the lines of the grids, or takes it away when nothing comes back: without places it would be
 * drawn all the same, over the whole picture. `ramp` runs from little to much.
 */
export function showRecurrence(map: MapLibreMap, places: readonly WeightedPlace[], ramp: readonly string[]): void {
  const source = map.getSource(RECURRENCE)
  if (places.length === 0) {
    if (source) map.removeLayer(RECURRENCE).removeSource(RECURRENCE)
  } else if (source instanceof GeoJSONSource) {
    source.setData(recurrencePoints(places))
  } else {
    map.addSource(RECURRENCE, { type: 'geojson', data: recurrencePoints(places) })
    map.addLayer(recurrenceLayer(ramp, map.getCenter().lat), 'grid-lines')
  }
}

/** Where things come back, as MapLibre reads it. */
export function recurrencePoints(places: readonly WeightedPlace[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: places.map(({ position, weight }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: position },
      properties: { weight },
    })),
  }
}

/**
 * A blur over the ground, denser where more came back: 密度, a picture and not a finding. `ramp` runs from little to
 * much; it starts out of nothing, so a street without recurrences looks as it always does.
 */
export function recurrenceLayer(ramp: readonly string[], latitude: number): LayerSpecification {
  const pixels = (zoom: number) => RADIUS_METERS / metersPerPixel(zoom, latitude)
  const steps = ramp.flatMap((color, index) => {
    const share = (index + 1) / ramp.length
    return [share, `rgba(${rgbaOf(color).slice(0, 3).join(', ')}, ${0.45 + 0.45 * share})`]
  })
  const [first = '#000000'] = ramp
  return {
    id: RECURRENCE,
    type: 'heatmap',
    source: RECURRENCE,
    paint: {
      'heatmap-weight': ['min', 1, ['/', ['get', 'weight'], FULL_WEIGHT]],
      'heatmap-radius': ['interpolate', ['exponential', 2], ['zoom'], 8, pixels(8), 22, pixels(22)],
      'heatmap-intensity': 2.4,
      'heatmap-color': [
        'interpolate',
        ['linear'],
        ['heatmap-density'],
        0,
        `rgba(${rgbaOf(first).slice(0, 3).join(', ')}, 0)`,
        ...steps,
      ],
    },
  }
}
