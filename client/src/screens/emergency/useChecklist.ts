import { computed } from 'vue'
import type { SeenEmergency } from '../../board/things.ts'
import type { Live } from '../../board/useLive.ts'
import { commands } from '../../commands/commands.ts'
import { incidentTitle } from '../../words/incident-words.ts'
import { useWords } from '../../words/useWords.ts'
import { useEmergencyDetail } from './useEmergencyDetail.ts'

/** Everything the checklist knows of one emergency: what the lane tells, and the rest asked for when it moved on. */
export function useChecklist(id: () => string, board: Live['board']) {
  const { t, locale } = useWords()
  const live = computed(() => board.emergencies.value.get(id()) ?? null)
  const { detail, failure } = useEmergencyDetail(id, () => live.value?.revision ?? 0, commands)

  const emergency = computed<SeenEmergency | null>(() => live.value ?? detail.value?.emergency ?? null)
  const incident = computed(() => board.incidents.value.get(emergency.value?.incidentId ?? '') ?? null)
  const ofThis = <T extends { emergencyId: string }>(things: ReadonlyMap<string, T>) =>
    [...things.values()].filter(({ emergencyId }) => emergencyId === id())

  return {
    detail,
    failure,
    emergency,
    title: computed(() =>
      incident.value
        ? `${incident.value.place} · ${incidentTitle(incident.value, locale.value, t)}`
        : t(`common.kind.${emergency.value?.kind ?? 'other'}`),
    ),
    rows: computed(() => ofThis(board.ledgerRows.value)),
    sweep: computed(() => ofThis(board.sweepUnits.value)),
    utilities: computed(() => ofThis(board.buildingUtilities.value)),
    supplyNames: computed(() => (detail.value?.supplies ?? []).map(({ item }) => item)),
    /** Distribution before these would be early: reminded of, never stopped. */
    isEarly: computed(() =>
      (detail.value?.reminders ?? []).some((reminder) => reminder === 'set-aside' || reminder === 'assign-visitors'),
    ),
  }
}
export type Checklist = ReturnType<typeof useChecklist>
