import { isOutdoors, kindOf, type KindId } from '#shared/kind'
import { atStreetHour, MINUTE_MS, plus, type Instant } from '#shared/time'
import type { Course } from './course.ts'
import { drawChannel, drawKind, drawTimeOfDay, incidentsOn } from './day-rates.ts'
import { farewells, greetings, phrases } from './phrases.ts'
import type { StreetCast } from './street-cast.ts'
import { createRandom, type Random } from './street/random.ts'

/** Everything that will have come in on a street day, and what becomes of it. The same seed and day, the same courses. */
export function ordinaryDay(seed: string, day: string, cast: StreetCast): Course[] {
  const random = createRandom(`${seed}/ordinary ${day}`)
  const times = Array.from({ length: incidentsOn(day, random) }, () => drawTimeOfDay(random)).sort((a, b) => a - b)
  return times.map((ms, index) => {
    const name = `${seed}/${day}/${index}`
    return drawCourse(name, day, plus(atStreetHour(day, 0), ms), cast, createRandom(name))
  })
}

function drawCourse(name: string, day: string, receivedAt: Instant, cast: StreetCast, random: Random): Course {
  const kind = drawKind(day, random)
  const channel = drawChannel(phrases[kind].found.length > 0, random)
  const isFound = channel === 'patrol' || channel === 'field' || channel === 'logbook' || channel === 'sensor'
  const home = cast.home(random)
  const onTheRoad = isOutdoors(kind)
  const position = onTheRoad ? cast.crossing(random) : home.position
  const reporter = isFound ? null : cast.caller(random)
  const respondedAt = plus(receivedAt, random.between(0.5, 7) * MINUTE_MS)
  const minutes = minutesToDone(kind, random)
  const doneAt = plus(respondedAt, minutes * MINUTE_MS)
  return {
    name,
    kind,
    channel,
    text: isFound ? foundWordsOf(kind, random) : wordsOf(kind, channel, random),
    place: onTheRoad ? { position } : { buildingId: home.id },
    receivedAt,
    reporter,
    echoes: echoesOf(kind, receivedAt, cast, random),
    respondedAt,
    errand: needsErrand(kind)
      ? {
          ...cast.responder(kind, receivedAt, position),
          arrivedAt: plus(respondedAt, Math.min(minutes * 0.6, random.between(6, 25)) * MINUTE_MS),
        }
      : null,
    doneAt,
    revisit: random.chance(0.7)
      ? { at: plus(doneAt, random.between(30, 600) * MINUTE_MS), satisfied: satisfaction(random) }
      : null,
  }
}

export function needsErrand(kind: KindId): boolean {
  return kind !== 'question' && kind !== 'suggestion'
}

/** The words in which a kind is told over a channel, with what differs filled in; `says` picks a phrase that holds it. */
export function wordsOf(kind: KindId, channel: Course['channel'], random: Random, says = ''): string {
  const words = fill(random.pick(phrases[kind].said.filter((phrase) => phrase.includes(says))), random)
  if (channel === '12345') return `来电人反映：${words}，要求处理并回复`
  if (channel === 'wechat') return `@社区小助手 ${words}`
  return random.pick(greetings) + words + random.pick(farewells)
}

/** What staff write down who found it themselves. */
export function foundWordsOf(kind: KindId, random: Random): string {
  return fill(random.pick(phrases[kind].found), random)
}

function fill(template: string, random: Random): string {
  return template
    .replace('{n}', String(random.int(6, 40)))
    .replace('{cm}', String(random.int(3, 8) * 5))
    .replace('{h}', String(random.int(2, 11)))
}

/** From the answer until it is done, in minutes. One in twenty takes longer than was promised. */
export function minutesToDone(kind: KindId, random: Random): number {
  if (kind === 'question') return random.between(2, 25)
  const byTier = { 'before-noon': [18, 75], 'before-night': [30, 170], 'before-week': [60, 3_000] } as const
  const [shortest, longest] = byTier[kindOf(kind).tier]
  return random.between(shortest, longest) * (random.chance(0.05) ? 6 : 1)
}

/** When the light goes out, many telephones ring; a full bin is told once. Together 1.3 reports an incident. */
export function echoesOf(kind: KindId, receivedAt: Instant, cast: StreetCast, random: Random): Course['echoes'] {
  const count = many.has(kind) ? random.int(0, 4) : random.chance(0.07) ? 1 : 0
  return Array.from({ length: count }, () => ({
    at: plus(receivedAt, random.between(1, 20) * MINUTE_MS),
    text: wordsOf(kind, 'hotline', random),
    reporter: cast.caller(random),
  })).sort((one, other) => (one.at < other.at ? -1 : 1))
}

const many: ReadonlySet<KindId> = new Set<KindId>([
  'power-outage',
  'water-outage',
  'heating-outage',
  'waterlogging',
  'pipe-burst',
  'garage-fire',
])

/** Nobody could be reached in one of twelve revisits; of the others nine in ten are content. */
export function satisfaction(random: Random): boolean | null {
  if (random.chance(1 / 12)) return null
  return random.chance(0.92)
}
