import type { Clock, Instant } from '#shared/time'
import type { Due } from './due.ts'
import type { Hands } from './hands.ts'
import type { MadeUpStreet } from './street/made-up-street.ts'
import { uuidFrom } from './street/random.ts'
import { createWeather, fullHours } from './weather.ts'

export interface ReadingRoundsParts {
  street: MadeUpStreet
  seed: string
  hands: (clock: Clock) => Hands
}

/** The stations of the made-up street speak at every full hour, each hour at its own time. */
export function createReadingRounds({ street, seed, hands }: ReadingRoundsParts) {
  const weather = createWeather({ street, seed })

  const batchOf = (hour: Instant) => ({
    id: uuidFrom(`readings ${street.street.code} ${hour}`),
    readings: weather.stations.map((station) => ({
      id: uuidFrom(`reading ${station.code} ${hour}`),
      station: station.code,
      value: weather.readAt(station, hour),
      observedAt: hour,
    })),
  })

  return {
    /** What the stations say after `from`, up to and with `now`. */
    due: (from: Instant, now: Instant): Due[] =>
      fullHours(from, now).map((hour) => ({
        at: hour,
        happen: () => hands({ now: () => hour }).read(batchOf(hour)),
      })),
  }
}
