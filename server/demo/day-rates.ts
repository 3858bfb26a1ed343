import type { Channel } from '#shared/channel'
import type { KindGroup, KindId } from '#shared/kind'
import { DAY_MS } from '#shared/time'
import type { Random } from './street/random.ts'

/** Incidents a day over the year (product.md: 25,100 in two years). */
const MEAN_A_DAY = 34
const STORM_DAY = 120
/** On working days people call more: 5 × 1.12 + 2 × 0.7 = 7. */
const WORKING_DAY_FACTOR = 1.12
const WEEKEND_FACTOR = 0.7
const STORM_CHANCE_IN_SUMMER = 0.03
/** Without the exceptional days the rest has to be a little calmer for the mean to hold. */
const CALM_FACTOR = 0.975

const groupShares: readonly [KindGroup, number][] = [
  ['utility', 0.15],
  ['property', 0.3],
  ['question', 0.2],
  ['road', 0.12],
  ['neighbour', 0.1],
  ['other', 0.13],
]

type Season = 'heating' | 'rain' | 'mild'

const kindWeights: Record<KindGroup, (season: Season) => Partial<Record<KindId, number>>> = {
  utility: (season) => ({
    'power-outage': 24,
    'water-outage': 14,
    'sewage-overflow': 20,
    'heating-outage': season === 'heating' ? 34 : 0,
    'waterlogging': season === 'rain' ? 26 : 3,
    'pipe-burst': 3,
    'lift-trapped': 2,
    'gas-leak': 1.5,
    'garage-fire': 0.5,
  }),
  property: () => ({
    'litter': 26,
    'clutter': 22,
    'leak': 14,
    'street-light': 14,
    'lift-outage': 13,
    'fire-lane-blocked': 11,
  }),
  question: () => ({ question: 1 }),
  road: () => ({ 'parking': 60, 'road-damage': 24, 'manhole': 16 }),
  neighbour: () => ({ noise: 55, neighbour: 45 }),
  other: () => ({ suggestion: 30, other: 70 }),
} // prettier-ignore

/** Share of a day's incidents in each hour from midnight; they add up to 1. */
export const hourShares: readonly number[] = shares([
  0.4, 0.3, 0.2, 0.2, 0.3, 0.6, 1.4, 3.2, 6.2, 8, 8.2, 7, 4, 4.6, 6.4, 7, 6.6, 5.6, 5, 4.8, 3.8, 2.6, 1.4, 0.8,
])

/** How many incidents a street day brings. `day` is `2026-11-18`. */
export function incidentsOn(day: string, random: Random): number {
  if (isHeatingStart(day) || (seasonOf(day) === 'rain' && random.chance(STORM_CHANCE_IN_SUMMER))) {
    return Math.round(STORM_DAY * random.between(0.93, 1.07))
  }
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay()
  const factor = weekday === 0 || weekday === 6 ? WEEKEND_FACTOR : WORKING_DAY_FACTOR
  return Math.round(MEAN_A_DAY * CALM_FACTOR * factor * random.between(0.82, 1.18))
}

export function drawKind(day: string, random: Random): KindId {
  if (isHeatingStart(day) && random.chance(0.7)) return 'heating-outage'
  const group = weighted(groupShares, random)
  const weights = Object.entries(kindWeights[group](seasonOf(day)))
  // Object.entries forgets that the keys are kinds.
  return weighted(weights as [KindId, number][], random)
}

/** Milliseconds after the street's midnight. */
export function drawTimeOfDay(random: Random): number {
  const hour = weighted(
    hourShares.map((share, index) => [index, share]),
    random,
  )
  return Math.floor(((hour + random.next()) / 24) * DAY_MS)
}

/**
 * About 59 % reach the street's own line, 19 % are found by its own people, 22 % come as 12345 tickets.
 * Three quarters are of kinds that can be found on a round; of those a quarter is.
 */
export function drawChannel(canBeFound: boolean, random: Random): Channel {
  if (canBeFound && random.chance(FOUND_SHARE_OF_FINDABLE)) {
    return weighted([['patrol', 50], ['field', 34], ['logbook', 10], ['sensor', 6]], random) // prettier-ignore
  }
  if (random.chance(TICKET_SHARE_OF_REST)) return '12345'
  return weighted([['hotline', 50], ['wechat', 34], ['walk-in', 10], ['property', 6]], random) // prettier-ignore
}

const FOUND_SHARE_OF_FINDABLE = 0.25
const TICKET_SHARE_OF_REST = 0.27

/** From 15 November to 15 March the houses are heated; the rains come from mid June to the end of August. */
function seasonOf(day: string): Season {
  const monthDay = day.slice(5)
  if (monthDay >= '11-15' || monthDay <= '03-15') return 'heating'
  return monthDay >= '06-15' && monthDay <= '08-31' ? 'rain' : 'mild'
}

function isHeatingStart(day: string): boolean {
  return day.endsWith('-11-15')
}

function weighted<T>(choices: readonly (readonly [T, number])[], random: Random): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0)
  let left = random.next() * total
  for (const [choice, weight] of choices) {
    left -= weight
    if (left < 0) return choice
  }
  const [last] = choices[choices.length - 1] ?? []
  if (last === undefined) throw new Error('expected something to choose from, got nothing')
  return last
}

function shares(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}
