import { computed, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { SeenIncident } from '../../board/things.ts'
import type { Live } from '../../board/useLive.ts'
import { handedOutIncidents, isInTab, queueOf } from '../../panels/desk/queue.ts'
import { owedRechecks } from '../../panels/desk/recheck.ts'
import type { QueueTab } from '../../panels/desk/queue.ts'

const pairOf = (a: string, b: string) => [a, b].sort().join('/')

/**
 * The queue of this desk and what is selected in it. 不是同一件 is remembered by this desk only, for as long as the
 * page is open; 我的 has no tab yet, because nothing says whose an incident is.
 */
export function useDeskQueue(board: Live['board'], now: Readonly<Ref<number>>) {
  const tab = shallowRef<QueueTab>('all')
  const selectedId = shallowRef<string | null>(null)
  const dismissed = shallowRef<ReadonlySet<string>>(new Set())
  /** Opened by search; the feed does not hold it. */
  const held = shallowRef<SeenIncident | null>(null)

  const handedOutIds = computed(() =>
    handedOutIncidents([...board.whistles.value.values()], [...board.emergencies.value.values()]),
  )
  const entries = computed(() =>
    queueOf([...board.incidents.value.values()], handedOutIds.value, (a, b) => dismissed.value.has(pairOf(a, b))),
  )
  const shown = computed(() => entries.value.filter((entry) => isInTab(entry, tab.value, now.value)))
  const selected = computed<SeenIncident | null>(() => {
    const id = selectedId.value
    if (id === null) return null
    return board.incidents.value.get(id) ?? (held.value?.id === id ? held.value : null)
  })

  return {
    tab,
    entries,
    shown,
    rechecks: computed(() => owedRechecks([...board.rechecks.value.values()])),
    selectedId,
    selected,
    older: computed(() => entries.value.find(({ incident }) => incident.id === selectedId.value)?.sameAs ?? null),
    /** Younger incidents that may be second words about the selected one. */
    newer: computed(() =>
      entries.value.flatMap(({ incident, sameAs }) =>
        sameAs?.incident.id === selectedId.value ? [{ ...sameAs, incident }] : [],
      ),
    ),
    lastDoneAt: computed(() =>
      [...board.incidents.value.values()].reduce<string | null>(
        (last, { doneAt }) => (doneAt && doneAt > (last ?? '') ? doneAt : last),
        null,
      ),
    ),
    /** The row below (1) or above (-1); the first or last when none is selected. Null in an empty list. */
    neighbour(step: 1 | -1): string | null {
      const ids = shown.value.map(({ incident }) => incident.id)
      const at = selectedId.value === null ? -1 : ids.indexOf(selectedId.value)
      if (at === -1) return (step === 1 ? ids[0] : ids.at(-1)) ?? null
      return ids[Math.min(ids.length - 1, Math.max(0, at + step))] ?? null
    },
    dismiss: (a: string, b: string) => (dismissed.value = new Set(dismissed.value).add(pairOf(a, b))),
    hold: (incident: SeenIncident) => (held.value = incident),
  }
}
