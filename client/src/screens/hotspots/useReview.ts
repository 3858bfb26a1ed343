import { useIntervalFn } from '@vueuse/core'
import { computed, shallowRef, watch } from 'vue'
import { Hotspots, RecurrenceList } from '#shared/history'
import type { HistoryGroup } from '#shared/history'
import { MINUTE_MS } from '#shared/time'
import { useFollowedAnswer } from '../../feed/useFollowedAnswer.ts'
import { lastMonths } from '../../panels/history/month-range.ts'
import type { MonthRange } from '../../panels/history/month-range.ts'

const MONTHS = 24
/** A screen left open does not grow old unseen: when it was counted stands on top. */
const AGAIN_MS = 2 * MINUTE_MS

/** What the review asks: a group of kinds over a run of months, and what the history answers. */
export function useReview() {
  const group = shallowRef<HistoryGroup>('utility')
  const range = shallowRef<MonthRange>(lastMonths(12, MONTHS))
  /** As the last answer told them; a period is a piece of them. */
  const months = shallowRef<Hotspots['months']>([])

  const base = computed(() => {
    const [first, last] = [months.value[range.value.first], months.value[range.value.last]]
    return { group: group.value, ...(first && last ? { from: first.from, to: last.to } : {}) }
  })
  const query = computed(() => new URLSearchParams(base.value).toString())
  const { value: hotspots, ...history } = useFollowedAnswer(Hotspots, () => `/api/hotspots?${query.value}`)
  const { value: recurrences, ...list } = useFollowedAnswer(RecurrenceList, () => `/api/recurrences?${query.value}`)
  watch(hotspots, (answer) => {
    if (answer) months.value = answer.months
  })

  function again() {
    history.refresh()
    list.refresh()
  }
  useIntervalFn(again, AGAIN_MS)

  return {
    group,
    range,
    months,
    /** The question itself, for whoever asks for the cases behind a number. */
    base,
    hotspots,
    recurrences,
    failure: computed(() => history.error.value ?? list.error.value),
    again,
    againList: list.refresh,
    chosenMonths: computed(() => range.value.last - range.value.first + 1),
    recorded: computed(() => months.value.reduce((sum, { count }) => sum + count, 0)),
  }
}
