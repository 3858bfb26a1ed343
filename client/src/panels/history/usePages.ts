import { computed, reactive, shallowRef, watch } from 'vue'

/** One page of a list that is longer than its room; rows count from 1. */
export interface Pages {
  count: number
  from: number
  to: number
  total: number
  isFirst: boolean
  isLast: boolean
  turn(by: 1 | -1): void
}

/** Shows a list page by page; another list, or room for more rows, begins at the front. */
export function usePages<T>(all: () => readonly T[], rows: () => number) {
  const page = shallowRef(0)
  watch([all, rows], () => (page.value = 0))
  const count = computed(() => Math.max(1, Math.ceil(all().length / rows())))
  const first = computed(() => page.value * rows())
  const shown = computed(() => all().slice(first.value, first.value + rows()))
  const pages: Pages = reactive({
    count,
    from: computed(() => first.value + 1),
    to: computed(() => Math.min(all().length, first.value + rows())),
    total: computed(() => all().length),
    isFirst: computed(() => page.value === 0),
    isLast: computed(() => page.value >= count.value - 1),
    turn(by: 1 | -1) {
      page.value = Math.min(count.value - 1, Math.max(0, page.value + by))
    },
  })
  return { shown, pages }
}
