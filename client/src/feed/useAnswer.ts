import { onScopeDispose, shallowReadonly, shallowRef, watch } from 'vue'
import type { z } from 'zod'
import { ask } from './ask.ts'
import { retryDelayMs } from './retry-delay.ts'

export interface AnswerParts {
  everyMs?: number
  /** Not asked before this is true: a screen does not ask for what it would be refused. */
  when?: () => boolean
}

/**
 * The newest answer to a question the server is asked now, again every `everyMs` when given, and whenever
 * `refresh` is called. While it fails the last answer stays, `error` says why, and it is tried again for ever.
 * One question is under way at a time; being told to refresh meanwhile means: once more after it.
 */
export function useAnswer<T>(schema: z.ZodType<T>, path: string, { everyMs, when = () => true }: AnswerParts = {}) {
  const value = shallowRef<T | null>(null)
  const error = shallowRef<unknown>(null)
  const ended = new AbortController()
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isUnderWay = false
  let isOutdated = false

  async function refresh() {
    isOutdated = true
    if (isUnderWay || !when()) return
    isUnderWay = true
    clearTimeout(timer)
    while (isOutdated && !ended.signal.aborted) {
      isOutdated = false
      await askOnce()
    }
    isUnderWay = false
    if (ended.signal.aborted) return
    const waitMs = failures > 0 ? retryDelayMs(failures, Math.random()) : everyMs
    if (waitMs !== undefined) timer = setTimeout(refresh, waitMs)
  }

  async function askOnce() {
    try {
      value.value = await ask(schema, path, { signal: ended.signal })
      error.value = null
      failures = 0
    } catch (why) {
      error.value = why
      failures++
    }
  }

  watch(when, refresh, { immediate: true })
  onScopeDispose(() => {
    clearTimeout(timer)
    ended.abort()
  })

  return { value: shallowReadonly(value), error: shallowReadonly(error), refresh: () => void refresh() }
}
