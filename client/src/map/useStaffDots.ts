import { MapLibreOverlay } from '@deck.gl/maplibre'
import { useRafFn } from '@vueuse/core'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { markRaw, onScopeDispose, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { Positions } from '../positions/positions.ts'
import { staffAttributes, staffLayer } from './layers/staff-layer.ts'
import type { StaffAttributes } from './layers/staff-layer.ts'
import { mapColors } from './map-colors.ts'

export interface StaffDotsParts {
  map: ShallowRef<MapLibreMap | null>
  drawn: Readonly<Ref<boolean>>
  positions: () => Positions | null
  /** Grows when the positions changed. */
  version: () => number
  scale: Readonly<Ref<number>>
}

/** Between two frames of the lane. */
const FRAME_MS = 1_000
/** On foot one moves less than a pixel in a tenth of a second: more pictures only warm the machine. */
const PICTURES_PER_SECOND = 10

/**
 * Draws the staff over the map, on a canvas of its own, so that moving dots do not make the ground be
 * drawn again. Nothing of it passes through Vue's reactivity but a version number.
 */
export function useStaffDots({ map, drawn, positions, version, scale }: StaffDotsParts) {
  const overlay = markRaw(new MapLibreOverlay({ interleaved: false, layers: [] }))
  let attributes: StaffAttributes | null = null

  watch(drawn, (isDrawn) => {
    if (isDrawn && map.value && !map.value.hasControl(overlay)) map.value.addControl(overlay)
  })

  function draw() {
    const view = positions()?.view
    if (!view || !attributes || !drawn.value) return
    const share = Math.min(1, (performance.now() - view.receivedMs) / FRAME_MS)
    overlay.setProps({ layers: [staffLayer(attributes, scale.value, Number.isNaN(share) ? 1 : share)] })
    if (share >= 1) glide.pause()
  }
  const glide = useRafFn(draw, { fpsLimit: PICTURES_PER_SECOND, immediate: false })

  watch(
    [version, drawn],
    () => {
      const known = positions()
      if (!known || !drawn.value) return
      const isStaff = (slot: number) => known.entryAt(slot)?.unit !== 'team'
      attributes = staffAttributes(known.view, isStaff, mapColors(), attributes)
      glide.resume()
    },
    { immediate: true },
  )
  watch(scale, draw)

  onScopeDispose(() => {
    glide.pause()
    if (map.value?.hasControl(overlay)) map.value.removeControl(overlay)
  })
}
