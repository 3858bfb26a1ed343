import { useEventListener } from '@vueuse/core'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { bboxOf } from '#shared/geo'
import type { Position } from '#shared/geo'
import type { StreetDrawing } from '#shared/street'
import { isShortcut } from '../look/shortcut.ts'

export interface Padding {
  top: number
  right: number
  bottom: number
  left: number
}

export interface CameraParts {
  map: ShallowRef<MapLibreMap | null>
  drawing: Readonly<Ref<StreetDrawing | null>>
  incidents: Readonly<Ref<readonly { id: string; position: Position }[]>>
  /** CSS pixels kept free around the street. */
  padding: Readonly<Ref<Padding>>
  /** What is shown instead of the whole street: the area of an emergency. */
  focus: Readonly<Ref<readonly Position[] | null>>
}

const MOVE_MS = 600

/**
 * Shows the whole street. The view moves by itself only when the set of incidents changes, and then
 * only if one of them lies outside it; a hand on the map locks the view, `0` gives it back.
 */
export function useCamera({ map, drawing, incidents, padding, focus }: CameraParts) {
  const locked = shallowRef(false)

  function fit(duration: number) {
    const street = drawing.value
    if (!map.value || !street) return
    const area = focus.value
    const [west, south, east, north] = bboxOf(area ?? street.boundary)
    const inside = area ? [] : incidents.value.map(({ position }) => position).filter((at) => isNear(at, street))
    const [w, s, e, n] = inside.length > 0 ? bboxOf(inside) : [west, south, east, north]
    map.value.fitBounds(
      [
        [Math.min(west, w), Math.min(south, s)],
        [Math.max(east, e), Math.max(north, n)],
      ],
      { padding: padding.value, duration, linear: true },
    )
  }

  function home() {
    locked.value = false
    fit(MOVE_MS)
  }

  watch(map, (made) => {
    made?.on('movestart', (move) => {
      if (move.originalEvent) locked.value = true
    })
    // MapLibre 6 does not say of a wheel's movement that a hand began it, and none begins where one is under way.
    made?.on('wheel', () => (locked.value = true))
    made?.on('dragstart', () => (locked.value = true))
    made?.on('resize', () => {
      if (!locked.value) fit(0)
    })
  })

  // Before the ground is drawn for the first time: it would be drawn for the whole world, and then again for the street.
  watch([map, drawing], () => {
    if (!locked.value) fit(0)
  })

  watch(
    () => focus.value?.flat().join() ?? '',
    () => {
      if (!locked.value) fit(MOVE_MS)
    },
  )

  const setOfIncidents = () =>
    incidents.value
      .map(({ id }) => id)
      .sort()
      .join()
  watch(setOfIncidents, () => {
    if (!locked.value && incidents.value.some(({ position }) => !isInView(position))) fit(MOVE_MS)
  })

  function isInView([lng, lat]: Position): boolean {
    return map.value?.getBounds().contains([lng, lat]) ?? true
  }

  useEventListener('keydown', (press) => {
    if (isShortcut(press, 'Digit0', 'Numpad0')) home()
  })
  onScopeDispose(() => (locked.value = false))

  return { locked, home }
}

/** A position a whole street away is a mistake of the pin; it must not shrink the street to a dot. */
function isNear([lng, lat]: Position, { boundary }: StreetDrawing): boolean {
  const [west, south, east, north] = bboxOf(boundary)
  const [wide, high] = [east - west, north - south]
  return lng > west - wide / 2 && lng < east + wide / 2 && lat > south - high / 2 && lat < north + high / 2
}
