import { createBitReader, createBitWriter, refusal, unZigZag, zigZag } from './frame-bits.ts'
import { createRaster, createSlots, isStepInReach, ORIGIN_UNITS } from './frame-slots.ts'
import type { Position } from './geo.ts'

/*
 * `tracks:frame`, version 1. Who moved since the frame before, for everybody at once; no identity, only slots.
 * Big-endian. A column is a run of small numbers, packed as frame-bits.ts says.
 *
 *   u8    version = 1
 *   u8    kind: 0 delta, 1 full
 *   u32   number: a delta continues the frame whose number is one less; a full frame stands for itself
 *   u16   roster version: which `tracks:roster` says who the slots are
 *   full:  u48 time in ms since 1970   u32 u32 origin, 1e-7 degrees, zig-zag, longitude first   u16 slots
 *   delta: u32 ms since the frame before
 *   u16   updates
 *   columns, one number per update unless said:
 *     gap          slots passed over since the update before
 *     east, north  (2 per update, zig-zag) full: steps of 0.25 m from the origin
 *                  delta: the same less what was expected: the last place plus the last step, both 0 while
 *                  there is no position; a first position is no step
 *     last step    (2 per update, zig-zag) full only: so that a newcomer expects what everybody expects
 *     age          of the fix at the time of the frame, in steps of 5 s, rounded down; 0 is fresh
 *
 * A slot that is in no update has no position in a full frame, and keeps the one it has in a delta.
 */
export const FRAME_VERSION = 1
export const MAX_SLOTS = 65_535

export const AGE_STEP_MS = 5_000
const OLDEST_AGE_STEPS = 4_095

const DELTA = 0
const FULL = 1

/** Where each slot was last seen. Two numbers (longitude, latitude) per slot. */
export interface SlotFixes {
  readonly positions: Float64Array
  /** When the fix was taken, ms since 1970, real time; NaN while there is none. */
  readonly takenAt: Float64Array
}

export interface FrameEncoder {
  /** Begins anew with other slots: nobody has a position until `advance` brings it. */
  restart(rosterVersion: number, slotCount: number): void
  /** The next delta: the slots in `moved` (ascending) are now where `fixes` says. `at` is real time in ms. */
  advance(at: number, fixes: SlotFixes, moved: readonly number[]): Uint8Array<ArrayBuffer>
  /** Everything as of the last `advance`; for whoever joins, and instead of a delta now and then. Made once per number. */
  full(): Uint8Array<ArrayBuffer>
  readonly number: number
  readonly rosterVersion: number
}

/** Turns positions into frames. `origin` is any position on the street. */
export function createFrameEncoder(origin: Position): FrameEncoder {
  const raster = createRaster(origin[0] * ORIGIN_UNITS, origin[1] * ORIGIN_UNITS)
  let slots = createSlots(0)
  let rosterVersion = 0
  let number = 0
  let lastAt = 0
  let fullFrame: Uint8Array<ArrayBuffer> | null = null

  function restart(version: number, slotCount: number) {
    if (slotCount > MAX_SLOTS) throw new RangeError(`expected at most ${MAX_SLOTS} slots, got ${slotCount}`)
    slots = createSlots(slotCount)
    rosterVersion = version & 0xffff
    fullFrame = null
  }

  function advance(at: number, fixes: SlotFixes, moved: readonly number[]) {
    const elapsed = Math.min(Math.max(0, Math.round(at - lastAt)), 0xffffffff)
    const surprises: number[] = []
    const ages: number[] = []
    for (const slot of moved) {
      const takenAt = fixes.takenAt[slot] ?? NaN
      const place = raster.placeOf(fixes.positions[2 * slot] ?? NaN, fixes.positions[2 * slot + 1] ?? NaN)
      if (slot >= slots.count || Number.isNaN(takenAt) || !isInReach(place)) {
        throw new RangeError(`expected a slot below ${slots.count} with a position near the origin, got slot ${slot}`)
      }
      surprises.push(zigZag(slots.surprise(slot, 0, place[0])), zigZag(slots.surprise(slot, 1, place[1])))
      slots.takenAt[slot] = takenAt
      ages.push(ageSteps(at, takenAt))
    }
    number = (number + 1) >>> 0
    lastAt = at
    fullFrame = null

    const out = createBitWriter()
    writeHead(out, DELTA, number, rosterVersion)
    out.bits(elapsed, 32)
    out.bits(moved.length, 16)
    out.column(gapsOf(moved))
    out.column(surprises)
    out.column(ages)
    return out.finish()
  }

  function full() {
    if (fullFrame) return fullFrame
    const known = slots.known()
    const out = createBitWriter()
    writeHead(out, FULL, number, rosterVersion)
    out.bits(Math.floor(lastAt / 2 ** 32), 16)
    out.bits(lastAt >>> 0, 32)
    for (const part of raster.origin) out.bits(zigZag(part), 32)
    out.bits(slots.count, 16)
    out.bits(known.length, 16)
    out.column(gapsOf(known))
    out.column(known.flatMap((slot) => [zigZag(slots.place[2 * slot] ?? 0), zigZag(slots.place[2 * slot + 1] ?? 0)]))
    out.column(known.flatMap((slot) => [zigZag(slots.step[2 * slot] ?? 0), zigZag(slots.step[2 * slot + 1] ?? 0)]))
    out.column(known.map((slot) => ageSteps(lastAt, slots.takenAt[slot] ?? NaN)))
    fullFrame = out.finish()
    return fullFrame
  }

  return {
    restart,
    advance,
    full,
    get number() {
      return number
    },
    get rosterVersion() {
      return rosterVersion
    },
  }
}

/** `gap`: a frame is missing before this one; ask for a full one. `old`: it was known already. */
export type FrameNews = { kind: 'full' | 'delta'; moved: Uint16Array } | { kind: 'ignored'; because: 'gap' | 'old' }

/** `positions` is NaN where `takenAt` is. */
export interface FrameDecoder extends SlotFixes {
  /** Takes a frame in, or throws a Problem and stays as it was. */
  take(frame: Uint8Array): FrameNews
  /** Forgets everything, as when the connection was lost: only a full frame is understood now. */
  forget(): void
  readonly slotCount: number
  readonly rosterVersion: number
  /** Time of the last frame, ms since 1970 by the server's real clock; NaN before the first. */
  readonly at: number
}

/** Turns frames back into positions. Trusts nothing in them. */
export function createFrameDecoder(): FrameDecoder {
  let raster = createRaster(0, 0)
  let slots = createSlots(0)
  let positions = new Float64Array(0)
  let rosterVersion = 0
  let number = -1
  let at = NaN

  function take(frame: Uint8Array): FrameNews {
    const input = createBitReader(frame)
    const version = input.bits(8)
    if (version !== FRAME_VERSION) throw refusal(`expected version ${FRAME_VERSION}, got ${version}`)
    const kind = input.bits(8)
    if (kind === FULL) return takeFull(input)
    if (kind === DELTA) return takeDelta(input)
    throw refusal(`expected kind ${DELTA} or ${FULL}, got ${kind}`)
  }

  function takeFull(input: ReturnType<typeof createBitReader>): FrameNews {
    const next = { number: input.bits(32), roster: input.bits(16), at: input.bits(16) * 2 ** 32 + input.bits(32) }
    const origin = [unZigZag(input.bits(32)), unZigZag(input.bits(32))] as const
    if (Math.abs(origin[0]) > 180 * ORIGIN_UNITS || Math.abs(origin[1]) > 89 * ORIGIN_UNITS) {
      throw refusal('its origin is not on Earth')
    }
    const slotCount = input.bits(16)
    const { moved, moves, ages } = readUpdates(input, slotCount, true)
    const fresh = createSlots(slotCount)
    moved.forEach((slot, i) => {
      fresh.place.set(pairOf(moves.places, i), 2 * slot)
      fresh.step.set(pairOf(moves.steps, i), 2 * slot)
      fresh.takenAt[slot] = next.at - (ages[i] ?? 0) * AGE_STEP_MS
    })
    if (!moves.places.every(isStepInReach)) throw refusal('a position is out of reach')

    raster = createRaster(...origin)
    slots = fresh
    positions = new Float64Array(2 * slotCount).fill(NaN)
    number = next.number
    rosterVersion = next.roster
    at = next.at
    for (const slot of moved) show(slot)
    return { kind: 'full', moved }
  }

  function takeDelta(input: ReturnType<typeof createBitReader>): FrameNews {
    const next = { number: input.bits(32), roster: input.bits(16), at: at + input.bits(32) }
    if (number >= 0 && next.roster === rosterVersion && isNotAfter(next.number, number)) {
      return { kind: 'ignored', because: 'old' }
    }
    if (number < 0 || next.roster !== rosterVersion || next.number !== (number + 1) >>> 0) {
      return { kind: 'ignored', because: 'gap' }
    }
    const { moved, moves, ages } = readUpdates(input, slots.count, false)
    const { places } = moves
    places.forEach((surprise, i) => (places[i] = surprise + slots.expected(moved[i >> 1] ?? 0, (i & 1) as 0 | 1)))
    if (!places.every(isStepInReach)) throw refusal('a position is out of reach')

    number = next.number
    at = next.at
    moved.forEach((slot, i) => {
      slots.surprise(slot, 0, places[2 * i] ?? 0)
      slots.surprise(slot, 1, places[2 * i + 1] ?? 0)
      slots.takenAt[slot] = at - (ages[i] ?? 0) * AGE_STEP_MS
      show(slot)
    })
    return { kind: 'delta', moved }
  }

  function show(slot: number) {
    const [lng, lat] = raster.positionOf(slots.place[2 * slot] ?? 0, slots.place[2 * slot + 1] ?? 0)
    positions[2 * slot] = lng
    positions[2 * slot + 1] = lat
  }

  function forget() {
    slots = createSlots(0)
    positions = new Float64Array(0)
    number = -1
    at = NaN
  }

  return {
    take,
    forget,
    get positions() {
      return positions
    },
    get takenAt() {
      return slots.takenAt
    },
    get slotCount() {
      return slots.count
    },
    get rosterVersion() {
      return rosterVersion
    },
    get at() {
      return at
    },
  }
}

function writeHead(out: ReturnType<typeof createBitWriter>, kind: number, number: number, rosterVersion: number) {
  out.bits(FRAME_VERSION, 8)
  out.bits(kind, 8)
  out.bits(number, 32)
  out.bits(rosterVersion, 16)
}

function readUpdates(input: ReturnType<typeof createBitReader>, slotCount: number, full: boolean) {
  const count = input.bits(16)
  if (count > slotCount) throw refusal(`expected at most ${slotCount} updates, got ${count}`)
  const gaps = input.column(count)
  const moved = new Uint16Array(count)
  let next = 0
  gaps.forEach((gap, i) => {
    const slot = next + gap
    if (slot >= slotCount) throw refusal(`expected slots below ${slotCount}, got ${slot}`)
    moved[i] = slot
    next = slot + 1
  })
  const places = withSigns(input.column(2 * count))
  const steps = full ? withSigns(input.column(2 * count)) : new Int32Array(0)
  const ages = input.column(count)
  input.end()
  return { moved, moves: { places, steps }, ages }
}

/** In the same bytes: `from` with a function would ask an iterator for each. */
function withSigns(numbers: Uint32Array): Int32Array {
  const signed = new Int32Array(numbers.buffer)
  numbers.forEach((number, i) => (signed[i] = unZigZag(number)))
  return signed
}

function gapsOf(slots: readonly number[]): number[] {
  return slots.map((slot, i) => slot - (slots[i - 1] ?? -1) - 1)
}

function ageSteps(at: number, takenAt: number): number {
  return Math.min(Math.max(0, Math.floor((at - takenAt) / AGE_STEP_MS)), OLDEST_AGE_STEPS)
}

const pairOf = (numbers: Int32Array, i: number) => numbers.subarray(2 * i, 2 * i + 2)
const isInReach = ([east, north]: readonly [number, number]) => isStepInReach(east) && isStepInReach(north)

/** Numbers go round at 2³², so "not after" looks at the shorter way. */
const isNotAfter = (number: number, held: number) => (held - number) >>> 0 < 2 ** 31
