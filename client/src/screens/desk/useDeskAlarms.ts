import { computed } from 'vue'
import type { Ref } from 'vue'
import type { Live } from '../../board/useLive.ts'
import { commands } from '../../commands/commands.ts'
import { useShown } from '../../panels/alarm/useShown.ts'
import { isWaiting } from '../../panels/wall/alarm-sound.ts'
import { useDeskSound } from './useDeskSound.ts'

/** The alarms nobody has acknowledged, the oldest level 1 for the banner, and the sound that goes with them. */
export function useDeskAlarms(board: Live['board'], now: Readonly<Ref<number | null>>) {
  const waiting = computed(() => [...board.alarms.value.values()].filter(isWaiting))
  const urgent = computed(() =>
    waiting.value
      .filter(({ level }) => level === 1)
      .sort((a, b) => (a.raisedAt < b.raisedAt ? -1 : 1))
      .flatMap((alarm) => {
        const incident = board.incidents.value.get(alarm.incidentId)
        return incident ? [{ alarm, incident }] : []
      }),
  )

  const alarm = computed(() => urgent.value[0] ?? null)
  useShown(
    computed(() => alarm.value?.alarm ?? null),
    commands,
  )

  return {
    urgent,
    alarm,
    alarmed: computed(() => new Set(urgent.value.map(({ incident }) => incident.id))),
    ...useDeskSound(waiting, now),
  }
}
