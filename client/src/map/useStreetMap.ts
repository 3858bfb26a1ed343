import { Map as MapLibreMap, prewarm, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { markRaw, onMounted, onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { FINEST_TILES } from '#shared/ground-tiles'
import type { StreetDrawing } from '#shared/street'
import type { LoadTone } from './grid-load.ts'
import { GRIDS, groundStyle, scaledWidths } from './layers/ground-style.ts'
import { showRecurrence } from './layers/recurrence-layer.ts'
import type { WeightedPlace } from './layers/recurrence-layer.ts'
import { mapColors } from './map-colors.ts'

setWorkerUrl(workerUrl)
// Its code comes while the street is still being asked for, and stays: the next map of this page needs it again.
prewarm()

/** A door and the one beside it. */
const NEAREST_ZOOM = 22

export interface StreetMapParts {
  container: Readonly<Ref<HTMLElement | null>>
  drawing: Readonly<Ref<StreetDrawing | null>>
  scale: Readonly<Ref<number>>
  tones: Readonly<Ref<ReadonlyMap<string, LoadTone>>>
  /** Where things come back; null while the layer is off. */
  recurrence: Readonly<Ref<readonly WeightedPlace[] | null>>
}

/** A map of the street in the container. It exists from mounting on; it shows the street once there is a drawing. */
export function useStreetMap({ container, drawing, scale, tones, recurrence }: StreetMapParts) {
  const map = shallowRef<MapLibreMap | null>(null)
  /** The ground is known to the map: grids may be shaded, marks set. */
  const laid = shallowRef(false)
  /** The ground is in the picture, as far as it could be had. */
  const drawn = shallowRef(false)
  /** The scale that the widths of the lines are for. */
  let widthsOf = NaN

  onMounted(() => {
    if (!container.value) throw new Error('expected the element of the map to be mounted')
    const made = new MapLibreMap({
      container: container.value,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      keyboard: false,
      renderWorldCopies: false,
      fadeDuration: 0,
      // Three walls side by side are wider than the 4,096 that is the default.
      maxCanvasSize: [16_384, 8_192],
      // Every zoom shows the finest tiles as they came; else each would be fetched and cut again for each of its parts.
      zoomLevelsToOverscale: NEAREST_ZOOM - FINEST_TILES,
      maxZoom: NEAREST_ZOOM,
    })
    made.touchZoomRotate.disableRotation()
    map.value = markRaw(made)
  })

  watch([map, drawing], ([made, street]) => {
    if (!made || !street) return
    laid.value = false
    drawn.value = false
    widthsOf = scale.value
    made.setStyle(groundStyle(street, mapColors(), widthsOf), { diff: false })
    made.once('style.load', () => {
      laid.value = true
    })
    made.once('idle', () => {
      drawn.value = true
    })
  })

  watch([laid, tones], ([isLaid, loads]) => {
    if (!isLaid || !map.value) return
    map.value.removeFeatureState(GRIDS)
    for (const [id, tone] of loads) map.value.setFeatureState({ ...GRIDS, id }, { tone })
  })

  watch([laid, recurrence], ([isLaid, places]) => {
    if (isLaid && map.value) showRecurrence(map.value, places ?? [], mapColors().density)
  })

  watch([laid, scale], ([isLaid, times]) => {
    if (!isLaid || times === widthsOf) return
    widthsOf = times
    for (const [layer, width] of Object.entries(scaledWidths(times))) {
      map.value?.setPaintProperty(layer, 'line-width', width)
    }
  })

  onScopeDispose(() => map.value?.remove())

  return { map, laid, drawn }
}
