import { useEventListener } from '@vueuse/core'
import { computed, shallowRef } from 'vue'
import type { Ref } from 'vue'
import { CaseList, PlaceHistory } from '#shared/history'
import { WhistleList } from '#shared/whistle-api'
import { useAnswer } from '../../feed/useAnswer.ts'
import { useFollowedAnswer } from '../../feed/useFollowedAnswer.ts'
import { casesPath } from '../../panels/history/case-cut.ts'
import type { CaseCut } from '../../panels/history/case-cut.ts'
import { usePreSeason } from './usePreSeason.ts'
import type { useReview } from './useReview.ts'

export type Sheet = 'basis' | 'tasks' | 'place' | 'no-shows'

/** Who did not come is asked anew more often than what is looked back on. */
const WHISTLES_EVERY_MS = 15_000
const FIRST_CASES = 50
const MORE_CASES = 150
const MOST_CASES = 200

export interface SheetParts {
  review: Pick<ReturnType<typeof useReview>, 'base' | 'againList'>
  /** May this person decide what is mended before a season? */
  decides: Readonly<Ref<boolean>>
}

/** What lies over the lists, and what it shows. Cases lie over a place, and going back shows it again. */
export function useSheets({ review, decides }: SheetParts) {
  const sheet = shallowRef<Sheet | null>(null)
  const cut = shallowRef<CaseCut | null>(null)
  const caseLimit = shallowRef(FIRST_CASES)
  const placeKey = shallowRef<string | null>(null)

  const { value: place, ...placeReading } = useFollowedAnswer(PlaceHistory, () =>
    placeKey.value === null ? null : `/api/hotspots/place?${new URLSearchParams({ place: placeKey.value })}`,
  )
  const { value: cases, ...casesReading } = useFollowedAnswer(CaseList, () =>
    cut.value === null ? null : casesPath(review.base.value, cut.value, caseLimit.value),
  )
  const { value: noShows, ...whistles } = useAnswer(WhistleList, '/api/whistles?state=no-show', {
    everyMs: WHISTLES_EVERY_MS,
  })
  const preSeason = usePreSeason({
    when: () => decides.value,
    decided() {
      review.againList()
      placeReading.refresh()
    },
  })

  function close() {
    if (cut.value) cut.value = null
    else sheet.value = null
  }
  useEventListener('keydown', (press) => {
    if (press.key === 'Escape') close()
  })

  return {
    sheet,
    cut,
    cases: { value: cases, ...casesReading },
    place: { value: place, ...placeReading },
    noShows: { value: noShows, ...whistles },
    preSeason,
    tasks: computed(() => preSeason.list.value?.items ?? []),
    close,
    open(chosen: CaseCut) {
      caseLimit.value = FIRST_CASES
      cut.value = chosen
    },
    more: () => (caseLimit.value = Math.min(MOST_CASES, caseLimit.value + MORE_CASES)),
    show(what: Sheet, key: string | null = null) {
      cut.value = null
      placeKey.value = key
      sheet.value = what
    },
  }
}
