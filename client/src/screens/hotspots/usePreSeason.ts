import { shallowRef } from 'vue'
import { PreSeasonAnswer, PreSeasonList } from '#shared/pre-season'
import type { PreSeasonCommand, PreSeasonTask } from '#shared/pre-season'
import { MINUTE_MS } from '#shared/time'
import { newId } from '../../commands/new-id.ts'
import { ask, problemKey } from '../../feed/ask.ts'
import { useAnswer } from '../../feed/useAnswer.ts'

/** The tasks before the seasons to come, and what is decided about them. `decided` is called after each decision. */
export function usePreSeason({ when, decided }: { when: () => boolean; decided: () => void }) {
  const {
    value: list,
    error,
    refresh,
  } = useAnswer(PreSeasonList, '/api/pre-season-tasks', { everyMs: MINUTE_MS, when })
  const busy = shallowRef(false)
  /** The key of the words for what the server refused last. */
  const refusal = shallowRef<string | null>(null)

  async function decide({ id, revision }: PreSeasonTask, decision: Pick<PreSeasonCommand, 'does' | 'note'>) {
    busy.value = true
    refusal.value = null
    try {
      const body = { id: newId(), revision, ...decision }
      await ask(PreSeasonAnswer, `/api/pre-season-tasks/${id}`, { method: 'POST', body })
    } catch (why) {
      refusal.value = problemKey(why)
    }
    busy.value = false
    refresh()
    decided()
  }

  return { list, error, busy, refusal, decide }
}
