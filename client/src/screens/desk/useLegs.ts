import { computed, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { ProposedLeg } from '#shared/leg'
import type { SeenIncident, SeenLeg } from '../../board/things.ts'
import type { Live } from '../../board/useLive.ts'
import type { Commands } from '../../commands/commands.ts'

export interface LegsParts {
  board: Pick<Live['board'], 'legs'>
  selected: Readonly<Ref<SeenIncident | null>>
  commands: Pick<Commands, 'legs'>
  /** Sends the command; answers when it is answered or has failed. */
  start: (incident: SeenIncident) => Promise<unknown>
}

/** The legs of the case one looks at: those that were started, live; before that, who would go with one key. */
export function useLegs({ board, selected, commands, start }: LegsParts) {
  const plan = shallowRef<readonly ProposedLeg[]>([])
  const isStarting = shallowRef(false)
  const legs = computed<SeenLeg[]>(() =>
    [...board.legs.value.values()]
      .filter(({ incidentId }) => incidentId === selected.value?.id)
      .sort((a, b) => a.ordinal - b.ordinal),
  )

  watch(
    () => {
      const { id, kind, address } = selected.value ?? {}
      return id && legs.value.length === 0 ? `${id} ${kind} ${address}` : null
    },
    async (asked, _last, onCleanup) => {
      plan.value = []
      const id = selected.value?.id
      if (!asked || !id) return
      const stop = new AbortController()
      onCleanup(() => stop.abort())
      try {
        const answer = await commands.legs(id, stop.signal)
        if (!stop.signal.aborted) plan.value = answer.plan
      } catch {
        // Without a proposal the dock offers units one by one, as for everything else.
      }
    },
    { immediate: true },
  )

  return {
    legs,
    plan,
    isStarting,
    /** One key: every leg of the plan goes out. Pressed twice it goes out once. */
    async startAll() {
      const incident = selected.value
      if (!incident || isStarting.value || plan.value.length === 0 || legs.value.length > 0) return
      isStarting.value = true
      try {
        await start(incident)
      } finally {
        isStarting.value = false
      }
    },
  }
}
