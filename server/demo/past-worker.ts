import { parentPort, workerData } from 'node:worker_threads'
import type { Log } from '#shared/log'
import { createPool } from '../db/pool.ts'
import { locate } from '../places/locate.ts'
import { createStreetMap } from '../places/street-map.ts'
import { createCalendar } from '../promises/calendar.ts'
import { PastThreadOrder } from './past-thread.ts'
import type { PastNews } from './past-thread.ts'
import { pastOf } from './past.ts'
import { storePast } from './store-past.ts'
import { DEMO_CENTER, drawStreet } from './street/draw-street.ts'

// Draws the years before and stores them on a thread and a connection of its own: seconds of arithmetic, during which
// the server goes on answering.

const { databaseUrl, seed, until, calendarDays } = PastThreadOrder.parse(workerData)
const tell = (news: PastNews) => parentPort?.postMessage(news)
const stopping = new AbortController()
parentPort?.once('message', () => stopping.abort())

const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (_, message) => tell({ does: 'warn', message }),
  error: (_, message) => tell({ does: 'warn', message }),
}
const pool = createPool(databaseUrl, log)
try {
  tell({ does: 'drawing' })
  const street = drawStreet({ seed, center: DEMO_CENTER })
  const map = createStreetMap({
    ...street,
    street: { ...street.street, ground: street.ground, demo: true, specialists: 0 },
  })
  const calendar = createCalendar(calendarDays)
  const past = pastOf({ street, seed, until, calendar })
  tell({ does: 'drawn' })
  const places = { locate: (whereabouts: Parameters<typeof locate>[1]) => locate(map, whereabouts) }
  const stored = await storePast(pool, past, { places, calendar, until, signal: stopping.signal })
  tell({ does: 'stored', incidents: stored, places: past.planted.length })
} catch (error) {
  // Given up on purpose: nothing of it is stored, and the next start begins again.
  if (!stopping.signal.aborted) throw error
} finally {
  await pool.end()
  parentPort?.close()
}
