import { useIntervalFn } from '@vueuse/core'
import { shallowRef } from 'vue'
import type { ServerClock } from './server-clock.ts'

const LOOK_MS = 200

/** The server's time in whole seconds (as ms since 1970), for clocks and countdowns; null before it is known. */
export function useServerNow(clock: ServerClock) {
  const now = shallowRef<number | null>(null)

  function look() {
    const ms = clock.now()
    now.value = ms === null ? null : Math.floor(ms / 1_000) * 1_000
  }

  useIntervalFn(look, LOOK_MS, { immediateCallback: true })
  return { now, look }
}
