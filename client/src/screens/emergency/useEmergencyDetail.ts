import { onScopeDispose, shallowReadonly, shallowRef, watch } from 'vue'
import type { EmergencyDetail } from '#shared/emergency-api'
import type { Commands } from '../../commands/commands.ts'
import { retryDelayMs } from '../../feed/retry-delay.ts'

/** News in a burst asks once. */
const ASK_AFTER_MS = 250

/**
 * Plan, supplies, reports upward and story of an emergency, which do not travel on the lane: asked for now, and again
 * whenever the lane says that the emergency moved on. While it fails, what is here stays, and it is tried again.
 */
export function useEmergencyDetail(
  id: () => string,
  revision: () => number,
  commands: Pick<Commands, 'emergencyDetail'>,
) {
  const detail = shallowRef<EmergencyDetail | null>(null)
  const failure = shallowRef<unknown>(null)
  let asking: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0

  async function load() {
    asking?.abort()
    const mine = new AbortController()
    asking = mine
    try {
      const answer = await commands.emergencyDetail(id(), mine.signal)
      if (asking !== mine) return
      const isOlder = (detail.value?.emergency.revision ?? 0) > answer.emergency.revision
      if (!isOlder || detail.value?.emergency.id !== answer.emergency.id) detail.value = answer
      failure.value = null
      failures = 0
    } catch (error) {
      if (asking !== mine || mine.signal.aborted) return
      failure.value = error
      failures++
      timer = setTimeout(() => void load(), retryDelayMs(failures, Math.random()))
    }
  }

  watch(
    [id, revision],
    ([now, seen], before) => {
      clearTimeout(timer)
      if (now !== before[0]) {
        detail.value = null
        void load()
      } else if (seen > (detail.value?.emergency.revision ?? 0)) {
        timer = setTimeout(() => void load(), ASK_AFTER_MS)
      }
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    asking?.abort()
  })

  return { detail: shallowReadonly(detail), failure: shallowReadonly(failure), reload: () => void load() }
}
