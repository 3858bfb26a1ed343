import { useEventListener, useIntervalFn } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { MINUTE_MS } from '#shared/time'
import type { SeenAlarm } from '../../board/things.ts'
import { nothingHeard, toneDue } from '../../panels/wall/alarm-sound.ts'
import { playTone } from '../../panels/wall/tones.ts'

const MUTE_MS = 30 * MINUTE_MS
const LOOK_MS = 500

/**
 * The desk's alarm. Unlike the wall, which waits for a confirmation, the desk hears a level 1 at once. The browser
 * gives leave with the first hand on the page. `alarms`: those nobody has acknowledged. `now`: the server's, in ms.
 */
export function useDeskSound(alarms: Readonly<Ref<readonly SeenAlarm[]>>, now: Readonly<Ref<number | null>>) {
  const audio = new AudioContext()
  const isRunning = shallowRef(audio.state === 'running')
  const mutedUntil = shallowRef<number | null>(null)
  const isMuted = computed(() => mutedUntil.value !== null && now.value !== null && now.value < mutedUntil.value)
  let memory = nothingHeard

  const atOnce = computed(() =>
    alarms.value.map((alarm) => ({ ...alarm, confirmedAt: alarm.confirmedAt ?? alarm.raisedAt })),
  )

  function look() {
    if (now.value === null) return
    const due = toneDue(memory, { alarms: atOnce.value, now: now.value, monotonicMs: performance.now() })
    memory = due.memory
    if (due.tone && isRunning.value && !isMuted.value) playTone(audio, due.tone)
  }

  async function wake() {
    if (audio.state === 'running') return
    await audio.resume()
    playTone(audio, 'test')
  }

  audio.onstatechange = () => (isRunning.value = audio.state === 'running')
  useEventListener(['keydown', 'pointerdown'], () => void wake())
  useIntervalFn(look, LOOK_MS)
  watch(alarms, look)
  onScopeDispose(() => void audio.close())

  return {
    sound: computed(() => ({
      state: !isRunning.value ? ('off' as const) : isMuted.value ? ('muted' as const) : ('on' as const),
      until: mutedUntil.value,
    })),
    /** On → muted for half an hour, with its end shown; muted → on. */
    toggleMute() {
      if (isRunning.value && now.value !== null) mutedUntil.value = isMuted.value ? null : now.value + MUTE_MS
    },
  }
}
