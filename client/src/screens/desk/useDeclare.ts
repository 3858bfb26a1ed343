import { computed, shallowReadonly, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { Utility } from '#shared/emergency'
import { centroidOf, isInRing } from '#shared/geo'
import type { Position } from '#shared/geo'
import type { FoundPlace, StreetDrawing } from '#shared/street'
import type { SeenEmergency, SeenIncident } from '../../board/things.ts'
import type { Commands } from '../../commands/commands.ts'

export interface DeclareParts {
  commands: Pick<Commands, 'declare'>
  newId: () => string
  drawing: Readonly<Ref<StreetDrawing | null>>
  emergencies: Readonly<Ref<ReadonlyMap<string, SeenEmergency>>>
  onDeclared: (emergencyId: string) => void
}

/** Picking what an emergency is about, and starting it. The same id at every attempt: sent twice it starts once. */
export function useDeclare({ commands, newId, drawing, emergencies, onDeclared }: DeclareParts) {
  const incident = shallowRef<SeenIncident | null>(null)
  const picked = shallowRef<ReadonlySet<string>>(new Set())
  const corners = shallowRef<readonly Position[]>([])
  const isDrawing = shallowRef(false)
  const isSending = shallowRef(false)
  const failure = shallowRef<unknown>(null)
  /** Of the declaration that is being made; another choice is another declaration. */
  let id = newId()

  const inhabited = computed(() => (drawing.value?.buildings ?? []).filter(({ use }) => use !== 'other'))
  const byNumber = (one: { place: string }, other: { place: string }) =>
    one.place.localeCompare(other.place, 'zh-CN', { numeric: true })

  function pick(ids: ReadonlySet<string>) {
    picked.value = ids
    id = newId()
    failure.value = null
  }
  /** All inhabited buildings whose name begins with the compound's. */
  const compound = (name: string) =>
    inhabited.value.filter(({ place }) => place.startsWith(`${name} `)).map((one) => one.id)

  function close() {
    incident.value = null
    corners.value = []
    isDrawing.value = false
  }

  function closeArea() {
    // A double click has set its corner twice; that does no harm to the area.
    if (corners.value.length >= 3) {
      const inside = inhabited.value.filter(({ footprint }) => isInRing(centroidOf(footprint), corners.value))
      pick(new Set([...picked.value, ...inside.map((building) => building.id)]))
    }
    corners.value = []
    isDrawing.value = false
  }

  return {
    incident: shallowReadonly(incident),
    isSending: shallowReadonly(isSending),
    failure: shallowReadonly(failure),
    area: computed(() =>
      incident.value ? { picked: picked.value, corners: corners.value, isDrawing: isDrawing.value } : null,
    ),
    buildings: computed(() =>
      (drawing.value?.buildings ?? []).filter((building) => picked.value.has(building.id)).sort(byNumber),
    ),
    runningFor: (incidentId: string | null) =>
      [...emergencies.value.values()].find((one) => one.incidentId === incidentId && one.state !== 'ended') ?? null,

    /** Begins with the compound of the incident, or its building alone. */
    open(about: SeenIncident) {
      incident.value = about
      const [name = ''] = about.place.split(' ')
      const own = inhabited.value.filter(({ place }) => place === about.place).map((building) => building.id)
      const all = compound(name)
      pick(new Set(all.length > 0 ? all : own))
    },
    close,
    /** Leaves the drawing first, then the panel. */
    back() {
      if (isDrawing.value) {
        corners.value = []
        isDrawing.value = false
      } else close()
    },
    toggle(buildingId: string) {
      const next = new Set(picked.value)
      if (!next.delete(buildingId)) next.add(buildingId)
      pick(next)
    },
    add(found: FoundPlace) {
      const ids = found.kind === 'building' ? [found.id] : found.kind === 'compound' ? compound(found.place) : []
      pick(new Set([...picked.value, ...ids]))
    },
    draw() {
      isDrawing.value = !isDrawing.value
      corners.value = []
    },
    corner: (position: Position) => (corners.value = [...corners.value, position]),
    closeArea,
    clear: () => pick(new Set()),

    async declare(wanted: { utilities: Utility[]; expectedRestoreAt: string | null; drill: boolean }) {
      const about = incident.value
      if (!about || isSending.value) return
      isSending.value = true
      failure.value = null
      const { utilities, expectedRestoreAt, drill } = wanted
      try {
        const { emergency } = await commands.declare({
          id,
          incidentId: about.id,
          buildingIds: [...picked.value],
          utilities,
          drill,
          ...(expectedRestoreAt === null ? {} : { expectedRestoreAt }),
        })
        close()
        onDeclared(emergency.id)
      } catch (error) {
        failure.value = error
      } finally {
        isSending.value = false
      }
    },
  }
}
