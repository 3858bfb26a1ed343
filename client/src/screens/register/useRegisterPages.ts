import { shallowReadonly, shallowRef, watch } from 'vue'
import { listOf } from '#shared/api'
import { Resident } from '#shared/resident'
import { ask } from '../../feed/ask.ts'
import { registerPath } from '../../panels/register/register-cut.ts'
import type { RegisterCut } from '../../panels/register/register-cut.ts'

const ResidentList = listOf(Resident)

/** The register as far as it was leafed through; another cut begins anew, and an older answer never overtakes a newer one. */
export function useRegisterPages() {
  const cut = shallowRef<RegisterCut>({ community: null, building: null, need: null })
  const residents = shallowRef<readonly Resident[]>([])
  const total = shallowRef<number | null>(null)
  const next = shallowRef<string | null>(null)
  /** When the newest page was counted, by the street's clock; null before the first. */
  const asOf = shallowRef<string | null>(null)
  const error = shallowRef<unknown>(null)
  let asked = 0

  async function load(after: string | null) {
    const mine = ++asked
    try {
      const page = await ask(ResidentList, registerPath(cut.value, after))
      if (mine !== asked) return
      residents.value = after === null ? page.items : [...residents.value, ...page.items]
      total.value = page.total
      next.value = page.next
      asOf.value = page.asOf
      error.value = null
    } catch (why) {
      if (mine === asked) error.value = why
    }
  }
  watch(cut, () => void load(null), { immediate: true })

  return {
    cut: shallowReadonly(cut),
    setCut: (change: Partial<RegisterCut>) => (cut.value = { ...cut.value, ...change }),
    residents: shallowReadonly(residents),
    total: shallowReadonly(total),
    next: shallowReadonly(next),
    asOf: shallowReadonly(asOf),
    error: shallowReadonly(error),
    more: () => next.value && load(next.value),
    reload: () => void load(null),
  }
}
