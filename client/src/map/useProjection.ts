import type { Map as MapLibreMap } from 'maplibre-gl'
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { ShallowRef } from 'vue'
import type { Position } from '#shared/geo'
import { metersPerPixel } from './layers/ground-style.ts'
import type { Point } from './place-labels.ts'

export interface Projection {
  /** Pixels from the left upper corner of the map. */
  at(position: Position): Point
  width: number
  height: number
  /** In the middle of the view. */
  metersPerPixel: number
}

/** How positions become pixels; a new one whenever the view has moved, none before there is a map. */
export function useProjection(map: ShallowRef<MapLibreMap | null>) {
  const projection = shallowRef<Projection | null>(null)

  function take() {
    const made = map.value
    if (!made) return
    const { clientWidth: width, clientHeight: height } = made.getContainer()
    projection.value = {
      width,
      height,
      at: ([lng, lat]) => made.project([lng, lat]),
      metersPerPixel: metersPerPixel(made.getZoom(), made.getCenter().lat),
    }
  }

  watch(map, (made) => {
    made?.on('move', take)
    made?.on('resize', take)
    take()
  })
  onScopeDispose(() => {
    map.value?.off('move', take)
    map.value?.off('resize', take)
  })

  return projection
}
