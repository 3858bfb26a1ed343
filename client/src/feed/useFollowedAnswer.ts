import { onScopeDispose, shallowReadonly, shallowRef, watch } from 'vue'
import type { z } from 'zod'
import { ask } from './ask.ts'

/**
 * The answer to a question that changes: asked anew whenever `path` does. The last answer stays until the next one is
 * there or fails; an older one never overtakes a newer one. A null path asks nothing and forgets.
 */
export function useFollowedAnswer<T>(schema: z.ZodType<T>, path: () => string | null) {
  const value = shallowRef<T | null>(null)
  const error = shallowRef<unknown>(null)
  const isAsking = shallowRef(false)
  let underWay: AbortController | null = null

  async function follow(question: string | null) {
    underWay?.abort()
    if (question === null) {
      value.value = null
      error.value = null
      return
    }
    const mine = (underWay = new AbortController())
    isAsking.value = true
    try {
      const answer = await ask(schema, question, { signal: mine.signal })
      if (mine.signal.aborted) return
      value.value = answer
      error.value = null
    } catch (why) {
      if (mine.signal.aborted) return
      error.value = why
    }
    isAsking.value = false
  }

  watch(path, (question) => void follow(question), { immediate: true })
  onScopeDispose(() => underWay?.abort())

  return {
    value: shallowReadonly(value),
    error: shallowReadonly(error),
    isAsking: shallowReadonly(isAsking),
    refresh: () => void follow(path()),
  }
}
