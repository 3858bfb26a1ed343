import { useEventListener, useIntervalFn } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { MINUTE_MS } from '#shared/time'
import type { SeenAlarm } from '../../board/things.ts'
import { isShortcut } from '../../look/shortcut.ts'
import { nothingHeard, toneDue } from './alarm-sound.ts'
import { playTone } from './tones.ts'

/** `off`: the browser lets nothing sound before a person has touched this screen. */
export type SoundFace = { face: 'on' } | { face: 'muted'; until: number } | { face: 'off' }

const MUTE_MS = 30 * MINUTE_MS

/**
 * The wall's voice. It asks a person for leave once (any key or click), says so until then, and can be
 * muted with `M` for half an hour, never for ever.
 */
export function useAlarmSound(alarms: Ref<readonly SeenAlarm[]>, now: Ref<number | null>) {
  const audio = new AudioContext()
  const isRunning = shallowRef(audio.state === 'running')
  const mutedUntil = shallowRef<number | null>(null)
  let memory = nothingHeard

  const sound = computed<SoundFace>(() => {
    if (!isRunning.value) return { face: 'off' }
    const until = mutedUntil.value
    return until !== null && now.value !== null && now.value < until ? { face: 'muted', until } : { face: 'on' }
  })

  function look() {
    if (now.value === null) return
    const due = toneDue(memory, { alarms: alarms.value, now: now.value, monotonicMs: performance.now() })
    memory = due.memory
    if (due.tone && sound.value.face === 'on') playTone(audio, due.tone)
  }

  async function wake() {
    if (audio.state === 'running') return
    await audio.resume()
    playTone(audio, 'test')
  }

  /** The siren once, muted or not: who asked for it stands before the screen. */
  async function playSiren() {
    await audio.resume()
    playTone(audio, 1)
  }

  audio.onstatechange = () => (isRunning.value = audio.state === 'running')
  useEventListener(['keydown', 'pointerdown'], () => void wake())
  useEventListener('keydown', (press) => {
    if (!isShortcut(press, 'KeyM') || !isRunning.value || now.value === null) return
    mutedUntil.value = sound.value.face === 'muted' ? null : now.value + MUTE_MS
  })
  useIntervalFn(look, 500)
  watch(alarms, look)
  onScopeDispose(() => void audio.close())

  return { sound, playSiren }
}
