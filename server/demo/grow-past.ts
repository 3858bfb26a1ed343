import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Log } from '#shared/log'
import { createCalendar } from '../promises/calendar.ts'
import type { Places } from '../places/places.ts'
import type { RosterStore } from '../roster/roster.ts'
import { pastOf } from './past.ts'
import { hasPast, storePast } from './store-past.ts'
import type { MadeUpStreet } from './street/made-up-street.ts'

export interface GrowPastParts {
  pool: Pool
  street: MadeUpStreet
  seed: string
  places: Pick<Places, 'locate'>
  roster: Pick<RosterStore, 'calendarDays'>
  log: Log
  /** Told once, when the past is there. */
  onProgress: (line: string) => void
}

/**
 * Gives the made-up street its two years before, once, while people look at its present already. Answers how to stop:
 * what was not finished then is not there at all, and the next start begins again.
 */
export function growPast(parts: GrowPastParts): () => Promise<void> {
  const stopping = new AbortController()
  const growing = grow(parts, stopping.signal).catch((error: unknown) => {
    if (stopping.signal.aborted) return
    parts.log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'the past could not be told')
  })
  return async () => {
    stopping.abort()
    await growing
  }
}

async function grow({ pool, street, seed, places, roster, onProgress }: GrowPastParts, signal: AbortSignal) {
  const until = await openedOn(pool)
  if (until === null || (await hasPast(pool, until))) return
  const startedMs = performance.now()
  const calendar = createCalendar(await roster.calendarDays())
  await nextTurn()
  const past = pastOf({ street, seed, until, calendar })
  const stored = await storePast(pool, past, { places, calendar, until, signal })
  if (stored === 0) return
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1)
  onProgress(`${stored} 往年事件 incidents of two years, ${past.planted.length} 处反复 places, ${seconds} s`)
}

/** The street day on which this street was first seen; null while nobody has told its story. */
async function openedOn(pool: Pool): Promise<string | null> {
  const { rows } = await pool.query<{ day: string }>(`select opened_on as day from story`)
  return rows[0]?.day ?? null
}
