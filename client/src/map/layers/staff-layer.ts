import { COORDINATE_SYSTEM } from '@deck.gl/core'
import { ScatterplotLayer } from '@deck.gl/layers'
import { rgbaOf } from '../../look/token-color.ts'
import type { MapColors } from '../map-colors.ts'
import { slotStates } from '../../positions/positions.ts'
import type { PositionsView } from '../../positions/positions.ts'
import { GlideExtension } from './glide-extension.ts'
import type { GlideProps } from './glide-extension.ts'

/** What a slot looks like: fresh is a full dot, fading a faint one, 无定位 a hollow ring. Sizes in pixels of the drawing. */
const nothing = { radius: 0, stroke: 0, opacity: 0, ring: false }
const looks: Readonly<Record<number, typeof nothing>> = {
  [slotStates.fresh]: { radius: 4.5, stroke: 0, opacity: 0.9, ring: false },
  [slotStates.fading]: { radius: 4.5, stroke: 0, opacity: 0.42, ring: false },
  [slotStates.lost]: { radius: 4.75, stroke: 2.5, opacity: 1, ring: true },
}

/** deck.gl's common space: the world is 512 wide, and so is a degree of longitude a 360th of it. */
const COMMON_PER_DEGREE = 512 / 360

/**
 * The attributes of all slots, ready for the GPU. Made once for each version of the positions; `before` are the last
 * ones: while nobody looks different, how they look is neither computed nor brought to the graphics card again.
 */
export function staffAttributes(
  view: PositionsView,
  isStaff: (slot: number) => boolean,
  colors: MapColors,
  before: StaffAttributes | null = null,
): StaffAttributes {
  const { length, current, previous, states } = view
  const origin = before && isAnybodyIn(before) ? before.origin : firstOf(current)
  const [west, south] = origin
  const perDegreeOfLatitude = COMMON_PER_DEGREE / Math.cos((south * Math.PI) / 180)
  const positions = new Float32Array(2 * length)
  const steps = new Float32Array(2 * length)
  /** What each slot looks like: its state, or `none` where no staff is to be seen. */
  const shown = new Uint8Array(length)

  for (let slot = 0; slot < length; slot++) {
    const [x, y] = [2 * slot, 2 * slot + 1]
    const [lng, lat] = [current[x] ?? NaN, current[y] ?? NaN]
    if (Number.isNaN(lng + lat) || !isStaff(slot)) continue
    shown[slot] = states[slot] ?? slotStates.none
    positions[x] = lng - west
    positions[y] = lat - south
    steps[x] = ((previous[x] ?? lng) - lng) * COMMON_PER_DEGREE
    steps[y] = ((previous[y] ?? lat) - lat) * perDegreeOfLatitude
  }

  const isAsBefore = before?.colors.worker === colors.worker && before.colors.lost === colors.lost && isSame(before.shown, shown) // prettier-ignore
  return {
    length,
    shown,
    colors,
    origin,
    attributes: {
      getPosition: { value: positions, size: 2 },
      getGlideSteps: { value: steps, size: 2 },
      ...(isAsBefore ? looksIn(before) : looksOf(shown, colors)),
    },
  }
}

type Looks = {
  getRadius: { value: Float32Array; size: 1 }
  getLineWidth: { value: Float32Array; size: 1 }
  getFillColor: { value: Uint8ClampedArray; size: 4 }
  getLineColor: { value: Uint8ClampedArray; size: 4 }
}

export type StaffAttributes = {
  length: number
  shown: Uint8Array
  colors: Pick<MapColors, 'worker' | 'lost'>
  /** Longitude and latitude of somebody; stays while anybody is there. */
  origin: [number, number]
  attributes: Looks & {
    /** Degrees east and north of the origin: over a street 32 bits are a millimetre, and half of what 64 would cost. */
    getPosition: { value: Float32Array; size: 2 }
    getGlideSteps: { value: Float32Array; size: 2 }
  }
}

function looksOf(shown: Uint8Array, colors: StaffAttributes['colors']): Looks {
  const { length } = shown
  const [dot, ring] = [rgbaOf(colors.worker), rgbaOf(colors.lost)]
  const radii = new Float32Array(length)
  const strokes = new Float32Array(length)
  const fills = new Uint8ClampedArray(4 * length)
  const lines = new Uint8ClampedArray(4 * length)
  shown.forEach((state, slot) => {
    if (state === slotStates.none) return
    const look = looks[state] ?? nothing
    radii[slot] = look.radius
    strokes[slot] = look.stroke
    const [red, green, blue] = look.ring ? ring : dot
    fills.set([red, green, blue, look.ring ? 0 : look.opacity * 255], 4 * slot)
    lines.set([red, green, blue, look.ring ? 255 : 0], 4 * slot)
  })
  return {
    getRadius: { value: radii, size: 1 },
    getLineWidth: { value: strokes, size: 1 },
    getFillColor: { value: fills, size: 4 },
    getLineColor: { value: lines, size: 4 },
  }
}

function looksIn({ attributes }: StaffAttributes): Looks {
  const { getRadius, getLineWidth, getFillColor, getLineColor } = attributes
  return { getRadius, getLineWidth, getFillColor, getLineColor }
}

const isAnybodyIn = ({ shown }: StaffAttributes) => shown.some((state) => state !== slotStates.none)

/** With nobody there it is no place of the street, but one that can be counted with. */
function firstOf(current: Float64Array): [number, number] {
  const at = current.findIndex((degrees) => !Number.isNaN(degrees))
  return at < 0 ? [0, 0] : [current[at] ?? 0, current[at + 1] ?? 0]
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at])
}

const glide = new GlideExtension()

/** Staff on duty as dots, gliding from frame to frame; `share` is how much of the second has passed. */
export function staffLayer(data: StaffAttributes, scale: number, share: number, id = 'staff') {
  return new ScatterplotLayer<unknown, GlideProps>({
    id,
    data,
    coordinateSystem: COORDINATE_SYSTEM.LNGLAT_OFFSETS,
    coordinateOrigin: [...data.origin, 0],
    billboard: true,
    stroked: true,
    filled: true,
    radiusUnits: 'pixels',
    radiusScale: scale,
    lineWidthUnits: 'pixels',
    lineWidthScale: scale,
    extensions: [glide],
    glideShare: share,
  })
}
