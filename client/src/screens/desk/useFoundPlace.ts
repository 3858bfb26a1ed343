import { computed, shallowReadonly, shallowRef, watch } from 'vue'
import type { FoundPlace, PeopleCard } from '#shared/street'
import type { Live } from '../../board/useLive.ts'
import { distanceMeters } from '#shared/geo'
import type { Commands } from '../../commands/commands.ts'

/** Around a place that is no building: what is open so near counts as there. */
const AROUND_METERS = 150

/** A place somebody looked up, who answers for it, and what is open there. */
export function useFoundPlace(board: Live['board'], commands: Pick<Commands, 'peopleCard'>) {
  const place = shallowRef<FoundPlace | null>(null)
  const people = shallowRef<PeopleCard | null>(null)

  watch(place, async (found, _before, onCleanup) => {
    people.value = null
    if (found?.kind !== 'building') return
    const stop = new AbortController()
    onCleanup(() => stop.abort())
    try {
      const card = await commands.peopleCard(found.id, stop.signal)
      if (!stop.signal.aborted) people.value = card
    } catch {
      // Without the card the place is still found; a case at this building asks for it again.
    }
  })

  return {
    place,
    people: shallowReadonly(people),
    incidents: computed(() => {
      const found = place.value
      if (!found) return []
      return board.open.value.filter((incident) => {
        if (found.kind === 'building') return incident.buildingId === found.id
        if (found.kind === 'grid') return incident.gridId === found.id
        if (found.kind === 'community') return incident.communityId === found.id
        return distanceMeters(incident.position, found.position) <= AROUND_METERS
      })
    }),
  }
}
