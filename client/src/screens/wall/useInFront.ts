import { useEventListener } from '@vueuse/core'
import { computed, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { isShortcut } from '../../look/shortcut.ts'
import type { Takeover } from './takeovers.ts'

/** Which of the takeovers stands in front: the first, until ← or → brings another; a new one begins anew. */
export function useInFront(takeovers: Ref<readonly Takeover[]>) {
  const turned = shallowRef(0)
  const index = computed(() => {
    const count = takeovers.value.length
    return count === 0 ? 0 : ((turned.value % count) + count) % count
  })

  watch(
    () => takeovers.value.map(({ id }) => id).join(),
    () => (turned.value = 0),
  )
  useEventListener('keydown', (press) => {
    if (isShortcut(press, 'ArrowRight')) turned.value++
    else if (isShortcut(press, 'ArrowLeft')) turned.value--
  })

  return {
    front: computed(() => takeovers.value[index.value] ?? null),
    behind: computed(() => takeovers.value.filter((_, nth) => nth !== index.value)),
  }
}
