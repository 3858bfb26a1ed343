import { shallowRef } from 'vue'
import { Problem } from '#shared/problem'
import { problemKey } from '../../feed/ask.ts'

export interface Refusal {
  /** Key of the words. */
  key: string
  detail: string
}

/** Does one thing at a time; what was refused is told until the next one. */
export function useAct() {
  const busy = shallowRef(false)
  const refusal = shallowRef<Refusal | null>(null)

  async function act(work: () => Promise<void>): Promise<void> {
    busy.value = true
    refusal.value = null
    try {
      await work()
    } catch (error) {
      const errors = error instanceof Problem ? error.errors.map(({ message }) => message) : []
      const detail = error instanceof Problem ? [error.message, ...errors].join(' · ') : ''
      refusal.value = { key: problemKey(error), detail }
    } finally {
      busy.value = false
    }
  }

  return { busy, refusal, act }
}
