import { distanceMeters } from '#shared/geo'
import type { Position } from '#shared/geo'
import type { RecurrenceRule } from '#shared/history'
import { isOutdoors } from '#shared/kind'
import { DAY_MS } from '#shared/time'
import type { Instant } from '#shared/time'
import type { PastIncident } from './past-incident.ts'

type Placed = Pick<PastIncident, 'id' | 'kind' | 'buildingId' | 'position' | 'receivedAt'>

/** Outdoors, what lies this near to the first of them is the same spot. */
export const SPOT_METERS = 60

/**
 * The same kind at the same place has one key: indoors the building, outdoors the spot. Expects the order of time:
 * the first at a spot gives it its middle, for ever. Without a key: indoors where no building is known, and where
 * `isVague` says that the position is only the middle of something larger.
 */
export function placeKeys(
  incidents: readonly Placed[],
  isVague: (position: Position) => boolean = () => false,
): Map<string, string> {
  const spots = new Map<string, { position: Position; key: string }[]>()
  const keys = new Map<string, string>()
  for (const { id, kind, buildingId, position } of incidents) {
    if (!isOutdoors(kind)) {
      if (buildingId !== null) keys.set(id, `${kind}~${buildingId}`)
    } else if (!isVague(position)) {
      const known = spots.get(kind) ?? []
      let spot = known.find((one) => distanceMeters(one.position, position) <= SPOT_METERS)
      if (!spot) {
        spot = { position, key: `${kind}~${position.map((degrees) => degrees.toFixed(6)).join('~')}` }
        spots.set(kind, [...known, spot])
      }
      keys.set(id, spot.key)
    }
  }
  return keys
}

/** Groups by key, each group in the order of the list. */
export function byKey<T extends { id: string }>(
  incidents: readonly T[],
  keys: ReadonlyMap<string, string>,
): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const incident of incidents) {
    const key = keys.get(incident.id)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(incident)
    else groups.set(key, [incident])
  }
  return groups
}

/**
 * Those of a group that fall under the rule: each of them lies within some window of `windowDays` that holds `times`
 * of them. `most`: how many the fullest window holds. Expects the order of time.
 */
export function underRule<T extends { receivedAt: Instant }>(
  group: readonly T[],
  { times, windowDays }: RecurrenceRule,
): { incidents: T[]; most: number } {
  const at = group.map(({ receivedAt }) => Date.parse(receivedAt))
  const isUnder = group.map(() => false)
  let most = 0
  let last = 0
  for (let first = 0; first < at.length; first++) {
    while (last < at.length && (at[last] ?? 0) - (at[first] ?? 0) <= windowDays * DAY_MS) last++
    most = Math.max(most, last - first)
    if (last - first >= times) isUnder.fill(true, first, last)
  }
  return { incidents: group.filter((_, index) => isUnder[index]), most }
}

/**
 * Who called again about the same thing at the same place while it was still being worked on: one trouble, told twice.
 * Expects the order of time.
 */
export function repeatCallers(
  incidents: readonly Pick<PastIncident, 'id' | 'receivedAt' | 'doneAt' | 'caller'>[],
  keys: ReadonlyMap<string, string>,
): Set<string> {
  const repeats = new Set<string>()
  for (const group of byKey(incidents, keys).values()) {
    group.forEach((incident, index) => {
      const isAgain = group
        .slice(0, index)
        .some(
          (earlier) =>
            incident.caller !== null &&
            earlier.caller === incident.caller &&
            (earlier.doneAt === null || earlier.doneAt > incident.receivedAt),
        )
      if (isAgain) repeats.add(incident.id)
    })
  }
  return repeats
}
