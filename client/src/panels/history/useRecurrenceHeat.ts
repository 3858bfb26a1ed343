import { useEventListener } from '@vueuse/core'
import { computed, effectScope, onScopeDispose, shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import { RecurrenceList } from '#shared/history'
import type { Position } from '#shared/geo'
import { useAnswer } from '../../feed/useAnswer.ts'
import { isShortcut } from '../../look/shortcut.ts'

interface Heat {
  position: Position
  weight: number
}

/** What came back changes slowly. */
const AGAIN_MS = 5 * 60_000

/**
 * The layer of what keeps coming back, switched by `H` at the desk; the wall has counted cells instead. Nothing is asked
 * before somebody wants to see it. `heat` is null while it is off or not known yet.
 */
export function useRecurrenceHeat() {
  const isOn = shallowRef(false)
  const scope = effectScope()
  const answer: ShallowRef<(() => Heat[] | null) | null> = shallowRef(null)
  onScopeDispose(() => scope.stop())

  function ask(): (() => Heat[] | null) | null {
    const { value } = useAnswer(RecurrenceList, '/api/recurrences', { everyMs: AGAIN_MS })
    return () => value.value?.items.map(({ position, count }) => ({ position, weight: count })) ?? null
  }

  function toggle() {
    isOn.value = !isOn.value
    answer.value ??= scope.run(ask) ?? null
  }

  useEventListener('keydown', (press) => {
    if (isShortcut(press, 'KeyH')) toggle()
  })

  return { isOn, toggle, heat: computed(() => (isOn.value ? (answer.value?.() ?? null) : null)) }
}
