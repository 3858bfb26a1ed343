import type { Position } from '#shared/geo'
import { isOutdoors, kindOf, type KindId } from '#shared/kind'
import type { Channel } from '#shared/channel'
import { atStreetHour, DAY_MS, plus, type Instant } from '#shared/time'
import type { Calendar } from '../promises/calendar.ts'
import { dueAt } from '../promises/promise.ts'
import { drawChannel, drawKind, drawTimeOfDay, incidentsOn } from './day-rates.ts'
import { echoesOf, foundWordsOf, minutesToDone, wordsOf } from './ordinary-day.ts'
import { createAvoidance, type Avoidance } from './past-avoidance.ts'
import { courseOf, dayBefore } from './past-course.ts'
import { phrases } from './phrases.ts'
import { plantTrouble } from './plant-trouble.ts'
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

  const plantings = troubledPlaces.map((place) => plantTrouble(place, { cast, random, days, end, isSettledBy }))
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
