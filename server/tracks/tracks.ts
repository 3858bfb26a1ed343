import type { Crs, Position } from '#shared/geo'
import type { RejectionReason, TrackCounts, TrackStats } from '#shared/phone'
import { stateOfAge } from '#shared/phone'
import type { PositionState } from '#shared/phone'
import { MINUTE_MS, realClock } from '#shared/time'
import type { Clock, Instant } from '#shared/time'
import type { Places } from '../places/places.ts'
import { toWgs84 } from '../places/to-wgs84.ts'
import { judgeFix } from './accept.ts'
import type { DeviceMemory } from './accept.ts'
import type { TrackHistory } from './history.ts'
import type { PhoneFix } from './phones.ts'
import { createTrackTable } from './table.ts'
import type { TrackTable, UnitOnDuty } from './table.ts'

/** A phone that was given to a worker. */
export interface Device {
  id: string
  workerId: string
  crs: Crs
}

export type Acceptance = { ok: true } | { ok: false; reason: RejectionReason }

export interface TracksParts {
  places: Pick<Places, 'findGrid' | 'isNear'>
  /** The street's time. */
  clock: Clock
  /** Real time, by which phones speak and positions age. */
  realNow?: Clock
  /** Without it nothing is kept. */
  history?: TrackHistory
}

/** Where one worker is, for whoever recommends or sends. */
export interface Whereabouts {
  position: Position
  gridId: string | null
  ageMs: number
  state: PositionState
}

export interface Tracks {
  /** Takes what a phone says, or says why not. Every answer is counted. */
  accept(device: Device, fix: PhoneFix): Acceptance
  /** A phone was known, but what it sent could not be read. */
  countUnreadable(device: Device): void
  /** Takes a made-up step of a demo walker. A worker with a real phone is left alone: the phone is right. */
  walk(workerId: string, position: Position): void
  setOnDuty(units: readonly UnitOnDuty[]): void
  find(workerId: string): Whereabouts | null
  stats(): TrackStats
  readonly table: TrackTable
}

/** For so long after its last word a real phone is preferred to a made-up walk. */
const PHONE_FIRST_MS = 10 * MINUTE_MS

/** Where everybody on duty is: device, coordinate system, filter, grid, newest wins. */
export function createTracks({ places, clock, realNow = realClock, history }: TracksParts): Tracks {
  const table = createTrackTable()
  const memories = new Map<string, DeviceMemory>()
  const phoneHeardAt = new Map<string, number>()
  const phones = emptyCounts()
  const perDevice = new Map<string, TrackCounts>()

  function accept(device: Device, fix: PhoneFix): Acceptance {
    const nowMs = Date.parse(realNow.now())
    const acceptance = take(device, fix, nowMs, () => {
      // What was made up before the phone spoke must not be newer than what the phone says.
      if (!isPhoneFirst(device.workerId, nowMs)) table.forget(device.workerId)
      phoneHeardAt.set(device.workerId, nowMs)
    })
    count(device, acceptance.ok ? null : acceptance.reason)
    return acceptance
  }

  function walk(workerId: string, position: Position) {
    const nowMs = Date.parse(realNow.now())
    if (isPhoneFirst(workerId, nowMs)) return
    const story: Device = { id: `walk:${workerId}`, workerId, crs: 'WGS84' }
    take(story, { claimedAt: null, position, accuracyMeters: null, speedMps: null }, nowMs)
  }

  const isPhoneFirst = (workerId: string, nowMs: number) =>
    nowMs - (phoneHeardAt.get(workerId) ?? -Infinity) < PHONE_FIRST_MS

  function take(device: Device, fix: PhoneFix, realMs: number, onBelieved?: () => void): Acceptance {
    if (!table.isOnDuty(device.workerId)) {
      memories.delete(device.id) // off duty nothing is kept of where somebody was
      return { ok: false, reason: 'off-duty' }
    }
    const receivedAt = clock.now()
    const nowMs = Date.parse(receivedAt)
    // Phones know real time only; the street's may be elsewhere, so what they claim is moved along.
    const claimedMs = fix.claimedAt === null ? nowMs : Date.parse(fix.claimedAt) + (nowMs - realMs)
    const position = toWgs84(fix.position, device.crs)
    const memory = memories.get(device.id) ?? { last: null, quietSinceMs: nowMs }
    const verdict = judgeFix({ position, claimedMs, accuracyMeters: fix.accuracyMeters }, memory, {
      ms: nowMs,
      isNear: places.isNear,
    })
    memories.set(device.id, verdict.ok ? { last: { position, claimedMs }, quietSinceMs: nowMs } : memory)
    if (!verdict.ok) return verdict

    onBelieved?.()
    const gridId = places.findGrid(position, table.find(device.workerId)?.gridId)?.id ?? null
    const takenAtMs = realMs - (nowMs - verdict.atMs)
    const isNewest = table.put(device.workerId, { position, gridId, atMs: verdict.atMs, takenAtMs })
    if (!isNewest) return { ok: false, reason: 'older' }
    remember(device.workerId, receivedAt, fix, position, gridId)
    return { ok: true }
  }

  function remember(workerId: string, at: Instant, fix: PhoneFix, position: Position, gridId: string | null) {
    history?.add({ workerId, at, claimedAt: fix.claimedAt, position, accuracyMeters: fix.accuracyMeters, gridId })
  }

  function count(device: Device, reason: RejectionReason | null) {
    const own = perDevice.get(device.id) ?? emptyCounts()
    perDevice.set(device.id, own)
    for (const counts of [phones, own]) {
      if (reason === null) counts.accepted++
      else counts.rejected[reason]++
    }
  }

  return {
    table,
    accept,
    walk,
    countUnreadable: (device) => count(device, 'unreadable'),
    setOnDuty: (units) => table.setOnDuty(units),

    find(workerId) {
      const newest = table.find(workerId)
      if (!newest) return null
      const ageMs = Date.parse(realNow.now()) - newest.takenAtMs
      return { position: newest.position, gridId: newest.gridId, ageMs, state: stateOfAge(ageMs) }
    },

    stats: () =>
      structuredClone({
        phones,
        devices: Object.fromEntries(perDevice),
        onDuty: table.counts(Date.parse(realNow.now())),
        history: history?.stats() ?? { written: 0, waiting: 0, dropped: 0 },
      }),
  }
}

function emptyCounts(): TrackCounts {
  return {
    accepted: 0,
    rejected: {
      unreadable: 0,
      impossible: 0,
      zero: 0,
      swapped: 0,
      outside: 0,
      inaccurate: 0,
      duplicate: 0,
      future: 0,
      older: 0,
      'too-fast': 0,
      'off-duty': 0,
    },
  }
}
