import { computed, shallowReadonly, shallowRef } from 'vue'
import type { Ref } from 'vue'
import { z } from 'zod'
import { areaOf } from '#shared/affected'
import type { Utility } from '#shared/emergency'
import type { Position } from '#shared/geo'
import { Problem } from '#shared/problem'
import type { DrawnBuilding, FoundPlace } from '#shared/street'
import type { SeenEmergency, SeenIncident } from '../../board/things.ts'
import type { Commands } from '../../commands/commands.ts'
import { byNumber, householdsOf, inhabited, inside, ofCompound } from './affected-buildings.ts'

const Running = z.object({ id: z.uuid(), incidentId: z.uuid(), declaredAt: z.string() })

export interface DeclareParts {
  commands: Pick<Commands, 'declare'>
  newId: () => string
  buildings: Readonly<Ref<readonly DrawnBuilding[]>>
  emergencies: Readonly<Ref<ReadonlyMap<string, SeenEmergency>>>
  onDeclared: (emergencyId: string) => void
}

/**
 * Picking what an emergency is about, and starting it. The same words at a second attempt have the same id and start
 * it once; other words (another supply, another hour) are another command.
 */
export function useDeclare({ commands, newId, buildings, emergencies, onDeclared }: DeclareParts) {
  const incident = shallowRef<SeenIncident | null>(null)
  const picked = shallowRef<ReadonlySet<string>>(new Set())
  /** The area that was drawn, kept with the emergency; null as long as buildings are only picked. */
  const drawn = shallowRef<readonly Position[] | null>(null)
  const corners = shallowRef<readonly Position[]>([])
  /** Where the pointer is while somebody draws: the corner that would come next. */
  const hover = shallowRef<Position | null>(null)
  const isDrawing = shallowRef(false)
  const isSending = shallowRef(false)
  const failure = shallowRef<unknown>(null)
  /** What was sent last, and under which id. */
  let sent = { id: '', words: '' }
  /** Nobody has chosen yet: the compound is our proposal, and the first area that is drawn takes its place. */
  let isProposal = true

  const homes = computed(() => inhabited(buildings.value))
  const underWay = computed(() => {
    const area = areaOf(hover.value ? [...corners.value, hover.value] : corners.value)
    return area ? inside(homes.value, area) : []
  })

  function pick(ids: ReadonlySet<string>) {
    picked.value = ids
    isProposal = false
    failure.value = null
  }

  function stopDrawing() {
    corners.value = []
    hover.value = null
    isDrawing.value = false
  }

  function close() {
    incident.value = null
    drawn.value = null
    stopDrawing()
  }

  /** A double click has set its corner twice; that does no harm to the area. */
  function closeArea() {
    const area = areaOf(corners.value)
    if (area) {
      drawn.value = corners.value
      pick(new Set([...(isProposal ? [] : picked.value), ...inside(homes.value, area).map(({ id }) => id)]))
    }
    stopDrawing()
  }

  /** What the server is told: the area with what was added and taken out by hand, or the picked buildings alone. */
  function affected() {
    const area = drawn.value && areaOf(drawn.value)
    if (!area) return { buildingIds: [...picked.value] }
    const touched = inside(homes.value, area).map((building) => building.id)
    const added = [...picked.value].filter((building) => !touched.includes(building))
    return {
      area,
      ...(added.length > 0 && { buildingIds: added }),
      withoutBuildingIds: touched.filter((building) => !picked.value.has(building)),
    }
  }

  return {
    incident: shallowReadonly(incident),
    isSending: shallowReadonly(isSending),
    failure: shallowReadonly(failure),
    area: computed(() =>
      incident.value
        ? {
            picked: picked.value,
            corners: corners.value,
            hover: hover.value,
            drawn: drawn.value ?? [],
            isDrawing: isDrawing.value,
          }
        : null,
    ),
    buildings: computed(() => buildings.value.filter((building) => picked.value.has(building.id)).sort(byNumber)),
    /** What stands around the case, picked or not: to be added and taken out with the keyboard. */
    choices: computed(() => {
      const own = ofCompound(homes.value, incident.value?.place.split(' ')[0] ?? '')
      const others = homes.value.filter((building) => picked.value.has(building.id) && !own.includes(building))
      return [...own, ...others].sort(byNumber).map((building) => ({
        ...building,
        isPicked: picked.value.has(building.id),
      }))
    }),
    /** While somebody draws: what the area would touch if it were closed where the pointer is. */
    touched: computed(() =>
      isDrawing.value
        ? {
            corners: corners.value.length,
            buildings: underWay.value.length,
            households: householdsOf(underWay.value),
          }
        : null,
    ),
    runningFor: (incidentId: string | null) =>
      [...emergencies.value.values()].find((one) => one.incidentId === incidentId && one.state !== 'ended') ?? null,

    /** Begins with the compound of the incident, or its building alone. */
    open(about: SeenIncident) {
      incident.value = about
      drawn.value = null
      const all = ofCompound(homes.value, about.place.split(' ')[0] ?? '')
      const start = all.length > 0 ? all : homes.value.filter(({ place }) => place === about.place)
      pick(new Set(start.map((building) => building.id)))
      isProposal = true
      sent = { id: '', words: '' }
    },
    close,
    /** Leaves the drawing first, then the panel. */
    back: () => (isDrawing.value ? stopDrawing() : close()),
    toggle(buildingId: string) {
      const next = new Set(picked.value)
      if (!next.delete(buildingId)) next.add(buildingId)
      pick(next)
    },
    add(found: FoundPlace) {
      const compound = () => ofCompound(homes.value, found.place).map((building) => building.id)
      const ids = found.kind === 'building' ? [found.id] : found.kind === 'compound' ? compound() : []
      pick(new Set([...picked.value, ...ids]))
    },
    draw() {
      const begins = !isDrawing.value
      stopDrawing()
      isDrawing.value = begins
    },
    corner: (position: Position) => (corners.value = [...corners.value, position]),
    /** Takes the last corner back. */
    uncorner: () => (corners.value = corners.value.slice(0, -1)),
    pointAt: (position: Position | null) => (hover.value = isDrawing.value ? position : null),
    closeArea,
    clear() {
      drawn.value = null
      pick(new Set())
    },

    async declare(wanted: { utilities: Utility[]; expectedRestoreAt: string | null; drill: boolean }) {
      const about = incident.value
      if (!about || isSending.value) return
      isSending.value = true
      failure.value = null
      const { utilities, expectedRestoreAt, drill } = wanted
      const command = {
        incidentId: about.id,
        ...affected(),
        utilities,
        drill,
        ...(expectedRestoreAt === null ? {} : { expectedRestoreAt }),
      }
      const words = JSON.stringify(command)
      if (words !== sent.words) sent = { id: newId(), words }
      try {
        const { emergency } = await commands.declare({ id: sent.id, ...command })
        close()
        onDeclared(emergency.id)
      } catch (error) {
        const running = runningIn(error)
        if (!running) {
          failure.value = error
          return
        }
        // Somebody was first, or our own first try had reached the server: what runs is opened, as the key P does.
        close()
        onDeclared(running)
      } finally {
        isSending.value = false
      }
    },
  }
}
/** The emergency that runs already, where the refusal names one. */
function runningIn(error: unknown): string | null {
  if (!(error instanceof Problem) || error.code !== 'conflict') return null
  return Running.safeParse(error.current).data?.id ?? null
}

export type Declaring = ReturnType<typeof useDeclare>
