import type { Position } from '#shared/geo'
import { distanceMeters } from '#shared/geo'
import type { RejectionReason } from '#shared/phone'
import { MINUTE_MS, SECOND_MS } from '#shared/time'

const filterDefaults = {
  /** A device's clock may be ahead by so much. */
  aheadMs: 60 * SECOND_MS,
  /** Nobody moves faster on a street: 144 km/h. */
  fastestMps: 40,
  /** A circle larger than this says nothing about a grid. */
  accuracyMeters: 200,
  /** After so long without a fix that was taken, what the last one said counts no more: nobody is muted for ever. */
  skipMs: 5 * MINUTE_MS,
}

/** A fix in WGS 84, times in ms of domain time. */
export interface Fix {
  position: Position
  /** When the device says it was there. */
  claimedMs: number
  /** null: the device does not say. */
  accuracyMeters: number | null
}

/** What is remembered of a device from one fix to the next. */
export interface DeviceMemory {
  /** The last fix that was taken. */
  last: Pick<Fix, 'position' | 'claimedMs'> | null
  /** Since when nothing was taken: the time of the last acceptance, or of the first fix ever. */
  quietSinceMs: number
}

export type Verdict = { ok: true; atMs: number } | { ok: false; reason: RejectionReason }

/**
 * Is this fix to be believed? If so, since when: the claimed time, or the server's where the device's clock is wrong.
 * `isNear`: within 5 km of the street.
 */
export function judgeFix(
  fix: Fix,
  memory: DeviceMemory,
  now: { ms: number; isNear: (position: Position) => boolean },
): Verdict {
  const nonsense = nonsenseOf(fix, now.isNear)
  if (nonsense) return reject(nonsense)
  const { last } = memory
  if (last?.claimedMs === fix.claimedMs) return reject('duplicate')

  // Only what is wrong beside the clock or the last fix is forgiven in time; nonsense never is.
  const contradiction = contradictionOf(fix, last, now.ms)
  const atMs = Math.min(fix.claimedMs, now.ms)
  if (!contradiction) return { ok: true, atMs }
  if (now.ms - memory.quietSinceMs <= filterDefaults.skipMs) return reject(contradiction)
  return { ok: true, atMs: contradiction === 'too-fast' ? atMs : now.ms }
}

/** What is wrong with a fix by itself. */
function nonsenseOf(
  { position, accuracyMeters }: Fix,
  isNear: (position: Position) => boolean,
): RejectionReason | null {
  const [lng, lat] = position
  if (!Number.isFinite(lng) || !Number.isFinite(lat)) return 'impossible'
  if (Math.abs(lng) < 1e-6 && Math.abs(lat) < 1e-6) return 'zero'
  if (!isOnEarth(position)) return isOnEarth([lat, lng]) && isNear([lat, lng]) ? 'swapped' : 'impossible'
  if (!isNear(position)) return isOnEarth([lat, lng]) && isNear([lat, lng]) ? 'swapped' : 'outside'
  return accuracyMeters !== null && accuracyMeters > filterDefaults.accuracyMeters ? 'inaccurate' : null
}

/** What is wrong with a fix beside the server's clock and the fix before it. */
function contradictionOf(fix: Fix, last: DeviceMemory['last'], nowMs: number): RejectionReason | null {
  if (fix.claimedMs > nowMs + filterDefaults.aheadMs) return 'future'
  if (!last) return null
  if (fix.claimedMs < last.claimedMs) return 'older'
  // Within a second the wobble of a good receiver alone looks like a racing car.
  const seconds = Math.max(1, (fix.claimedMs - last.claimedMs) / SECOND_MS)
  return distanceMeters(last.position, fix.position) / seconds > filterDefaults.fastestMps ? 'too-fast' : null
}

const isOnEarth = ([lng, lat]: Position) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90

const reject = (reason: RejectionReason): Verdict => ({ ok: false, reason })
