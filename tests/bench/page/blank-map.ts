import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { Position } from '#shared/geo'

setWorkerUrl(workerUrl)

/** A map with nothing on it but its ground, as small as MapLibre makes one. */
export function openBlankMap(center: Position): Promise<MapLibreMap> {
  const map = new MapLibreMap({
    container: 'map',
    style: {
      version: 8,
      sources: {},
      layers: [{ id: 'ground', type: 'background', paint: { 'background-color': '#10161c' } }],
    },
    center,
    zoom: 13,
    attributionControl: false,
    fadeDuration: 0,
  })
  return new Promise((resolve) => void map.once('idle', () => resolve(map)))
}
