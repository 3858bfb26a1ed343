import type { KindId } from '#shared/kind'
import type { Position } from '#shared/geo'
import type { ReadingKind, Station } from '#shared/reading'
import { atStreetHour, HOUR_MS, plus, streetDay, streetMinutes } from '#shared/time'
import type { Instant } from '#shared/time'
import { castOf } from './street-cast.ts'
import type { MadeUpStreet } from './street/made-up-street.ts'
import { createRandom, uuidFrom } from './street/random.ts'
import { troubledPlaces } from './troubled-places.ts'

/** The made-up street's weather, hour by hour: from seed and day, so that what was told once is told the same again. */
export interface Weather {
  stations: readonly Station[]
  /** What a station reads at a full hour: for rain what fell in the hour before. */
  readAt(station: Station, hour: Instant): number
  /** All that it read on a street day, from 01:00 to the midnight after. */
  dayOf(station: Station, day: string): number[]
}

export const RAIN_AT_BRIDGE = 'RAIN-WANGHE'
export const RAIN_IN_THE_WEST = 'RAIN-JICHUANG'

const EVERY_MINUTES = 60
const HOURS = 24

export function createWeather({ street, seed }: { street: MadeUpStreet; seed: string }): Weather {
  const bridge = castOf(street).bridgeBy('望河')
  const labelOf = (community: string): Position =>
    street.communities.find(({ name }) => name === community)?.labelAt ?? bridge
  const office = labelOf('翠屏里')
  const station = (code: string, name: string, kind: ReadingKind, position: Position): Station => ({
    id: uuidFrom(`station ${street.street.code} ${code}`),
    code,
    name,
    kind,
    position,
    everyMinutes: EVERY_MINUTES,
  })
  const rained = new Map<string, number[]>()

  /** Millimetres in each hour of a street day, over the whole street. */
  function rainOn(day: string): number[] {
    const known = rained.get(day)
    if (known) return known
    const random = createRandom(`${seed}/rain ${day}`)
    const planted = isFloodDay(day)
    const hours = Array.from({ length: HOURS }, () => 0)
    if (planted || random.chance(rainChance(day))) {
      const total = planted ? random.between(28, 60) : 1 + 22 * random.next() ** 2
      // A flood is there in the morning; other rain comes when it likes.
      const first = planted ? random.int(1, 3) : random.int(0, 19)
      const length = random.int(3, 5)
      const weights = Array.from({ length }, () => random.between(0.5, 1.5))
      const sum = weights.reduce((all, weight) => all + weight, 0)
      weights.forEach((weight, index) => (hours[first + index] = (total * weight) / sum))
    }
    rained.set(day, hours)
    return hours
  }

  const rainIn = (hour: Instant) => {
    const before = plus(hour, -HOUR_MS)
    return rainOn(streetDay(before))[Math.floor(streetMinutes(before) / 60)] ?? 0
  }
  const read: Record<ReadingKind, (station: Station, hour: Instant) => number> = {
    rain({ code }, hour) {
      const millimetres = rainIn(hour)
      return millimetres === 0 ? 0 : millimetres * createRandom(`${seed}/${code} ${hour}`).between(0.8, 1.2)
    },
    'temperature': (_, hour) => temperatureAt(seed, hour),
    'water-level': (_, hour) => levelAfter(Array.from({ length: 8 }, (__, back) => rainIn(plus(hour, -back * HOUR_MS)))),
  } // prettier-ignore
  const readAt = (one: Station, hour: Instant) => Math.round(read[one.kind](one, hour) * 10) / 10

  return {
    stations: [
      station(RAIN_AT_BRIDGE, '望河桥雨量站', 'rain', bridge),
      station(RAIN_IN_THE_WEST, '机床西雨量站', 'rain', labelOf('机床西')),
      station('RAIN-STREET', '街道办雨量站', 'rain', office),
      station('LEVEL-WANGHE', '望河桥下水位', 'water-level', bridge),
      station('TEMP-STREET', '街道办气温', 'temperature', office),
    ],
    readAt,
    dayOf: (one, day) => Array.from({ length: HOURS }, (_, index) => readAt(one, atStreetHour(day, index + 1))),
  }
}

/** The full hours after `from`, up to and with `to`. */
export function fullHours(from: Instant, to: Instant): Instant[] {
  const first = Math.floor(Date.parse(from) / HOUR_MS) + 1
  const last = Math.floor(Date.parse(to) / HOUR_MS)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    new Date((first + index) * HOUR_MS).toISOString(),
  )
}

const wet: ReadonlySet<KindId> = new Set<KindId>(['waterlogging'])
const floodDays = new Set(
  troubledPlaces.flatMap(({ kind, when }) => (wet.has(kind) && 'season' in when ? [...when.days] : [])),
)

/** Where the same places stand under water each year it has rained that night. */
function isFloodDay(day: string): boolean {
  return floodDays.has(day.slice('2026-'.length))
}

/** Beijing's rain: two thirds of it from June to September. */
function rainChance(day: string): number {
  const month = Number(day.slice(5, 7))
  if (month >= 7 && month <= 8) return 0.34
  if (month === 6 || month === 9) return 0.22
  return month >= 4 && month <= 10 ? 0.12 : 0.03
}

/** Coldest in the middle of January and before dawn; a few degrees on an afternoon late in November. */
function temperatureAt(seed: string, hour: Instant): number {
  const day = streetDay(hour)
  const ofYear = (Date.parse(day) - Date.parse(`${day.slice(0, 4)}-01-01`)) / (24 * HOUR_MS)
  const season = 11.5 - 15.5 * Math.cos(((ofYear - 16) / 365) * 2 * Math.PI)
  const ofDay = -4 * Math.cos(((streetMinutes(hour) / 60 - 3) / 24) * 2 * Math.PI)
  return season + ofDay + createRandom(`${seed}/warmth ${day}`).between(-3, 3)
}

/** Centimetres under the bridge: what fell in the last hours and has not run off yet; the newest hour first. */
function levelAfter(hours: readonly number[]): number {
  const standing = hours.reduce((sum, millimetres, back) => sum + millimetres * 0.75 ** back, 0)
  return Math.max(0, standing * 1.3 - 8)
}
