import { onScopeDispose, shallowReadonly, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { IncidentDetail } from '#shared/api'
import type { SeenIncident } from '../../board/things.ts'
import type { Commands } from '../../commands/commands.ts'

/** News in a burst asks once. */
const ASK_AFTER_MS = 250

/**
 * All that belongs to the selected incident: asked for when it is selected and again whenever the board says that
 * it moved on. An answer older than what is here is not shown; while it fails, what is here stays.
 */
export function useDetail(selected: Readonly<Ref<SeenIncident | null>>, commands: Pick<Commands, 'detail'>) {
  const detail = shallowRef<IncidentDetail | null>(null)
  const failure = shallowRef<unknown>(null)
  let asking: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  async function load(id: string) {
    asking?.abort()
    const mine = new AbortController()
    asking = mine
    try {
      const answer = await commands.detail(id, mine.signal)
      if (asking !== mine) return
      const isOlder = detail.value?.incident.id === id && detail.value.incident.revision > answer.incident.revision
      if (!isOlder) detail.value = answer
      failure.value = null
    } catch (error) {
      if (asking === mine) failure.value = error
    }
  }

  watch(
    () => selected.value?.id ?? null,
    (id) => {
      clearTimeout(timer)
      asking?.abort()
      asking = null
      detail.value = null
      failure.value = null
      if (id) void load(id)
    },
    { immediate: true },
  )

  watch(
    () => selected.value?.revision ?? 0,
    (revision) => {
      const id = selected.value?.id
      if (!id || revision <= (detail.value?.incident.revision ?? 0)) return
      clearTimeout(timer)
      timer = setTimeout(() => void load(id), ASK_AFTER_MS)
    },
  )

  onScopeDispose(() => {
    clearTimeout(timer)
    asking?.abort()
  })

  return {
    detail: shallowReadonly(detail),
    failure: shallowReadonly(failure),
    reload: () => {
      if (selected.value) void load(selected.value.id)
    },
  }
}
