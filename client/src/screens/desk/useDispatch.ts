import { computed, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { activeAssignmentStates } from '#shared/assignment'
import type { Position } from '#shared/geo'
import type { KindId } from '#shared/kind'
import type { SeenAssignment, SeenIncident } from '../../board/things.ts'
import type { Live } from '../../board/useLive.ts'
import { propose } from '../../panels/desk/units.ts'
import type { Positions } from '../../positions/positions.ts'
import { usePills } from './usePills.ts'
import { useUnits } from './useUnits.ts'

/** Where somebody is to be sent. Without an incident nobody can be sent yet. */
export interface Target {
  position: Position
  place: string
  kind: KindId
  gridId: string | null
  incident: SeenIncident | null
}

export interface DispatchParts {
  board: Live['board']
  tracks: { positions: Positions; version: Readonly<Ref<number>> }
  target: Readonly<Ref<Target | null>>
  words: { t: (key: string, values?: Record<string, unknown>) => string; age: (ms: number) => string }
}

/** Whom to send to the target, who is on which case, and the pills on the map that say the same. */
export function useDispatch({ board, tracks, target, words: { t, age } }: DispatchParts) {
  const { roster, failure, errands, fixOf, near } = useUnits({ board, tracks })
  const showAll = shallowRef(false)

  const bySent = (a: SeenAssignment, b: SeenAssignment) => (a.sentAt < b.sentAt ? -1 : 1)
  const assignments = computed(() =>
    [...board.assignments.value.values()]
      .filter(({ incidentId }) => incidentId === target.value?.incident?.id)
      .sort(bySent),
  )
  const crews = computed(() => {
    const counts = new Map<string, number>()
    for (const { incidentId, state } of board.assignments.value.values()) {
      if (activeAssignmentStates.has(state)) counts.set(incidentId, (counts.get(incidentId) ?? 0) + 1)
    }
    return counts
  })
  const sentIds = computed(
    () =>
      new Set(
        assignments.value.flatMap(({ assigneeId, state }) =>
          assigneeId && activeAssignmentStates.has(state) ? [assigneeId] : [],
        ),
      ),
  )

  const proposal = computed(() => {
    void tracks.version.value // positions live outside Vue
    const { value: to } = target
    if (!to || !roster.value) return null
    return propose(near(to.position), { kind: to.kind, gridId: to.gridId, sentIds: sentIds.value })
  })

  const pills = usePills({
    roster,
    errands,
    fixOf,
    proposal,
    selectedId: computed(() => target.value?.incident?.id ?? null),
    version: tracks.version,
    words: {
      minutes: (n) => t('common.span.minutes', { n }),
      away: (ms) => t('desk.map.away', { span: age(ms) }),
      state: ({ state }) => t(`common.assignment.${state}`),
      busy: t('desk.map.busy'),
    },
  })

  watch(
    () => target.value?.incident?.id,
    () => (showAll.value = false),
  )

  return {
    roster,
    failure,
    showAll,
    assignments,
    crews,
    proposal,
    pills,
    shift: computed(() => roster.value?.shift ?? null),
  }
}
