import type { KindId } from '#shared/kind'
import type { Channel } from '#shared/channel'
import { atStreetHour, between, DAY_MS, MINUTE_MS, plus } from '#shared/time'
import type { Instant } from '#shared/time'
import { echoesOf, wordsOf } from './ordinary-day.ts'
import { courseOf, dayBefore } from './past-course.ts'
import type { PastIncident } from './past.ts'
import type { StreetCast } from './street-cast.ts'
import type { Random } from './street/random.ts'
import type { TroubledPlace } from './troubled-places.ts'

/** Three in 90 days (`recurrence`); the history is asked with its own default, so a change there shows. */
const RULE_MS = 90 * DAY_MS

export interface Ground {
  cast: StreetCast
  random: Random
  days: readonly string[]
  end: Instant
  isSettledBy: (kind: KindId, at: Instant) => boolean
}

/** Puts one troubled place into the two years. Its last case is rooted out, or left waiting, as it says. */
export function plantTrouble(troubled: TroubledPlace, { cast, random, days, end, isSettledBy }: Ground) {
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
