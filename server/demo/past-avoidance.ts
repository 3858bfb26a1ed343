import { distanceMeters } from '#shared/geo'
import type { Position } from '#shared/geo'
import { isOutdoors } from '#shared/kind'
import type { KindId } from '#shared/kind'
import { DAY_MS, plus, streetDay } from '#shared/time'
import type { Instant } from '#shared/time'
import { seasonOf, seasonYear } from '#shared/season'
import type { Planted } from './past.ts'

export type Avoidance = ReturnType<typeof createAvoidance>

/** A little more than the recurrence rule's 90 days, and than twice the 60 m that are one spot outdoors. */
const QUIET_MS = 92 * DAY_MS
const APART_METERS = 125
/** Two houses never stand this near to each other's middle. */
const HERE_METERS = 1

/** The season of a time and the one a year before, by name; nothing between the seasons. */
function seasonsAt(at: Instant): { now: string; before: string } | null {
  const day = streetDay(at)
  const season = seasonOf(day)
  return season && { now: `${season} ${seasonYear(day)}`, before: `${season} ${seasonYear(day) - 1}` }
}

/** Remembers what happened where, told in the order of time, to keep chance from a third time. */
export function createAvoidance(planted: readonly { truth: Planted; position: Position }[]) {
  const inHouses = new Map<string, Instant[]>()
  const outdoors = new Map<KindId, { position: Position; at: Instant }[]>()
  const houseKey = (kind: KindId, position: Position) => `${kind} ${position.join()}`
  const bySeason = new Map<string, Position[]>()
  const plantedHouses = new Set(planted.map(({ truth, position }) => houseKey(truth.kind, position)))

  /** How often in that season already: at the house, outdoors near the spot. */
  const timesIn = (season: string, kind: KindId, position: Position) => {
    const apart = isOutdoors(kind) ? APART_METERS : HERE_METERS
    return (bySeason.get(`${season} ${kind}`) ?? []).filter((other) => distanceMeters(other, position) < apart).length
  }
  /** A second time in this season where there were two in the season before: that would come with the season. */
  const isSeasonal = (kind: KindId, position: Position, at: Instant) => {
    const seasons = seasonsAt(at)
    return seasons !== null && timesIn(seasons.now, kind, position) >= 1 && timesIn(seasons.before, kind, position) >= 2
  }

  return {
    isTrouble(kind: KindId, position: Position, at: Instant): boolean {
      if (isSeasonal(kind, position, at)) return true
      const since = plus(at, -QUIET_MS)
      if (!isOutdoors(kind)) {
        const key = houseKey(kind, position)
        return plantedHouses.has(key) || (inHouses.get(key) ?? []).filter((time) => time >= since).length >= 2
      }
      const isNear = (other: Position) => distanceMeters(other, position) < APART_METERS
      if (planted.some((one) => one.truth.kind === kind && isNear(one.position))) return true
      const recent = (outdoors.get(kind) ?? []).filter((one) => one.at >= since)
      outdoors.set(kind, recent)
      return recent.filter((one) => isNear(one.position)).length >= 2
    },
    add(kind: KindId, position: Position, at: Instant): void {
      const seasons = seasonsAt(at)
      if (seasons) {
        const key = `${seasons.now} ${kind}`
        const known = bySeason.get(key)
        if (known) known.push(position)
        else bySeason.set(key, [position])
      }
      if (isOutdoors(kind)) outdoors.set(kind, [...(outdoors.get(kind) ?? []), { position, at }])
      else inHouses.set(houseKey(kind, position), [...(inHouses.get(houseKey(kind, position)) ?? []), at])
    },
  }
}
