import { shallowReadonly, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { Hint } from '#shared/report'
import type { SeenIncident } from '../../board/things.ts'
import type { Commands } from '../../commands/commands.ts'

/** The same kind in the same building in the last 90 days, without the case itself; null while it is not known. */
export function useBefore(selected: Readonly<Ref<SeenIncident | null>>, commands: Pick<Commands, 'hint'>) {
  const before = shallowRef<Hint['before'] | null>(null)

  watch(
    () => {
      const { id, kind, buildingId } = selected.value ?? {}
      return id && kind && buildingId ? `${id} ${kind} ${buildingId}` : null
    },
    async (asked, _last, onCleanup) => {
      before.value = null
      const { id, kind, buildingId } = selected.value ?? {}
      if (!asked || !kind || !buildingId) return
      const stop = new AbortController()
      onCleanup(() => stop.abort())
      try {
        const hint = await commands.hint({ text: '', kind, buildingId }, stop.signal)
        if (!stop.signal.aborted) before.value = hint.before.filter(({ incidentId }) => incidentId !== id)
      } catch {
        // Not known is shown as not known; nobody waits for it.
      }
    },
    { immediate: true },
  )

  return shallowReadonly(before)
}
