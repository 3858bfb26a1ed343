import { watch } from 'vue'
import type { Ref } from 'vue'
import type { SeenAlarm } from '../../board/things.ts'
import type { Commands } from '../../commands/commands.ts'
import { newId } from '../../commands/new-id.ts'

/**
 * Tells the server once that this screen shows an alarm: delivered, which is not acknowledged. What could not be told
 * is told with the next news of that alarm; nobody waits for it.
 */
export function useShown(alarm: Readonly<Ref<SeenAlarm | null>>, commands: Pick<Commands, 'alarmShown'>) {
  const told = new Set<string>()

  watch(
    () => (alarm.value ? `${alarm.value.id} ${alarm.value.revision}` : null),
    async () => {
      const id = alarm.value?.id
      if (!id || told.has(id)) return
      told.add(id)
      try {
        await commands.alarmShown(id, { id: newId() })
      } catch {
        told.delete(id) // the alarm's next step, a minute later at most, tells it again
      }
    },
    { immediate: true },
  )
}
