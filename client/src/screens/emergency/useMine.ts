import { shallowReadonly, shallowRef } from 'vue'

const KEPT_UNDER = 'visitors-chosen-here'

/** Which rows were assigned at this desk: ids only, for this browser's session. */
export function useMine() {
  const mine = shallowRef<ReadonlySet<string>>(new Set((sessionStorage.getItem(KEPT_UNDER) ?? '').split(' ')))

  return {
    mine: shallowReadonly(mine),
    note(rowId: string) {
      mine.value = new Set(mine.value).add(rowId)
      sessionStorage.setItem(KEPT_UNDER, [...mine.value].filter(Boolean).join(' '))
    },
  }
}
