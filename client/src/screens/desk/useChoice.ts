import { useDebounceFn } from '@vueuse/core'
import { shallowRef, watch } from 'vue'
import type { Position } from '#shared/geo'
import type { FoundPlace } from '#shared/street'
import type { SeenIncident } from '../../board/things.ts'
import type { Live } from '../../board/useLive.ts'
import { commands } from '../../commands/commands.ts'
import type { Unit } from '../../panels/desk/units.ts'
import { useWords } from '../../words/useWords.ts'
import type { useCall } from './useCall.ts'
import type { useDeclare } from './useDeclare.ts'
import type { useDeskQueue } from './useDeskQueue.ts'
import type { useDispatch } from './useDispatch.ts'
import type { useFoundPlace } from './useFoundPlace.ts'
import type { useIncidentCommands } from './useIncidentCommands.ts'

export interface ChoiceParts {
  board: Live['board']
  queue: ReturnType<typeof useDeskQueue>
  deeds: ReturnType<typeof useIncidentCommands>
  call: ReturnType<typeof useCall>
  declaring: ReturnType<typeof useDeclare>
  dispatch: ReturnType<typeof useDispatch>
  lookedUp: ReturnType<typeof useFoundPlace>
}

const SHOW_AFTER_MS = 120
/** What a search offers at most. */
const MOST_PLACES = 6

/** What the desk looks at: a case, or a place somebody asked for; the map follows, and whoever is sent goes there. */
export function useChoice({ board, queue, deeds, call, declaring, dispatch, lookedUp }: ChoiceParts) {
  const { t } = useWords()
  const { selected, selectedId } = queue
  const { place: foundPlace } = lookedUp
  /** The map lends its camera while it is there. */
  let camera: ((position: Position) => void) | null = null
  const show = (position: Position) => camera?.(position)
  /** The case somebody asked for, though the feed may not have brought it yet. */
  const wanted = shallowRef<string | null>(null)

  /** The map follows where the choice comes to rest, not every row that is passed over. */
  const showSoon = useDebounceFn((id: string) => {
    const incident = board.incidents.value.get(id)
    if (incident && selectedId.value === id) show(incident.position)
  }, SHOW_AFTER_MS)

  function select(id: string) {
    wanted.value = id
    foundPlace.value = null
    call.isOpen.value = false
    selectedId.value = id
    dispatch.showAll.value = false
    void showSoon(id)
  }

  /** A desk that has just come up begins with the most urgent thing; the map stays where it is. */
  watch(board.ready, () => (selectedId.value ??= queue.neighbour(1)))

  /** A case may be told by the answer before the feed has brought it: the map goes there when it comes. */
  watch(selected, (incident, last) => {
    if (incident && !last && wanted.value === incident.id) show(incident.position)
  })

  /** A building that was found is shown; a pin that was set by hand is where the hand is. */
  watch(
    () => call.draft.value?.place,
    (place) => {
      if (place?.buildingId && place.position) show(place.position)
    },
  )

  /** What has left the feed is fetched; if that fails, the desk says so. */
  async function fetched(id: string, what: string): Promise<SeenIncident | null> {
    try {
      return board.incidents.value.get(id) ?? (await commands.detail(id)).incident
    } catch (error) {
      deeds.tell(what, error)
      return null
    }
  }

  return {
    select,
    fetched,
    lendCamera: (lent: typeof camera) => (camera = lent),

    /** A case the feed no longer holds is opened all the same, as it was filed. */
    async openFound(id: string) {
      const incident = await fetched(id, t('desk.keys.open'))
      if (!incident) return
      if (!board.incidents.value.has(id)) queue.hold(incident)
      select(id)
    },

    openPlace(found: FoundPlace) {
      show(found.position)
      if (call.isOpen.value) return call.place(asDraftPlace(found))
      if (declaring.incident.value) return declaring.add(found)
      selectedId.value = null
      foundPlace.value = found
    },

    takeCall: () => call.open(foundPlace.value ? { place: asDraftPlace(foundPlace.value) } : {}),

    async find(words: string) {
      const [incidents, places] = await Promise.all([commands.findIncidents(words), commands.findPlaces(words)])
      return {
        incidents: incidents.items.flatMap(({ id, number, kind, summary, place, status }) =>
          number && kind && summary && place && status ? [{ id, number, kind, summary, place, status }] : [],
        ),
        places: places.slice(0, MOST_PLACES),
      }
    },

    send(unit: Unit) {
      const incident = selected.value
      if (!incident || call.isOpen.value || dispatch.stateOf(unit.id) !== 'free') return
      void deeds.assign(incident, unit, {
        onSend: (id) => dispatch.noteSent({ id, incidentId: incident.id, unitId: unit.id }),
        onAnswer: dispatch.noteAnswered,
      })
    },
  }
}

const asDraftPlace = (found: FoundPlace) => ({
  buildingId: found.kind === 'building' ? found.id : null,
  position: found.position,
  label: found.place,
})
