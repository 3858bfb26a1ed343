import { useIntervalFn } from '@vueuse/core'
import { computed, shallowRef } from 'vue'
import { MINUTE_MS, SECOND_MS } from '#shared/time'

/** A number somebody asked to see stays this long. */
export const SHOWN_FOR_MS = MINUTE_MS

/** Telephone numbers shown for a minute and then forgotten. Held in memory only. */
export function useReveals(now: () => number = () => performance.now()) {
  const held = shallowRef<ReadonlyMap<string, { text: string; untilMs: number }>>(new Map())
  const nowMs = shallowRef(now())

  useIntervalFn(() => {
    nowMs.value = now()
    const left = [...held.value].filter(([, { untilMs }]) => untilMs > nowMs.value)
    if (left.length < held.value.size) held.value = new Map(left)
  }, SECOND_MS)

  return {
    revealed: computed(
      () =>
        new Map(
          [...held.value].map(([id, { text, untilMs }]) => [
            id,
            { text, secondsLeft: Math.max(0, Math.ceil((untilMs - nowMs.value) / SECOND_MS)) },
          ]),
        ),
    ),
    show: (reportId: string, text: string) => {
      nowMs.value = now()
      held.value = new Map(held.value).set(reportId, { text, untilMs: nowMs.value + SHOWN_FOR_MS })
    },
    coverAll: () => (held.value = new Map()),
  }
}
