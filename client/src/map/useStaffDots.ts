import { useRafFn } from '@vueuse/core'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { markRaw, onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { Positions } from '../positions/positions.ts'
import type { StaffCanvas } from './layers/staff-canvas.ts'
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
 * Draws the staff over the map; nothing of it passes through Vue's reactivity but a version number. `isLost` when the
 * code that draws them could not be had: a browser asks for it once a page, so only a new page brings it.
 */
export function useStaffDots({ map, drawn, positions, version, scale }: StaffDotsParts) {
  const canvas = shallowRef<StaffCanvas | null>(null)
  const isLost = shallowRef(false)
  let isAskedFor = false
  let isOver = false

  /** What draws them is half of the page's code, and the ground does not wait for it. */
  async function load() {
    if (isAskedFor || !map.value || !positions()) return
    isAskedFor = true
    try {
      const { openStaffCanvas } = await import('./layers/staff-canvas.ts')
      if (!isOver) canvas.value = markRaw(openStaffCanvas(map.value))
    } catch (error) {
      isLost.value = true
      console.warn('staff', error)
    }
  }
  // Before there is a ground: the graphics card has time for a second canvas while the street is still being asked for.
  watch(map, load)

  function draw() {
    const view = positions()?.view
    if (!view || !canvas.value) return
    const share = Math.min(1, (performance.now() - view.receivedMs) / FRAME_MS)
    canvas.value.draw(scale.value, Number.isNaN(share) ? 1 : share)
    if (share >= 1) glide.pause()
  }
  const glide = useRafFn(draw, { fpsLimit: PICTURES_PER_SECOND, immediate: false })

  watch(
    [version, drawn, canvas],
    () => {
      const known = positions()
      if (!known || !drawn.value) return
      if (!canvas.value) return void load()
      canvas.value.take(known.view, (slot) => known.entryAt(slot)?.unit !== 'team', mapColors())
      glide.resume()
    },
    { immediate: true },
  )
  watch(scale, draw)

  onScopeDispose(() => {
    isOver = true
    glide.pause()
    canvas.value?.close()
  })

  return { isLost }
}
