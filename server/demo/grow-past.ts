import { Worker } from 'node:worker_threads'
import type { Pool } from 'pg'
import type { Log } from '#shared/log'
import type { RosterStore } from '../roster/roster.ts'
import { PastNews } from './past-thread.ts'
import type { PastThreadOrder } from './past-thread.ts'
import { hasPast } from './store-past.ts'
import type { MadeUpStreet } from './street/made-up-street.ts'

export interface GrowPastParts {
  pool: Pool
  /** The thread has a connection of its own. */
  databaseUrl: string
  street: Pick<MadeUpStreet, 'street'>
  seed: string
  roster: Pick<RosterStore, 'calendarDays'>
  log: Log
  /** Told once, when the past is there. */
  onProgress: (line: string) => void
  /** Told of each thing the thread tells. */
  onNews?: (news: PastNews) => void
}

/**
 * Gives the made-up street its two years before, once, on a thread of its own, while people look at its present
 * already. Answers how to stop: what was not finished then is not there at all, and the next start begins again.
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

async function grow(parts: GrowPastParts, signal: AbortSignal): Promise<void> {
  const { pool, databaseUrl, street, seed, roster } = parts
  const until = await openedOn(pool)
  if (until === null || !(await isOurs(pool, street.street.id)) || (await hasPast(pool, until))) return
  const days = await roster.calendarDays()
  if (signal.aborted) return
  await onItsOwnThread({ databaseUrl, seed, until, calendarDays: days }, parts, signal)
}

function onItsOwnThread(order: PastThreadOrder, { log, onProgress, onNews }: GrowPastParts, signal: AbortSignal) {
  const startedMs = performance.now()
  const worker = new Worker(new URL('past-thread.mjs', import.meta.url), {
    workerData: order,
  })
  const stop = () => worker.postMessage('stop')
  signal.addEventListener('abort', stop, { once: true })
  worker.on('message', (message: unknown) => {
    const news = PastNews.parse(message)
    onNews?.(news)
    if (news.does === 'warn') log.warn({}, news.message)
    if (news.does === 'stored' && news.incidents > 0) {
      const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1)
      onProgress(`${news.incidents} 往年事件 incidents of two years, ${news.places} 处反复 places, ${seconds} s`)
    }
  })
  return new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => resolve())
  }).finally(() => signal.removeEventListener('abort', stop))
}

/** The street day on which this street was first seen; null while nobody has told its story. */
async function openedOn(pool: Pool): Promise<string | null> {
  const { rows } = await pool.query<{ day: string }>(`select opened_on as day from story`)
  return rows[0]?.day ?? null
}

/** A street that was drawn from another seed has other houses; its past would stand nowhere. */
async function isOurs(pool: Pool, streetId: string): Promise<boolean> {
  const { rowCount } = await pool.query(`select 1 from street where id = $1`, [streetId])
  return rowCount !== 0
}
