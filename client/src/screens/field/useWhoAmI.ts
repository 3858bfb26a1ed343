import { computed, onScopeDispose, shallowRef } from 'vue'
import type { Me } from '#shared/account'
import { NoAnswer } from '../../feed/ask.ts'
import { sessionOptions } from '../../feed/session.ts'

/** The account name alone: no name of a person, and nothing of the tasks. */
const KEPT_UNDER = 'field-owner'
const RETRY_MS = 3_000

/**
 * Who holds this phone. Asked of the server until it answers; who it was the last time is remembered, so that a page
 * that was opened without a network can show what that person has not delivered.
 */
export function useWhoAmI() {
  const me = shallowRef<Me | null>(null)
  const isDemo = shallowRef(false)
  /** True when the server has answered, whatever it said. */
  const isKnown = shallowRef(false)
  const remembered = shallowRef(localStorage.getItem(KEPT_UNDER))
  let timer: ReturnType<typeof setTimeout> | undefined

  async function look() {
    clearTimeout(timer)
    try {
      const options = await sessionOptions()
      me.value = options.me
      isDemo.value = options.demo
      isKnown.value = true
      if (!options.me) return
      remembered.value = options.me.username
      localStorage.setItem(KEPT_UNDER, options.me.username)
    } catch (error) {
      if (!(error instanceof NoAnswer)) console.warn('who am I', error)
      timer = setTimeout(look, RETRY_MS)
    }
  }

  void look()
  onScopeDispose(() => clearTimeout(timer))

  return {
    me,
    isDemo,
    isKnown,
    /** Whose taps are shown. */
    shown: computed(() => me.value?.username ?? remembered.value),
    look: () => void look(),
    forget() {
      me.value = null
      remembered.value = null
      localStorage.removeItem(KEPT_UNDER)
    },
  }
}
