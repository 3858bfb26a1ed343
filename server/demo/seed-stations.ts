import type { Pool } from 'pg'
import type { Station } from '#shared/reading'
import { DAY_MS, plus, streetDay } from '#shared/time'
import type { Clock, Instant } from '#shared/time'
import { insertRows } from '../db/insert-rows.ts'
import { inTransaction } from '../db/transaction.ts'
import { PAST_DAYS } from './past.ts'
import { waitForTurn } from './seed.ts'
import type { MadeUpStreet } from './street/made-up-street.ts'
import { uuidFrom } from './street/random.ts'
import { createWeather, fullHours } from './weather.ts'
import type { Weather } from './weather.ts'

export interface StationSeed {
  street: MadeUpStreet
  seed: string
  clock: Clock
}

/** So far back every hour can be looked at; of the years before, the rain of each day. */
const HOURLY_DAYS = 3

/** Gives a made-up street that has none its stations, with what they have read so far. */
export async function seedStations(pool: Pool, { street, seed, clock }: StationSeed): Promise<void> {
  if (!(await isOurs(pool, street)) || (await hasStations(pool))) return
  const now = clock.now()
  const weather = createWeather({ street, seed })
  const rows = {
    station: weather.stations.map((station) => stationRow(station, plus(now, -PAST_DAYS * DAY_MS))),
    reading: hourlyRows(weather, now),
    reading_day: dailyRows(weather, now),
  }
  await inTransaction(pool, async (db) => {
    await waitForTurn(db)
    if (await hasStations(db)) return
    for (const [table, own] of Object.entries(rows)) await insertRows(db, table, own)
  })
}

async function hasStations(db: Pick<Pool, 'query'>): Promise<boolean> {
  const { rowCount } = await db.query(`select 1 from station limit 1`)
  return rowCount !== 0
}

/** A street that was drawn from another seed has other places. */
async function isOurs(db: Pick<Pool, 'query'>, street: MadeUpStreet): Promise<boolean> {
  const { rowCount } = await db.query(`select 1 from street where id = $1`, [street.street.id])
  return rowCount !== 0
}

function stationRow({ position, everyMinutes, ...station }: Station, createdAt: Instant) {
  return { ...station, position: `(${position.join()})`, every_minutes: everyMinutes, created_at: createdAt }
}

function hourlyRows({ stations, readAt }: Weather, now: Instant) {
  return fullHours(plus(now, -HOURLY_DAYS * DAY_MS), now).flatMap((hour) =>
    stations.map((station) => ({
      id: uuidFrom(`reading ${station.code} ${hour}`),
      station_id: station.id,
      value: readAt(station, hour),
      observed_at: hour,
      received_at: hour,
      is_future: false,
    })),
  )
}

/** The days that are over; today is counted as its hours come in. */
function dailyRows({ stations, dayOf }: Weather, now: Instant) {
  const gauges = stations.filter(({ kind }) => kind === 'rain')
  return Array.from({ length: PAST_DAYS }, (_, index) => streetDay(plus(now, -(index + 1) * DAY_MS))).flatMap((day) =>
    gauges.map((gauge) => {
      const hours = dayOf(gauge, day)
      return {
        station_id: gauge.id,
        day,
        readings: hours.length,
        total: hours.reduce((sum, value) => sum + value, 0),
        lowest: Math.min(...hours),
        highest: Math.max(...hours),
      }
    }),
  )
}
