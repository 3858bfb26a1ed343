import { useEventListener } from '@vueuse/core'
import { computed, shallowRef, toValue } from 'vue'
import type { MaybeRefOrGetter } from 'vue'

/** The wall is drawn 1080 high; narrower than 1600 of those pixels its rails would eat the map. */
const DRAWN_HEIGHT = 1_080
const NARROWEST_WIDTH = 1_600

/** How many CSS pixels one pixel of the drawing is: 1 at the desk, on the wall a share of the screen's height. */
export function screenScale(reading: 'wall' | 'desk', size: { width: number; height: number }): number {
  if (reading === 'desk') return 1
  return Math.min(size.height / DRAWN_HEIGHT, size.width / NARROWEST_WIDTH)
}

/** Follows the size of the window. */
export function useScreenScale(reading: MaybeRefOrGetter<'wall' | 'desk'>) {
  const measure = () => ({ width: window.innerWidth, height: window.innerHeight })
  const size = shallowRef(measure())
  useEventListener('resize', () => (size.value = measure()))
  return computed(() => screenScale(toValue(reading), size.value))
}
