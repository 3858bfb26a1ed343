import { useRafFn } from '@vueuse/core'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { onScopeDispose, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { Positions } from '../positions/positions.ts'
import { MOST_PICTURES } from './layers/staff-arrays.ts'
import { openStaffCanvas } from './layers/staff-canvas.ts'
import type { StaffCanvas } from './layers/staff-canvas.ts'
import { mapColors } from './map-colors.ts'

export interface StaffDotsParts {
  map: ShallowRef<MapLibreMap | null>
  /** Nobody is drawn before there is a ground to stand on. */
  laid: Readonly<Ref<boolean>>
  positions: () => Positions | null
  /** Grows when the positions changed. */
  version: () => number
  scale: Readonly<Ref<number>>
}

/** Between two frames of the lane. */
const FRAME_MS = 1_000

/** Draws the staff over the map; nothing of it passes through Vue's reactivity but a version number. */
export function useStaffDots({ map, laid, positions, version, scale }: StaffDotsParts) {
  let canvas: StaffCanvas | null = null

  function draw() {
    const view = positions()?.view
    if (!view || !canvas) return
    const share = Math.min(1, (performance.now() - view.receivedMs) / FRAME_MS)
    canvas.draw(scale.value, Number.isNaN(share) ? 1 : share)
    if (share >= 1) glide.pause()
  }
  // At most so many: the canvas leaves out those that would show nothing new.
  const glide = useRafFn(draw, { fpsLimit: MOST_PICTURES, immediate: false })

  watch(
    [version, laid],
    () => {
      const known = positions()
      if (!known || !laid.value || !map.value) return
      canvas ??= openStaffCanvas(map.value)
      canvas.take(known.view, (slot) => known.entryAt(slot)?.unit !== 'team', mapColors())
      glide.resume()
    },
    { immediate: true },
  )
  watch(scale, draw)

  onScopeDispose(() => {
    glide.pause()
    canvas?.close()
  })
}
