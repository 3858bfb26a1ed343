import type { Layer } from '@deck.gl/core'
import { PathLayer, ScatterplotLayer, SolidPolygonLayer } from '@deck.gl/layers'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Position } from '#shared/geo'
import type { StreetArrays } from '../street-bytes.ts'

/** The street from typed arrays that deck.gl hands to the graphics card as they are. Ends when all of it is drawn. */
export async function drawBinaryStreet(map: MapLibreMap, { starts, corners, points }: StreetArrays, center: Position) {
  const coordinateOrigin: [number, number, number] = [...center, 0]
  const place = { coordinateSystem: 'lnglat-offsets' as const, coordinateOrigin, pickable: true }
  const length = starts.length - 1
  const corner = { value: corners, size: 2 }
  const layers: Layer[] = [
    new SolidPolygonLayer({
      ...place,
      id: 'areas',
      data: { length, startIndices: starts, attributes: { getPolygon: corner } },
      _normalize: false,
      getFillColor: [36, 48, 58],
    }),
    new PathLayer({
      ...place,
      id: 'lines',
      data: { length, startIndices: starts, attributes: { getPath: corner } },
      _pathType: 'open', // a ring ends where it began
      widthUnits: 'pixels',
      getWidth: 1,
      getColor: [74, 90, 102],
    }),
    new ScatterplotLayer({
      ...place,
      id: 'workers',
      data: { length: points.length / 2, attributes: { getPosition: { value: points, size: 2 } } },
      radiusUnits: 'pixels',
      getRadius: 5,
      getFillColor: [79, 209, 184],
    }),
  ]
  let onDrawn: () => void = () => undefined
  const isDrawn = new Promise<void>((resolve) => (onDrawn = resolve))
  const overlay = new MapLibreOverlay({
    interleaved: false,
    layers,
    onAfterRender: () => layers.every((layer) => layer.isLoaded) && onDrawn(),
  })
  map.addControl(overlay)
  await isDrawn
  const { clientWidth: width, clientHeight: height } = map.getContainer()
  return {
    /** Is something of this layer on the picture? */
    shows: (layer: string) =>
      overlay.pickObjects({ x: 0, y: 0, width, height, layerIds: [layer], maxObjects: 1 }).length > 0,
  }
}
