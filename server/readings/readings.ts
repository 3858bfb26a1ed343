import type { Pool } from 'pg'
import { Problem } from '#shared/problem'
import type {
  NewStation, Reading, ReadingAnswer, ReadingBatch, ReadingList, ReadingQuery, ReadingsNow, Station,
} from '#shared/reading' // prettier-ignore
import { stationState } from '#shared/reading'
import { between, DAY_MS } from '#shared/time'
import type { Clock } from '#shared/time'
import type { Actor, Answered, RunCommand, Work } from '../db/command.ts'
import { faultsOf, isFuture } from './reading-rules.ts'
import {
  countDays, holdStations, insertStation, newestOf, readingsByIds, readingsWithin, shownStation, stations, storeReadings,
  sumsOfLastHour,
} from './reading-store.ts' // prettier-ignore
import { sourceExists } from './sources.ts'
import { warningsAt } from './warnings.ts'

export interface ReadingParts {
  pool: Pool
  clock: Clock
  run: RunCommand
  /** Told of every reading that counts, in the same transaction: what waits for rain must not miss it. */
  heard?: (work: Work, readings: readonly HeardReading[]) => Promise<void>
}

/** `lastHour`: the sum of what that station read in the hour up to it. */
export type HeardReading = Pick<Reading, 'value' | 'observedAt'> & { station: Station; lastHour: number }
export type Readings = ReturnType<typeof createReadings>

const LONGEST_WINDOW_DAYS = 31

/** What stations read: kept as it came, counted by day, and said with its age. */
export function createReadings({ pool, clock, run, heard = () => Promise.resolve() }: ReadingParts) {
  return {
    /** A whole batch or nothing of it. `sourceId`: the machine that sends it, which speaks for its own stations only. */
    async accept(
      { id, readings }: ReadingBatch,
      actor: Actor,
      sourceId: string | null = null,
    ): Promise<Answered<Pick<ReadingAnswer, 'readings'>>> {
      return run({ id, kind: 'readings', actor, body: readings }, async (work) => {
        const { db, at } = work
        const all = await stations(db)
        const mine = all.filter((station) => sourceId === null || station.sourceId === sourceId)
        const byCode = new Map(mine.map((station) => [station.code, station]))
        const faults = faultsOf(readings, byCode, at)
        if (faults.length > 0) throw new Problem('invalid', 'These are not valid readings', { errors: faults })

        const sent = readings.flatMap((reading) => {
          const station = byCode.get(reading.station)
          return station ? [{ ...reading, station, isFuture: isFuture(reading.observedAt, at) }] : []
        })
        await holdStations(db, [...new Set(sent.map(({ station }) => station.id))])
        const known = await readingsByIds(
          db,
          sent.map((reading) => reading.id),
        )
        for (const reading of sent) refuseReused(reading, known.get(reading.id))
        const fresh = sent.filter((reading) => !known.has(reading.id))
        const rows = fresh.map(({ station, ...reading }): Reading => ({
          ...reading,
          stationId: station.id,
          receivedAt: at,
        }))
        const corrected = await storeReadings(db, rows)
        await countDays(db, rows)
        const counted = fresh.filter((reading) => !reading.isFuture)
        const sums = await sumsOfLastHour(
          db,
          counted.map((reading) => reading.id),
        )
        await heard(
          work,
          counted.flatMap((reading) => {
            const lastHour = sums.get(reading.id)
            // A correction has no row of its own; what it corrects was heard before.
            return lastHour === undefined ? [] : [{ ...reading, lastHour }]
          }),
        )
        return {
          readings: sent.map((reading) => ({
            id: reading.id,
            fate: known.has(reading.id)
              ? ('again' as const)
              : reading.isFuture
                ? ('future' as const)
                : corrected.has(reading.id)
                  ? ('corrected' as const)
                  : ('stored' as const),
          })),
        }
      })
    },

    async now(): Promise<ReadingsNow> {
      const now = clock.now()
      const [all, newest] = [await stations(pool), await newestOf(pool)]
      const items = all.map((station) => {
        const last = newest.get(station.id) ?? null
        return {
          ...shownStation(station),
          newest: last,
          state: stationState(station.everyMinutes, last && Date.parse(last.observedAt), Date.parse(now)),
        }
      })
      return { items, total: items.length, next: null, asOf: now, warnings: await warningsAt(pool, now) }
    },

    async within(query: ReadingQuery): Promise<ReadingList> {
      const spanMs = between(query.from, query.to)
      if (spanMs <= 0 || spanMs > LONGEST_WINDOW_DAYS * DAY_MS) {
        const message = `expected a time after \`from\`, by ${LONGEST_WINDOW_DAYS} days at most`
        throw new Problem('invalid', 'This is not a window of readings', { errors: [{ path: 'to', message }] })
      }
      return { ...(await readingsWithin(pool, query)), next: null, asOf: clock.now() }
    },

    async addStation({ id, ...station }: NewStation, actor: Actor): Promise<Answered<{ station: Station }>> {
      return run({ id, kind: 'station', actor, body: station }, async ({ db, at }) => {
        if (station.sourceId !== null && !(await sourceExists(db, station.sourceId))) {
          throw new Problem('not-found', 'There is no such source')
        }
        if ((await stations(db)).some(({ code }) => code === station.code)) {
          throw new Problem('conflict', `There is a station ${station.code} already`)
        }
        await insertStation(db, { id, ...station }, at)
        return { station: shownStation({ id, ...station }) }
      })
    },

    /** A station that was taken down is heard no more; what it read stays. */
    async closeStation(stationId: string, actor: Actor): Promise<void> {
      await run({ id: crypto.randomUUID(), kind: 'station-close', actor, body: { stationId } }, async ({ db, at }) => {
        const { rowCount } = await db.query(
          `update station set closed_at = $2, code = code || ' ' || left(id::text, 8) where id = $1 and closed_at is null`,
          [stationId, at],
        )
        if (rowCount === 0) throw new Problem('not-found', 'There is no such station')
        return {}
      })
    },
  }
}

/** One id is one value of one station at one moment, for ever. */
function refuseReused(sent: { station: Station; observedAt: string }, known: Reading | undefined): void {
  if (!known || (known.stationId === sent.station.id && known.observedAt === sent.observedAt)) return
  throw new Problem('id-reused', 'This id was already used for another reading; make a new one')
}
