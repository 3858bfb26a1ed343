import { onScopeDispose, shallowReadonly, shallowRef } from 'vue'
import type { z } from 'zod'
import { ask } from './ask.ts'
import { retryDelayMs } from './retry-delay.ts'

/**
 * The newest answer to a question the server is asked now, again every `everyMs` when given, and whenever
 * `refresh` is called. While it fails the last answer stays, `error` says why, and it is tried again for ever.
 */
export function useAnswer<T>(schema: z.ZodType<T>, path: string, { everyMs }: { everyMs?: number } = {}) {
  const value = shallowRef<T | null>(null)
  const error = shallowRef<unknown>(null)
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let underWay: AbortController | null = null

  async function refresh() {
    clearTimeout(timer)
    underWay?.abort()
    const mine = (underWay = new AbortController())
    try {
      const answer = await ask(schema, path, { signal: mine.signal })
      if (mine.signal.aborted) return
      value.value = answer
      error.value = null
      failures = 0
      if (everyMs) timer = setTimeout(refresh, everyMs)
    } catch (why) {
      if (mine.signal.aborted) return
      error.value = why
      timer = setTimeout(refresh, retryDelayMs(++failures, Math.random()))
    }
  }

  void refresh()
  onScopeDispose(() => {
    clearTimeout(timer)
    underWay?.abort()
  })

  return { value: shallowReadonly(value), error: shallowReadonly(error), refresh: () => void refresh() }
}
