import { useEventListener } from '@vueuse/core'
import { computed, shallowRef, toValue } from 'vue'
import type { MaybeRefOrGetter } from 'vue'

/** The wall is drawn 1080 high; narrower than 1600 of those pixels its rails would eat the map. */
const DRAWN_HEIGHT = 1_080
const NARROWEST_WIDTH = 1_600
const DESK_WIDTH = 1_920

/** How many CSS pixels one pixel of the drawing is: 1 at the desk, on the wall a share of the screen's height. */
export function screenScale(reading: 'wall' | 'desk', size: { width: number; height: number }): number {
  if (reading === 'desk') return 1
  return Math.min(size.height / DRAWN_HEIGHT, size.width / NARROWEST_WIDTH)
}

/**
 * How many times larger than drawn the desk, the checklist and the pages stand on a screen that is bigger than an office
 * has: at 3840 × 2160 without a scale of its own nobody could read 12 px. Up to 1920 × 1080 the room is used instead.
 */
export function deskZoom(size: { width: number; height: number }): number {
  return Math.max(1, Math.min(size.height / DRAWN_HEIGHT, size.width / DESK_WIDTH))
}

/** Follows the size of the window. */
export function useScreenScale(reading: MaybeRefOrGetter<'wall' | 'desk'>) {
  const size = useWindowSize()
  return computed(() => screenScale(toValue(reading), size.value))
}

/** By how much the whole page is enlarged; the wall is not, its tokens grow instead. */
export function useDeskZoom(reading: MaybeRefOrGetter<'wall' | 'desk'>) {
  const size = useWindowSize()
  return computed(() => (toValue(reading) === 'wall' ? 1 : deskZoom(size.value)))
}

function useWindowSize() {
  const measure = () => ({ width: window.innerWidth, height: window.innerHeight })
  const size = shallowRef(measure())
  useEventListener('resize', () => (size.value = measure()))
  return size
}
