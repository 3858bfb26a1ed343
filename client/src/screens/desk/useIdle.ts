import { useEventListener, useIntervalFn } from '@vueuse/core'
import { shallowReadonly, shallowRef } from 'vue'
import { MINUTE_MS, SECOND_MS } from '#shared/time'

/** So long without a hand on the desk, and what is personal is covered. */
export const BLANK_AFTER_MS = MINUTE_MS

/** True when nobody has touched this desk for a minute. The first touch gives everything back. */
export function useIdle(now: () => number = () => performance.now()) {
  const isIdle = shallowRef(false)
  let touchedMs = now()

  function touch() {
    touchedMs = now()
    isIdle.value = false
  }

  for (const kind of ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const) {
    useEventListener(window, kind, touch, { passive: true, capture: true })
  }
  useIntervalFn(() => (isIdle.value = now() - touchedMs >= BLANK_AFTER_MS), SECOND_MS)
  return shallowReadonly(isIdle)
}
