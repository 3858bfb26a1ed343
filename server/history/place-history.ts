import type { CureProof, PlaceHistory } from '#shared/history'
import { isOutdoors } from '#shared/kind'
import type { KindId } from '#shared/kind'
import type { RainOver } from '#shared/reading'
import { seasonOf, seasonSpan, seasonYear } from '#shared/season'
import type { Season } from '#shared/season'
import { between, DAY_MS, plus, streetDay } from '#shared/time'
import type { Instant } from '#shared/time'
import { WATCH_DAYS } from './cure.ts'
import type { Span } from './hotspots.ts'
import { isIn } from './hotspots.ts'
import type { PastIncident } from './past-incident.ts'

/** So many days before and after a cure are laid side by side. */
export const COMPARE_DAYS = 90
const SEASON_COMPARE_DAYS = 366
const SEASONS_SHOWN = 3

/** What only rain can test. */
const wetKinds: ReadonlySet<KindId> = new Set<KindId>(['waterlogging', 'sewage-overflow', 'leak'])

export interface PlaceSpans {
  curedAt: Instant | null
  seasons: (Span & { year: number })[]
  before: Span | null
  after: Span | null
}

/**
 * Which times are laid side by side for a place: they follow from its cure and its season, not from what came in.
 * With a season, the season before the cure (up to it) and the time since; without one as many days, 90 at most, on
 * either side. `knownSince`: what began earlier is not all known, and is left out.
 */
export function spansOf(
  all: readonly PastIncident[],
  { season, knownSince, now }: { season: Season | null; knownSince: Instant; now: Instant },
): PlaceSpans {
  const curedAt = lastCure(all, now)
  const seasons = season === null ? [] : seasonsUpTo(season, now).filter(({ from }) => from >= knownSince)
  if (curedAt === null) return { curedAt, seasons, before: null, after: null }
  const mostMs = (season === null ? COMPARE_DAYS : SEASON_COMPARE_DAYS) * DAY_MS
  const to = earlier(now, plus(curedAt, mostMs))
  const from =
    season === null
      ? plus(curedAt, -Math.max(between(curedAt, to), DAY_MS))
      : seasonSpan(season, newestBegun(season, curedAt)).from
  const before = from >= knownSince ? { from, to: curedAt } : null
  return { curedAt, seasons, before, after: { from: curedAt, to } }
}

const earlier = (one: Instant, other: Instant) => (one < other ? one : other)

export interface PlaceParts {
  /** All that counts at the place, in the order of time. */
  all: readonly PastIncident[]
  spans: PlaceSpans
  /** Of the seasons, then before, then after. */
  rain: readonly (RainOver | null)[]
  season: Season | null
  now: Instant
}

type Compared = Pick<PlaceHistory, 'seasons' | 'curedAt' | 'before' | 'after' | 'proof'>

/** Counts each of those times, puts the rain beside it, and says what the cure has come to. */
export function comparedAt({ all, spans, rain, season, now }: PlaceParts): Compared {
  const partOf = (span: Span, index: number) => {
    const within = all.filter((incident) => isIn(span, incident))
    return {
      from: span.from,
      to: span.to,
      count: within.length,
      reports: within.reduce((sum, { reportCount }) => sum + reportCount, 0),
      rain: rain[index] ?? null,
    }
  }
  const { curedAt } = spans
  const n = spans.seasons.length
  const seasons = spans.seasons.map((span, index) => ({ ...partOf(span, index), year: span.year }))
  const before = spans.before && partOf(spans.before, n)
  const after = spans.after && partOf(spans.after, n + 1)
  const cameBack = curedAt !== null && all.some(({ receivedAt }) => receivedAt > curedAt)
  return {
    seasons,
    curedAt,
    before,
    after,
    proof: proofOf({ kind: all[0]?.kind, curedAt, cameBack, after, season, now }),
  }
}

interface Proof {
  kind: KindId | undefined
  curedAt: Instant | null
  cameBack: boolean
  after: { rain: RainOver | null } | null
  season: Season | null
  now: Instant
}

/** A cure that nothing has tested yet proves nothing. */
function proofOf({ kind, curedAt, cameBack, after, season, now }: Proof): CureProof {
  if (curedAt === null) return 'no-cure'
  if (cameBack) return 'came-back'
  const needsRain = season === 'rain' || (kind !== undefined && wetKinds.has(kind))
  if (needsRain && (after?.rain?.rainDays ?? 0) === 0) return 'no-rain'
  if (season === 'heating' && !hadSeason(season, curedAt, now)) return 'no-season'
  return between(curedAt, now) < WATCH_DAYS * DAY_MS ? 'too-early' : 'held'
}

/** Have two weeks of the season passed since the cure? */
function hadSeason(season: Season, curedAt: Instant, now: Instant): boolean {
  const from = seasonOf(streetDay(curedAt)) === season ? curedAt : seasonSpan(season, nextYear(season, curedAt)).from
  return between(from, now) >= WATCH_DAYS * DAY_MS
}

/** In which year the last season began that has begun. */
function newestBegun(season: Season, at: Instant): number {
  const year = seasonYear(streetDay(at))
  return seasonSpan(season, year).from <= at ? year : year - 1
}

function nextYear(season: Season, at: Instant): number {
  const year = Number(streetDay(at).slice(0, 4))
  return seasonSpan(season, year).from > at ? year : year + 1
}

function lastCure(all: readonly PastIncident[], now: Instant): Instant | null {
  return all.reduce<Instant | null>(
    (latest, { rootedOutAt: at }) => (at !== null && at <= now && at > (latest ?? '') ? at : latest),
    null,
  )
}

/** The last seasons that have begun, the running one up to now. */
function seasonsUpTo(season: Season, now: Instant): (Span & { year: number })[] {
  const newest = newestBegun(season, now)
  return Array.from({ length: SEASONS_SHOWN }, (_, index) => newest - SEASONS_SHOWN + 1 + index).map((year) => {
    const { from, to } = seasonSpan(season, year)
    return { year, from, to: earlier(to, now) }
  })
}

/** Of the building an indoor trouble is in; outdoors nobody can say how many it concerns. */
export function householdsAt(
  { kind, buildingId }: Pick<PastIncident, 'kind' | 'buildingId'>,
  buildings: readonly { id: string; households: number }[],
): number | null {
  if (isOutdoors(kind)) return null
  return buildings.find(({ id }) => id === buildingId)?.households ?? null
}
