import { distanceMeters } from './geo.ts'
import type { Position } from './geo.ts'
import { kindOf } from './kind.ts'
import type { KindId } from './kind.ts'
import { between, MINUTE_MS } from './time.ts'
import type { Instant } from './time.ts'

/** What is known of a thing when it is compared with another. */
export interface Sighting {
  kind: KindId
  position: Position
  receivedAt: Instant
}

/** How near in place and time two sightings of one event are; whole metres and minutes. */
export interface Nearness {
  distanceMeters: number
  minutesApart: number
}

/** A cut supply and what caused it are heard under several names; `没电` may turn out to be the burst main. */
const causes: readonly (readonly KindId[])[] = [['power-outage', 'pipe-burst', 'water-outage', 'heating-outage']]

/**
 * May two sightings be one event: the same kind (or one that causes it), within the radius and the time of the
 * second's kind? Null when not. Only a suggestion, on both sides: people merge.
 */
export function sameEvent(known: Sighting, heard: Sighting): Nearness | null {
  const isSameKind =
    known.kind === heard.kind || causes.some((set) => set.includes(known.kind) && set.includes(heard.kind))
  if (!isSameKind) return null
  const { nearMeters, recentMinutes } = kindOf(heard.kind)
  const nearness = {
    distanceMeters: Math.round(distanceMeters(known.position, heard.position)),
    minutesApart: Math.round(Math.abs(between(known.receivedAt, heard.receivedAt)) / MINUTE_MS),
  }
  return nearness.distanceMeters <= nearMeters && nearness.minutesApart <= recentMinutes ? nearness : null
}

/** Nearest first; of two at the same place, the one closer in time. */
export function byNearness(a: Nearness, b: Nearness): number {
  return a.distanceMeters - b.distanceMeters || a.minutesApart - b.minutesApart
}
