import { useIntervalFn } from '@vueuse/core'
import { computed, shallowRef } from 'vue'
import { MINUTE_MS } from '#shared/time'

const EVERY_MS = 10 * MINUTE_MS
const CORNERS = [
  [0, 0],
  [2, 0],
  [2, 2],
  [0, 2],
] as const

/** Moves the page by two pixels every ten minutes, so that what never changes does not burn in. */
export function useBurnInGuard() {
  const turn = shallowRef(0)
  useIntervalFn(() => turn.value++, EVERY_MS)
  return computed(() => {
    const [x, y] = CORNERS[turn.value % CORNERS.length] ?? [0, 0]
    return { transform: `translate(${x}px, ${y}px)` }
  })
}
