import { distanceMeters, type Position } from '#shared/geo'
import { isOutdoors, kindOf, type KindId } from '#shared/kind'
import type { Channel } from '#shared/channel'
import { seasonOf, seasonYear } from '#shared/season'
import { atStreetHour, between, DAY_MS, HOUR_MS, MINUTE_MS, plus, streetDay, type Instant } from '#shared/time'
import type { Calendar } from '../promises/calendar.ts'
import { dueAt } from '../promises/promise.ts'
import { drawChannel, drawKind, drawTimeOfDay, incidentsOn } from './day-rates.ts'
import { echoesOf, foundWordsOf, minutesToDone, needsErrand, satisfaction, wordsOf } from './ordinary-day.ts'
import { phrases } from './phrases.ts'
import { castOf, type StreetCast } from './street-cast.ts'
import type { MadeUpStreet } from './street/made-up-street.ts'
import { createRandom, type Random } from './street/random.ts'
import { troubledPlaces, type TroubledPlace } from './troubled-places.ts'

/** An incident of the years before, from the first report until it was filed. Nobody's name or number is kept with it. */
export interface PastIncident {
  kind: KindId
  channel: Channel
  text: string
  place: { buildingId: string } | { position: Position }
  /** What everybody calls the place, where its own name would not do. */
  called: string | null
  address: string | null
  receivedAt: Instant
  echoes: { at: Instant; text: string }[]
  respondedAt: Instant
  arrivedAt: Instant | null
  restoredAt: Instant | null
  rootedOutAt: Instant | null
  doneAt: Instant
  revisitedAt: Instant
  satisfied: boolean | null
  closedAt: Instant
  /** What was done, and what it still waits for. */
  fix: string | null
  waitsFor: string | null
}

/** A recurrence that was put there on purpose: where, what and when. */
export interface Planted extends Pick<TroubledPlace, 'kind' | 'when' | 'since'> {
  place: PastIncident['place']
  called: string | null
  /** Its cases that fall under the recurrence rule: the first of a new winter alone is not yet one of three. */
  at: Instant[]
}

export interface Past {
  /** In the order in which they came in. */
  incidents: PastIncident[]
  planted: Planted[]
}

export interface PastOrder {
  street: MadeUpStreet
  seed: string
  /** The street day (`2026-11-18`) on which the street is first seen; the past ends at its midnight, all filed. */
  until: string
  calendar: Calendar
}

/** Two years in product.md's numbers. */
export const PAST_DAYS = 730
export const PAST_INCIDENTS = 25_100
export const PAST_TICKETS = 5_100

/**
 * The two years before a made-up street is first seen, from the seed: the same seed and day, the same past. Only at
 * the planted places does the same trouble come a third time within the days of the recurrence rule; elsewhere chance
 * is kept from it, so that a test knows the whole truth.
 */
export function pastOf({ street, seed, until, calendar }: PastOrder): Past {
  const random = createRandom(`${seed}/past ${until}`)
  const cast = castOf(street)
  const end = atStreetHour(until, 0)
  const days = Array.from({ length: PAST_DAYS }, (_, index) => dayBefore(end, PAST_DAYS - index))
  const longAgo = plus(end, -LONGEST_PROMISE_DAYS * DAY_MS)
  const isSettledBy = (kind: KindId, at: Instant) =>
    at < longAgo || !isPromised(kind) || dueAt(kindOf(kind).tier, at, calendar) < end

  const plantings = troubledPlaces.map((place) => plant(place, { cast, random, days, end, isSettledBy }))
  const avoid = createAvoidance(plantings)
  const ordinary = PAST_INCIDENTS - plantings.reduce((sum, { incidents }) => sum + incidents.length, 0)
  const tickets = PAST_TICKETS - plantings.flatMap(({ incidents }) => incidents.filter(isTicket)).length

  const beginnings = withTickets(drawBeginnings(days, ordinary, isSettledBy, random), tickets, random)
  const incidents = beginnings.map((beginning) => ordinaryIncident(beginning, { cast, random, end, avoid }))
  return {
    incidents: [...incidents, ...plantings.flatMap((planting) => planting.incidents)].sort(byReceipt),
    planted: plantings.map(({ truth }) => truth),
  }
}

/** After the longest holidays too every promise has fallen due. */
const LONGEST_PROMISE_DAYS = 20

interface Beginning {
  kind: KindId
  channel: Channel
  receivedAt: Instant
}

const isTicket = ({ channel }: { channel: Channel }) => channel === '12345'
const isPromised = (kind: KindId) => kind !== 'question' && kind !== 'suggestion'
const byReceipt = (one: Beginning, other: Beginning) =>
  one.receivedAt < other.receivedAt ? -1 : one.receivedAt > other.receivedAt ? 1 : 0

function dayBefore(end: Instant, days: number): string {
  // The end is a street midnight: half a day later lies safely inside the day.
  return new Date(Date.parse(plus(end, -days * DAY_MS + DAY_MS / 2)) + 8 * HOUR_MS).toISOString().slice(0, 10)
}

/** What came in when, exactly `total` over the days, in the order of time. What is promised for after the end is left to that day. */
function drawBeginnings(
  days: readonly string[],
  total: number,
  isSettledBy: (kind: KindId, at: Instant) => boolean,
  random: Random,
): Beginning[] {
  const counts = days.map((day) => incidentsOn(day, random))
  let over = counts.reduce((sum, count) => sum + count, 0) - total
  while (over !== 0) {
    const at = random.int(0, counts.length - 1)
    counts[at] = Math.max(1, (counts[at] ?? 0) - Math.sign(over))
    over = counts.reduce((sum, count) => sum + count, 0) - total
  }
  return days
    .flatMap((day, index) => Array.from({ length: counts[index] ?? 0 }, () => drawBeginning(day, isSettledBy, random)))
    .sort(byReceipt)
}

function drawBeginning(day: string, isSettledBy: (kind: KindId, at: Instant) => boolean, random: Random): Beginning {
  let kind = drawKind(day, random)
  let receivedAt = plus(atStreetHour(day, 0), drawTimeOfDay(random))
  // Only in the last days before the end does this draw again, for what would fall due after it.
  while (!isSettledBy(kind, receivedAt)) {
    kind = drawKind(day, random)
    receivedAt = plus(atStreetHour(day, 0), drawTimeOfDay(random))
  }
  return { kind, receivedAt, channel: drawChannel(phrases[kind].found.length > 0, random) }
}

/** Turns as many into 12345 tickets, or back into calls, as the numbers of the two years ask for. */
function withTickets(beginnings: readonly Beginning[], tickets: number, random: Random): Beginning[] {
  const missing = tickets - beginnings.filter(isTicket).length
  const from = missing < 0 ? '12345' : 'hotline'
  const into: Channel = missing < 0 ? 'hotline' : '12345'
  const candidates = beginnings.flatMap(({ channel }, index) => (channel === from ? [index] : []))
  const chosen = new Set(random.shuffle(candidates).slice(0, Math.abs(missing)))
  return beginnings.map((beginning, index) => (chosen.has(index) ? { ...beginning, channel: into } : beginning))
}

interface Drawing {
  cast: StreetCast
  random: Random
  end: Instant
  avoid: Avoidance
}

/** Tries for a place where the thing has not happened twice of late; on a street this size that is soon found. */
const MOST_TRIES = 200

function ordinaryIncident(beginning: Beginning, { cast, random, end, avoid }: Drawing): PastIncident {
  const { kind, channel, receivedAt } = beginning
  let place: PastIncident['place'] | null = null
  for (let tries = 0; tries < MOST_TRIES && place === null; tries++) {
    const home = isOutdoors(kind) ? null : cast.home(random)
    const position = home ? home.position : cast.crossing(random)
    if (!avoid.isTrouble(kind, position, receivedAt)) {
      place = home ? { buildingId: home.id } : { position }
      avoid.add(kind, position, receivedAt)
    }
  }
  if (!place) throw new Error(`expected a quiet place for ${kind} on this street, found none`)
  const isFound = channel === 'patrol' || channel === 'field' || channel === 'logbook' || channel === 'sensor'
  const text = isFound ? foundWordsOf(kind, random) : wordsOf(kind, channel, random)
  const restored = kindOf(kind).group === 'utility'
  const minutes = minutesToDone(kind, random)
  return {
    ...beginning,
    ...courseOf({ kind, receivedAt, minutes, end, random, restored }),
    text,
    place,
    called: null,
    address: null,
    echoes: echoesOf(kind, receivedAt, cast, random).map(({ at, text: words }) => ({ at, text: words })),
    rootedOutAt: null,
    fix: null,
    waitsFor: null,
  }
}

interface CourseOrder {
  kind: KindId
  receivedAt: Instant
  /** From the answer until it is done. */
  minutes: number
  end: Instant
  random: Random
  restored: boolean
}

/** The times of a case that is filed before the end, however long such a thing takes otherwise. */
function courseOf({ kind, receivedAt, minutes, end, random, restored }: CourseOrder) {
  const respondedAt = plus(receivedAt, random.between(0.5, 7) * MINUTE_MS)
  const left = Date.parse(end) - Date.parse(respondedAt)
  const doneAfter = Math.min(minutes * MINUTE_MS, 0.5 * left)
  const doneAt = plus(respondedAt, doneAfter)
  const revisitedAt = plus(doneAt, Math.min(random.between(30, 1_500) * MINUTE_MS, 0.3 * left))
  return {
    respondedAt,
    arrivedAt: needsErrand(kind)
      ? plus(respondedAt, Math.min(doneAfter * 0.6, random.between(6, 25) * MINUTE_MS))
      : null,
    restoredAt: restored ? plus(respondedAt, doneAfter * 0.9) : null,
    doneAt,
    revisitedAt,
    satisfied: satisfaction(random),
    closedAt: plus(revisitedAt, Math.min(random.between(5, 600) * MINUTE_MS, 0.1 * left)),
  }
}

interface Ground {
  cast: StreetCast
  random: Random
  days: readonly string[]
  end: Instant
  isSettledBy: (kind: KindId, at: Instant) => boolean
}

/** Puts one troubled place into the two years. Its last case is rooted out, or left waiting, as it says. */
function plant(troubled: TroubledPlace, { cast, random, days, end, isSettledBy }: Ground) {
  const { kind, when, hour, since, fix } = troubled
  const place = troubled.where(cast, random)
  const dates =
    'season' in when
      ? days.filter((day) => when.days.includes(day.slice(5)))
      : when.daysBefore.map((n) => dayBefore(end, n))
  const at = dates
    .map((day) => plus(atStreetHour(day, hour), random.between(-20, 20) * MINUTE_MS))
    .map((receivedAt) => (isSettledBy(kind, receivedAt) ? receivedAt : plus(receivedAt, -DAY_MS)))
    .filter((receivedAt) => isSettledBy(kind, receivedAt))
    .sort()
  const incidents = at.map((receivedAt, index): PastIncident => {
    const isLast = index === at.length - 1
    const channel: Channel = kind === 'pipe-burst' ? 'wechat' : random.chance(0.2) ? '12345' : 'hotline'
    const course = courseOf({ kind, receivedAt, minutes: troubled.restoredMinutes, end, random, restored: true })
    return {
      kind,
      channel,
      receivedAt,
      text: wordsOf(kind, channel, random, troubled.says),
      place,
      called: troubled.called ?? null,
      address: troubled.address ?? null,
      echoes: echoesOf(kind, receivedAt, cast, random).map(({ at: heardAt, text }) => ({ at: heardAt, text })),
      ...course,
      restoredAt: course.doneAt,
      rootedOutAt: isLast && since === 'rooted-out' ? course.doneAt : null,
      fix,
      waitsFor: isLast && since !== 'rooted-out' ? since.waitsFor : null,
    }
  })
  const position = 'position' in place ? place.position : cast.positionOf(place.buildingId)
  return {
    incidents,
    position,
    truth: { kind, when, since, place, called: troubled.called ?? null, at: underRule(at) },
  }
}

/** Of times in order, those that are one of three within the days of the recurrence rule. */
function underRule(at: readonly Instant[]): Instant[] {
  const isThree = (first: number) => between(at[first] ?? '', at[first + 2] ?? '') <= RULE_MS
  return at.filter((_, index) =>
    [index - 2, index - 1, index].some((first) => at[first] && at[first + 2] && isThree(first)),
  )
}

type Avoidance = ReturnType<typeof createAvoidance>

/** Three in 90 days (`recurrence`); the history is asked with its own default, so a change there shows. */
const RULE_MS = 90 * DAY_MS
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
function createAvoidance(planted: readonly { truth: Planted; position: Position }[]) {
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
