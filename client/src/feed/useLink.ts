import { useIntervalFn } from '@vueuse/core'
import { computed, shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import { linkAt } from './link.ts'
import type { LinkFacts } from './link.ts'

const LOOK_MS = 500

/** How old the picture is, looked at anew twice a second, whatever else happens or does not. */
export function useLink(facts: ShallowRef<LinkFacts>, monotonicMs: () => number) {
  const nowMs = shallowRef(monotonicMs())
  useIntervalFn(() => (nowMs.value = monotonicMs()), LOOK_MS)
  return computed(() => linkAt(facts.value, Math.max(nowMs.value, facts.value.tickMs ?? 0)))
}
