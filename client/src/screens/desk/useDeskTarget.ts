import { computed } from 'vue'
import type { Ref } from 'vue'
import type { FoundPlace } from '#shared/street'
import type { SeenIncident } from '../../board/things.ts'
import type { useCall } from './useCall.ts'
import type { Target } from './useDispatch.ts'

export interface TargetParts {
  call: ReturnType<typeof useCall>
  selected: Readonly<Ref<SeenIncident | null>>
  foundPlace: Readonly<Ref<FoundPlace | null>>
}

/** Where the dock looks from: the call that is being taken, otherwise the selected case, otherwise a place looked up. */
export function useDeskTarget({ call, selected, foundPlace }: TargetParts) {
  const nowhere = { gridId: null, incident: null }

  return computed<Target | null>(() => {
    if (call.isOpen.value) {
      const place = call.draft.value?.place
      if (!place?.position) return null
      const kind = call.draft.value?.kind ?? call.hint.value?.kind ?? 'other'
      return { position: place.position, place: place.label, kind, ...nowhere }
    }
    if (selected.value) return { ...selected.value, incident: selected.value }
    const { value: found } = foundPlace
    return found && { position: found.position, place: found.place, kind: 'other', ...nowhere }
  })
}
