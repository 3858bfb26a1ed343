import type { SeenIncident } from '../../board/things.ts'
import { useWords } from '../../words/useWords.ts'
import type { useChoice } from './useChoice.ts'
import type { useDeskQueue } from './useDeskQueue.ts'
import type { useIncidentCommands } from './useIncidentCommands.ts'

export interface MergingParts {
  queue: ReturnType<typeof useDeskQueue>
  deeds: ReturnType<typeof useIncidentCommands>
  choice: Pick<ReturnType<typeof useChoice>, 'select' | 'fetched'>
}

/** Two reports of one event become one case, and again two. */
export function useMerging({ queue, deeds, choice }: MergingParts) {
  const { t } = useWords()

  const merge = (from: SeenIncident, into: SeenIncident) => void deeds.merge(from, into, () => choice.select(into.id))

  return {
    merge,

    /** The selected case into the older one it may be the same as; else the younger one into it. */
    mergeSelected() {
      const here = queue.selected.value
      if (!here) return
      if (queue.older.value) merge(here, queue.older.value.incident)
      else if (queue.newer.value[0]) merge(queue.newer.value[0].incident, here)
      else deeds.say(t('desk.merge.nothing'))
    },

    async undo(fromId: string) {
      const from = await choice.fetched(fromId, t('desk.merge.undo'))
      if (from) void deeds.unmerge(from, from.revision, () => choice.select(fromId))
    },
  }
}
