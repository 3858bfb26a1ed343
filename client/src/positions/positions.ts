import type { TracksRoster } from '#shared/feed'
import { createFrameDecoder } from '#shared/frame'
import { stateOfAge } from '#shared/phone'
import type { PositionState } from '#shared/phone'
import { Problem } from '#shared/problem'

export type RosterEntry = TracksRoster['entries'][number]

/** In `states`: what to draw for a slot. `none`: nobody there, or somebody who never had a position. */
export const slotStates = { none: 0, fresh: 1, fading: 2, lost: 3 } as const satisfies Record<
  PositionState | 'none',
  number
>

/**
 * What a layer needs: two numbers (longitude, latitude) per slot, NaN where there is nothing.
 * The arrays change in place; `version` grows when they do.
 */
export interface PositionsView {
  readonly length: number
  readonly current: Float64Array
  /** Where each slot was before the last frame: movement between the two is to be interpolated. */
  readonly previous: Float64Array
  readonly states: Uint8Array
  /** When the last frame came, by the monotonic clock that is passed in; NaN before the first. */
  readonly receivedMs: number
  readonly version: number
}

export interface FoundUnit {
  entry: RosterEntry
  position: [number, number]
  ageMs: number
  state: PositionState
}

export interface Positions {
  readonly view: PositionsView
  /** Takes a frame as the socket gives it. `gap`: ask for a full one. Throws a Problem for what is no frame. */
  takeFrame(frame: unknown, nowMs: number): 'full' | 'delta' | 'gap' | 'old'
  takeRoster(roster: TracksRoster): void
  /** The connection broke: what is drawn stays and ages, and only a full frame is understood next. */
  breakOff(): void
  /** Ages everything to now and counts those on duty; without a position counts as lost. */
  look(nowMs: number): Record<PositionState, number>
  /** Whom a slot stands for; null while roster and frame do not speak of the same thing. */
  entryAt(slot: number): RosterEntry | null
  /** Where somebody is, by the id the desk gets; null when nobody knows. */
  find(id: string, nowMs: number): FoundUnit | null
}

/** The client's copy of the position lane. Kept out of Vue's reactivity: it changes as a whole, once a second. */
export function createPositions(): Positions {
  const decoder = createFrameDecoder()
  let entries = new Map<number, RosterEntry>()
  let rosterVersion: number | null = null
  /** Of what is drawn; the decoder forgets when the connection breaks, the screen does not. */
  let drawn = { rosterVersion: -1, at: NaN }
  let takenAt: Float64Array = new Float64Array(0)
  const view = {
    length: 0,
    current: new Float64Array(0),
    previous: new Float64Array(0),
    states: new Uint8Array(0),
    receivedMs: NaN,
    version: 0,
  }

  function takeFrame(frame: unknown, nowMs: number) {
    const news = decoder.take(bytesOf(frame))
    if (news.kind === 'ignored') return news.because
    const isSameRoster = drawn.rosterVersion === decoder.rosterVersion && view.length === decoder.slotCount
    const spare = view.previous
    view.previous = isSameRoster ? view.current : decoder.positions.slice()
    view.current = isSameRoster && spare !== view.previous ? spare : decoder.positions.slice()
    view.current.set(decoder.positions)
    takenAt = decoder.takenAt
    for (const slot of news.moved) {
      // Who has just appeared comes from nowhere.
      if (!Number.isNaN(view.previous[2 * slot])) continue
      view.previous.set(view.current.subarray(2 * slot, 2 * slot + 2), 2 * slot)
    }
    view.length = decoder.slotCount
    view.receivedMs = nowMs
    drawn = { rosterVersion: decoder.rosterVersion, at: decoder.at }
    look(nowMs)
    return news.kind
  }

  const ageAt = (slot: number, nowMs: number) => drawn.at + (nowMs - view.receivedMs) - (takenAt[slot] ?? NaN)

  function look(nowMs: number) {
    const counts = { fresh: 0, fading: 0, lost: 0 }
    if (view.states.length !== view.length) view.states = new Uint8Array(view.length)
    for (let slot = 0; slot < view.length; slot++) {
      const state = Number.isNaN(takenAt[slot]) ? 'none' : stateOfAge(ageAt(slot, nowMs))
      view.states[slot] = slotStates[state]
      if (state !== 'none') counts[state]++
    }
    view.version++
    if (rosterVersion === drawn.rosterVersion) counts.lost = entries.size - counts.fresh - counts.fading
    return counts
  }

  const entryAt = (slot: number) => (rosterVersion === drawn.rosterVersion ? (entries.get(slot) ?? null) : null)

  return {
    view,
    takeFrame,
    look,
    entryAt,
    breakOff: () => decoder.forget(),

    takeRoster(roster) {
      entries = new Map(roster.entries.map((entry) => [entry.slot, entry]))
      rosterVersion = roster.version
    },

    find(id, nowMs) {
      for (const entry of entries.values()) {
        if (entry.id !== id) continue
        const [lng, lat] = view.current.subarray(2 * entry.slot, 2 * entry.slot + 2)
        const ageMs = ageAt(entry.slot, nowMs)
        if (!entryAt(entry.slot) || lng === undefined || lat === undefined || Number.isNaN(ageMs)) return null
        return { entry, position: [lng, lat], ageMs, state: stateOfAge(ageMs) }
      }
      return null
    },
  }
}

/** Browsers give an ArrayBuffer, Node a view of one. */
function bytesOf(frame: unknown): Uint8Array {
  if (frame instanceof ArrayBuffer) return new Uint8Array(frame)
  if (ArrayBuffer.isView(frame)) return new Uint8Array(frame.buffer, frame.byteOffset, frame.byteLength)
  throw new Problem('invalid', 'This is not a valid frame: expected bytes')
}
