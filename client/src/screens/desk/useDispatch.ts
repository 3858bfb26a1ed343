import { useIntervalFn } from '@vueuse/core'
import { computed, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import { activeAssignmentStates } from '#shared/assignment'
import type { Position } from '#shared/geo'
import type { KindId } from '#shared/kind'
import type { SeenAssignment, SeenIncident } from '../../board/things.ts'
import type { Live } from '../../board/useLive.ts'
import type { Outgoing } from '../../commands/outbox.ts'
import { proposalOf, rankUnits } from '../../panels/desk/units.ts'
import type { SendState } from '../../panels/desk/units.ts'
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

interface Given {
  /** Of the command, and of the assignment it makes. */
  id: string
  incidentId: string
  unitId: string
  isAnswered: boolean
}

export interface DispatchParts {
  board: Live['board']
  tracks: { positions: Positions; version: Readonly<Ref<number>> }
  target: Readonly<Ref<Target | null>>
  /** What the server has not answered yet. */
  outgoing: Readonly<Ref<readonly Pick<Outgoing, 'id' | 'state'>[]>>
  words: { t: (key: string, values?: Record<string, unknown>) => string; age: (ms: number) => string }
}

/** So long the three proposed keep their rows, counted from the last one sent. */
const STEADY_MS = 20_000

/** Whom to send to the target, who is on which case, and the pills on the map that say the same. */
export function useDispatch({ board, tracks, target, outgoing, words: { t, age } }: DispatchParts) {
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
  /** Given by this desk and not yet told by the feed: pressing twice must not send twice. */
  const given = shallowRef<readonly Given[]>([])
  const sentIds = computed(() => {
    const known = assignments.value.flatMap(({ assigneeId, state }) =>
      assigneeId && activeAssignmentStates.has(state) ? [assigneeId] : [],
    )
    const soon = given.value.filter(
      ({ id, incidentId, isAnswered }) =>
        isAnswered && incidentId === target.value?.incident?.id && !board.assignments.value.has(id),
    )
    return new Set([...known, ...soon.map(({ unitId }) => unitId)])
  })
  /** Commands the server has not answered: a unit is never shown as sent before it was. */
  const underWay = computed(
    () =>
      new Map(
        given.value.flatMap(({ id, incidentId, unitId }) => {
          const item = incidentId === target.value?.incident?.id && outgoing.value.find((one) => one.id === id)
          return item ? [[unitId, item.state] as const] : []
        }),
      ),
  )

  const about = (to: Target) => ({ kind: to.kind, gridId: to.gridId, sentIds: sentIds.value })
  const ranked = shallowRef<readonly string[]>([])
  const ranksAt = shallowRef(0)

  function rankAnew() {
    const { value: to } = target
    ranked.value = to && roster.value ? rankUnits(near(to.position), about(to)) : []
    ranksAt.value = performance.now()
  }

  watch(() => [target.value?.position.join(), target.value?.kind, roster.value === null].join(), rankAnew, {
    immediate: true,
  })
  /** Nothing moves under a finger: the order is looked at anew only when no key was pressed for a while. */
  useIntervalFn(() => performance.now() - ranksAt.value > STEADY_MS && rankAnew(), 1_000)
  /** Before the first positions nobody could be proposed. */
  watch(tracks.version, () => {
    if (ranked.value.length === 0) rankAnew()
  })

  const proposal = computed(() => {
    void tracks.version.value // positions live outside Vue
    const { value: to } = target
    return to && roster.value ? proposalOf(near(to.position), ranked.value, about(to)) : null
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
      busy: () => t('desk.map.busy'),
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
    /** How it stands with sending this unit to the target. */
    stateOf: (unitId: string): SendState =>
      underWay.value.get(unitId) ?? (sentIds.value.has(unitId) ? ('sent' as const) : ('free' as const)),
    /** A command to send a unit leaves the desk: its row stays where it is. */
    noteSent(sent: Omit<Given, 'isAnswered'>) {
      const waiting = given.value.filter(({ id }) => !board.assignments.value.has(id))
      given.value = [...waiting, { ...sent, isAnswered: false }]
      ranksAt.value = performance.now()
    },
    noteAnswered: (id: string) =>
      (given.value = given.value.map((one) => (one.id === id ? { ...one, isAnswered: true } : one))),
  }
}
