import { slotStates } from '../../positions/positions.ts'
import type { PositionsView } from '../../positions/positions.ts'

/** The staff as the graphics card takes them, an entry for each slot. */
export interface StaffArrays {
  /** Longitude and latitude of somebody; stays while anybody is there. */
  origin: [number, number]
  /** Degrees east and north of the origin, now and before: over a street 32 bits are a millimetre. */
  places: Float32Array<ArrayBuffer>
  /** `none` where no staff is to be seen. */
  states: Uint8Array<ArrayBuffer>
  /** Degrees, east or north, that the one comes who comes farthest. */
  farthest: number
  /** Is anything not as it was in the arrays before? */
  isNew: boolean
}

/** Made once for each version of the positions, over the arrays that were made before: they are drawn no longer. */
export function staffArrays(
  view: PositionsView,
  isStaff: (slot: number) => boolean,
  before: StaffArrays | null = null,
): StaffArrays {
  const { length, current, previous } = view
  const isReused = before?.states.length === length
  const places = isReused ? before.places : new Float32Array(4 * length)
  const states = isReused ? before.states : new Uint8Array(length)
  const isAnybodyThere = before?.states.some((state) => state !== slotStates.none)
  const origin = before && isAnybodyThere ? before.origin : firstOf(current)
  const [west, south] = origin
  let farthest = 0
  let isNew = !isReused

  for (let slot = 0; slot < length; slot++) {
    const state = isStaff(slot) ? (view.states[slot] ?? slotStates.none) : slotStates.none
    isNew ||= states[slot] !== state
    states[slot] = state
    if (state === slotStates.none) continue
    const from = 2 * slot
    const to = 4 * slot
    const lng = current[from] ?? NaN
    const lat = current[from + 1] ?? NaN
    const lngBefore = previous[from] ?? NaN
    const latBefore = previous[from + 1] ?? NaN
    isNew ||= places[to] !== Math.fround(lng - west) || places[to + 1] !== Math.fround(lat - south)
    places[to] = lng - west
    places[to + 1] = lat - south
    places[to + 2] = lngBefore - west
    places[to + 3] = latBefore - south
    const moved = Math.max(Math.abs(lng - lngBefore), Math.abs(lat - latBefore))
    if (moved > farthest) farthest = moved
  }
  return { origin, places, states, farthest, isNew }
}

/** With nobody there it is no place of the street, but one that can be counted with. */
function firstOf(current: Float64Array): [number, number] {
  const at = current.findIndex((degrees) => !Number.isNaN(degrees))
  return at < 0 ? [0, 0] : [current[at] ?? 0, current[at + 1] ?? 0]
}

/**
 * How far a place is from the origin on a map in Web Mercator, in pixels: east times `east` to the right, and north
 * times (`north` plus north times `bend`) up, degrees all of them. The Taylor series of the projection in latitude to
 * its second term: the third is a centimetre at ten kilometres.
 */
export function pixelsPerDegree(zoom: number, latitude: number) {
  const radians = (latitude * Math.PI) / 180
  const east = (512 * 2 ** zoom) / 360 // MapLibre's world is 512 pixels wide at zoom 0
  const north = east / Math.cos(radians)
  return { east, north, bend: (north * Math.tan(radians) * Math.PI) / 360 }
}

/** A second. On foot one moves less than a pixel in a tenth of it: more only warm the machine. */
export const MOST_PICTURES = 10
/** Who moves no more from one picture to the next is not seen to jump. */
const STILL_PIXELS = 1

/**
 * How far on the way a picture is drawn: `share` of it is over, and in all the farthest comes `pixels` far. Rounded up to
 * as few pictures as move nobody by more than a pixel: on a wall that shows a whole street people on foot need one
 * a second, and every one is work for a machine without a graphics card.
 */
export function sharePictured(share: number, pixels: number): number {
  const pictures = Math.min(MOST_PICTURES, Math.max(1, Math.ceil(pixels / STILL_PIXELS)))
  return Math.min(1, Math.ceil(share * pictures) / pictures)
}
