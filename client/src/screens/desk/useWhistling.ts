import { computed, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { IncidentDetail } from '#shared/api'
import type { Department } from '#shared/people'
import { isMeant, waitingWhistleStates } from '#shared/whistle'
import type { SeenIncident, SeenWhistle } from '../../board/things.ts'
import { agreedAtOf, missingIn, proposedDraft } from '../../panels/desk/whistle-draft.ts'
import type { WhistleDraft } from '../../panels/desk/whistle-draft.ts'
import type { useIncidentCommands } from './useIncidentCommands.ts'

export interface WhistlingParts {
  selected: Readonly<Ref<SeenIncident | null>>
  /** What travels on the lane; whistles of cases that are long settled come with the detail. */
  whistles: Readonly<Ref<ReadonlyMap<string, SeenWhistle>>>
  detail: Readonly<Ref<Pick<IncidentDetail, 'incident' | 'whistles'> | null>>
  departments: Readonly<Ref<readonly Department[]>>
  /** Does a plan run for the case? */
  isEmergency: Readonly<Ref<boolean>>
  now: Readonly<Ref<number>>
  deeds: Pick<ReturnType<typeof useIncidentCommands>, 'whistle'>
}

/** Who has not come stands above who has, and both above what was taken back; then in the order of the whistles. */
function byWaiting(a: SeenWhistle, b: SeenWhistle): number {
  return (
    placeOf(a) - placeOf(b) ||
    (a.sentAt < b.sentAt ? -1 : a.sentAt > b.sentAt ? 1 : a.label.localeCompare(b.label, 'zh-CN'))
  )
}

const placeOf = (whistle: SeenWhistle) => (isMeant(whistle) ? Number(whistle.arrivedAt !== null) : 2)

/** Choosing departments for the selected case and whistling them; and those that were whistled for it. */
export function useWhistling({ selected, whistles, detail, departments, isEmergency, now, deeds }: WhistlingParts) {
  const draft = shallowRef<WhistleDraft | null>(null)

  const here = computed<readonly SeenWhistle[]>(() => {
    const id = selected.value?.id
    const known = new Map<string, SeenWhistle>()
    for (const one of [...(detail.value?.whistles ?? []), ...whistles.value.values()]) {
      if (one.incidentId === id && one.revision >= (known.get(one.id)?.revision ?? 0)) known.set(one.id, one)
    }
    return [...known.values()].sort(byWaiting)
  })
  const waitingIds = computed(
    () =>
      new Set(
        here.value.flatMap(({ state, departmentId }) =>
          departmentId && waitingWhistleStates.has(state) ? [departmentId] : [],
        ),
      ),
  )
  const proposal = computed(() => {
    const { value: incident } = selected
    if (!incident) return null
    const outside = departments.value.filter(({ relation }) => relation === 'whistled')
    const whistled = new Set(here.value.flatMap(({ departmentId }) => departmentId ?? []))
    return proposedDraft({ ...incident, isEmergency: isEmergency.value }, outside, whistled)
  })

  watch(
    () => selected.value?.id,
    () => (draft.value = null),
  )

  function blow(incident: SeenIncident, { kind, departmentIds, reason, ...rest }: WhistleDraft) {
    const agreedAt = agreedAtOf({ kind, ...rest })
    const about = { kind, ...(agreedAt ? { agreedAt } : {}), ...(reason.trim() ? { reason: reason.trim() } : {}) }
    for (const { id, label } of departments.value) {
      if (departmentIds.includes(id)) void deeds.whistle(incident, { departmentId: id, label }, about)
    }
    draft.value = null
  }

  return {
    draft,
    proposal,
    whistles: here,
    waitingIds,

    /** W: the first press shows whom one would whistle, the second whistles them, each with a command of its own. */
    press() {
      const { value: incident } = selected
      if (!incident || !proposal.value) return
      if (draft.value === null) draft.value = proposal.value
      else if (missingIn(draft.value, now.value) === null) blow(incident, draft.value)
    },
  }
}
