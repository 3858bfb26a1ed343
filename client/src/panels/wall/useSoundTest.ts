import { useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { SoundResult } from '#shared/wall'
import { SoundTestAnswer } from '#shared/wall'
import { SECOND_MS } from '#shared/time'
import { ask } from '../../feed/ask.ts'
import { retryDelayMs } from '../../feed/retry-delay.ts'
import { newId } from '../../commands/new-id.ts'
import { isShortcut } from '../../look/shortcut.ts'

export type SoundTestState =
  /** `due`: nobody has tried the siren on this screen since the shift began. */
  | { state: 'rest'; due: boolean }
  | { state: 'asking' }
  | { state: 'sending'; result: SoundResult }
  | { state: 'written'; result: SoundResult; at: string }

const ANSWER_MS = 20 * SECOND_MS
const TOLD_MS = 10 * SECOND_MS

export interface SoundTestParts {
  /** Plays the siren once. */
  play: () => Promise<void>
  /** Changes with every shift; null while it is not known. */
  shift: Ref<string | null>
}

/**
 * Trying the siren, which is due at every change of shift: `T` plays it, `Y` heard, `N` not heard. The result is sent
 * until the server has written it down.
 */
export function useSoundTest({ play, shift }: SoundTestParts) {
  const busy = shallowRef<Exclude<SoundTestState, { state: 'rest' }> | null>(null)
  const triedInShift = shallowRef<string | null>(null)
  const ended = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => {
    clearTimeout(timer)
    ended.abort()
  })

  const test = computed<SoundTestState>(
    () => busy.value ?? { state: 'rest', due: shift.value !== null && triedInShift.value !== shift.value },
  )

  function later(ms: number, run: () => void) {
    clearTimeout(timer)
    timer = setTimeout(run, ms)
  }

  async function start() {
    busy.value = { state: 'asking' }
    later(ANSWER_MS, () => tell('unanswered'))
    await play()
  }

  function tell(result: SoundResult) {
    busy.value = { state: 'sending', result }
    if (result === 'heard') triedInShift.value = shift.value
    void send({ id: newId(), result }, 0)
  }

  async function send(body: { id: string; result: SoundResult }, failures: number) {
    try {
      const { at } = await ask(SoundTestAnswer, '/api/wall/sound-tests', { method: 'POST', body, signal: ended.signal })
      busy.value = { state: 'written', result: body.result, at }
      later(TOLD_MS, () => (busy.value = null))
    } catch {
      // Nothing is lost: the same id goes again until it is written, and the chip says so meanwhile.
      if (!ended.signal.aborted) later(retryDelayMs(failures + 1, Math.random()), () => void send(body, failures + 1))
    }
  }

  useEventListener('keydown', (press) => {
    const state = test.value.state
    if (isShortcut(press, 'KeyT') && (state === 'rest' || state === 'written')) void start()
    else if (state === 'asking' && isShortcut(press, 'KeyY')) tell('heard')
    else if (state === 'asking' && isShortcut(press, 'KeyN')) tell('not-heard')
  })

  return test
}
