import { useEventListener, useIntervalFn } from '@vueuse/core'
import { computed, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { SECOND_MS } from '#shared/time'
import { isShortcut } from '../../look/shortcut.ts'
import { calmScenes, LOCK_HOLD_MS, sceneAt, TURN_HOLD_MS } from './calm-scenes.ts'

export interface RotationParts {
  rotates: Ref<boolean>
  /** Something else has the wall: keys are not for the scenes then. */
  isTaken: Ref<boolean>
  isStale: Ref<boolean>
  /** Changes with every report and alarm; null before anything is known. */
  news: Ref<string | null>
}

const RECURRENCE = calmScenes.findIndex(({ id }) => id === 'recurrence')

/** Turns the scenes of a calm wall: ← and → choose one, the space bar holds what stands or lets it go, H shows what comes back. */
export function useRotation({ rotates, isTaken, isStale, news }: RotationParts) {
  const monotonicMs = () => performance.now()
  const startedMs = monotonicMs()
  const nowMs = shallowRef(startedMs)
  const newsMs = shallowRef<number | null>(null)
  const hand = shallowRef<{ index: number; atMs: number; holdMs: number } | null>(null)

  const now = computed(() =>
    sceneAt(nowMs.value, {
      rotates: rotates.value,
      startedMs,
      newsMs: newsMs.value,
      hand: hand.value,
      isStale: isStale.value,
    }),
  )

  function choose(index: number, holdMs: number) {
    nowMs.value = monotonicMs()
    hand.value = { index: (index + calmScenes.length) % calmScenes.length, atMs: nowMs.value, holdMs }
  }

  useIntervalFn(() => (nowMs.value = monotonicMs()), SECOND_MS)
  // What is on the board when the page comes up is no news.
  watch(news, (_, before) => {
    if (before !== null) nowMs.value = newsMs.value = monotonicMs()
  })
  watch(isTaken, (taken) => {
    if (!taken) nowMs.value = newsMs.value = monotonicMs()
  })
  useEventListener('keydown', (press) => {
    if (isTaken.value) return
    if (isShortcut(press, 'ArrowRight')) choose(now.value.index + 1, TURN_HOLD_MS)
    else if (isShortcut(press, 'ArrowLeft')) choose(now.value.index - 1, TURN_HOLD_MS)
    else if (isShortcut(press, 'KeyH')) choose(now.value.scene === 'recurrence' ? 0 : RECURRENCE, TURN_HOLD_MS)
    else if (isShortcut(press, 'Space')) choose(now.value.index, now.value.why === 'hand' ? 0 : LOCK_HOLD_MS)
  })

  return now
}
