import type { Position } from '#shared/geo'
import type { SlotFixes } from '#shared/frame'
import { stateOfAge } from '#shared/phone'
import type { PositionState } from '#shared/phone'

/** Somebody or something on duty that is shown on the map. */
export interface UnitOnDuty {
  /** Whose device tells where it is; for a team, its leader. */
  workerId: string
  unit: 'worker' | 'team'
  /** The worker's or the team's. */
  id: string
  /** As the wall calls it; no name. */
  label: string
  /** For the desk only. A team has none. */
  name: string | null
}

export interface NewestFix {
  position: Position
  gridId: string | null
  /** Domain time in ms, by which the newest wins. */
  atMs: number
  /** Real time in ms, by which it ages. */
  takenAtMs: number
}

export interface TrackTable extends SlotFixes {
  /** Who is on duty now. Whoever stays keeps the slot; whoever leaves is forgotten at once, position and all. */
  setOnDuty(units: readonly UnitOnDuty[]): void
  isOnDuty(workerId: string): boolean
  /** Keeps the newest fix of a worker. False when it is not newer, or the worker is off duty. */
  put(workerId: string, fix: NewestFix): boolean
  /** Forgets where a worker was, so that any next fix is the newest. */
  forget(workerId: string): void
  /** The newest fix of a worker on duty, or null when there is none. */
  find(workerId: string): NewestFix | null
  /** The slots that have a fix since the last time of asking, ascending. */
  takeMoved(): number[]
  /** Every slot that has a position, ascending. */
  known(): number[]
  counts(nowMs: number): Record<PositionState, number>
  /** The unit of each slot; null where a slot is free. */
  units(): readonly (UnitOnDuty | null)[]
  readonly slotCount: number
  /** Changes, and goes round at 65,536, when slots do. */
  readonly rosterVersion: number
}

/** The newest position of everybody on duty, in memory and nowhere else. */
export function createTrackTable(): TrackTable {
  let units: (UnitOnDuty | null)[] = []
  let slotOf = new Map<string, number>()
  let positions = new Float64Array(0)
  let takenAt = new Float64Array(0)
  let at = new Float64Array(0)
  const gridIds: (string | null)[] = []
  let moved = new Set<number>()
  let rosterVersion = 0

  function setOnDuty(next: readonly UnitOnDuty[]) {
    const wanted = new Map(next.map((unit) => [unit.workerId, unit]))
    const before = JSON.stringify(units)
    const after = units.map((unit) => (unit && wanted.get(unit.workerId)) ?? null)
    const newcomers = [...wanted.values()].filter((unit) => !slotOf.has(unit.workerId))
    for (let slot = 0; newcomers.length > 0; slot++) after[slot] ??= newcomers.shift() ?? null
    while (after.length > 0 && after.at(-1) === null) after.pop()
    if (JSON.stringify(after) === before) return

    grow(after.length)
    for (let slot = 0; slot < positions.length / 2; slot++) {
      if (after[slot]?.workerId !== units[slot]?.workerId) clear(slot)
    }
    units = after
    slotOf = new Map(units.flatMap((unit, slot) => (unit ? [[unit.workerId, slot]] : [])))
    rosterVersion = (rosterVersion + 1) & 0xffff
  }

  function grow(slots: number) {
    if (slots <= takenAt.length) return
    const capacity = Math.max(slots, 2 * takenAt.length)
    positions = extend(positions, 2 * capacity)
    takenAt = extend(takenAt, capacity)
    at = extend(at, capacity)
  }

  function clear(slot: number) {
    positions.fill(NaN, 2 * slot, 2 * slot + 2)
    takenAt[slot] = NaN
    at[slot] = NaN
    gridIds[slot] = null
    moved.delete(slot)
  }

  function put(workerId: string, fix: NewestFix): boolean {
    const slot = slotOf.get(workerId)
    if (slot === undefined || fix.atMs <= (at[slot] ?? NaN)) return false
    // One by one: `set` from an array costs more than all the rest here.
    positions[2 * slot] = fix.position[0]
    positions[2 * slot + 1] = fix.position[1]
    takenAt[slot] = fix.takenAtMs
    at[slot] = fix.atMs
    gridIds[slot] = fix.gridId
    moved.add(slot)
    return true
  }

  function find(workerId: string): NewestFix | null {
    const slot = slotOf.get(workerId)
    const [lng, lat, atMs, takenAtMs] =
      slot === undefined ? [] : [positions[2 * slot], positions[2 * slot + 1], at[slot], takenAt[slot]]
    if (slot === undefined || lng === undefined || lat === undefined || atMs === undefined || Number.isNaN(atMs))
      return null
    return { position: [lng, lat], gridId: gridIds[slot] ?? null, atMs, takenAtMs: takenAtMs ?? NaN }
  }

  function takeMoved(): number[] {
    const slots = [...moved].sort((a, b) => a - b)
    moved = new Set()
    return slots
  }

  function counts(nowMs: number) {
    const total = { fresh: 0, fading: 0, lost: 0 }
    units.forEach((unit, slot) => {
      if (unit) total[stateOfAge(nowMs - (takenAt[slot] ?? NaN))]++
    })
    return total
  }

  return {
    setOnDuty,
    isOnDuty: (workerId) => slotOf.has(workerId),
    put,
    forget(workerId) {
      const slot = slotOf.get(workerId)
      if (slot !== undefined) clear(slot)
    },
    find,
    takeMoved,
    known: () => units.flatMap((_, slot) => (Number.isNaN(takenAt[slot]) ? [] : [slot])),
    counts,
    units: () => units,
    get slotCount() {
      return units.length
    },
    get rosterVersion() {
      return rosterVersion
    },
    get positions() {
      return positions
    },
    get takenAt() {
      return takenAt
    },
  }
}

function extend(numbers: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(length).fill(NaN)
  longer.set(numbers)
  return longer
}
