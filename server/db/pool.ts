import pg from 'pg'
import type { Log } from '#shared/log'

export type { Db } from './transaction.ts'

const defaults = {
  /** Connections at most. PostgreSQL allows 100 in all; other server processes and `psql` want some too. */
  max: 20,
  /** To connect, or to wait for a free connection. Below 2 s, so that a write is refused within 2 s. */
  connectMs: 1_500,
  /** One statement, on both ends: a database that accepts and never answers must not use up the pool. */
  statementMs: 5_000,
}

export type PoolLimits = typeof defaults

/**
 * A pool that outlives its database: lost connections are noted and replaced, never thrown.
 *
 * Rows come out in the forms of `shared/`: `timestamptz` as Instant text, `date` as `2026-11-18`, `int8` and `numeric`
 * as numbers (an `int8` beyond 2^53 throws), `point` as `[lng, lat]`.
 */
export function createPool(url: string, log: Log, limits: Partial<PoolLimits> = {}): pg.Pool {
  const { max, connectMs, statementMs } = { ...defaults, ...limits }
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    query_timeout: statementMs,
    idle_in_transaction_session_timeout: 3 * statementMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'shaotu',
    types: { getTypeParser },
  })
  // Without a listener of its own, a connection that is in use ends the whole process when PostgreSQL goes away.
  pool.on('connect', (client) => client.on('error', noteLoss))
  // The pool tells of idle connections once more; the line above has noted it.
  pool.on('error', () => undefined)

  function noteLoss(error: Error) {
    // `end` answers before its last connections have said goodbye; whoever stops PostgreSQL then cuts them off.
    if (!pool.ending) log.warn({ reason: error.message }, 'lost a connection to the database')
  }
  return pool
}

/** PostgreSQL's numbers for the types that `pg` would turn into something our schemas do not know. */
const parsers: Partial<Record<number, (text: string) => unknown>> = {
  20: wholeNumber,
  1016: each(wholeNumber),
  1700: Number,
  1231: each(Number),
  1082: (text) => text,
  1184: instant,
  1185: each(instant),
  600: position,
}

function getTypeParser(id: number, format?: 'text' | 'binary'): (value: string) => unknown {
  const own = format === 'binary' ? undefined : parsers[id]
  return own ?? pg.types.getTypeParser(id, format)
}

function instant(text: string): string {
  const at: unknown = pg.types.getTypeParser(1184)(text)
  if (at instanceof Date && !Number.isNaN(at.getTime())) return at.toISOString()
  throw new Error(`Expected a finite time from the database, got ${text}`)
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value
  throw new Error(`Expected a whole number below 2^53 from the database, got ${text}`)
}

function position(text: string): [number, number] {
  const [lng, lat] = text.slice(1, -1).split(',').map(Number)
  if (lng === undefined || lat === undefined) throw new Error(`Expected a point from the database, got ${text}`)
  return [lng, lat]
}

const TEXT_ARRAY: number = 1009

/** The same for an array: PostgreSQL writes every array the way it writes an array of text. */
function each(parseOne: (text: string) => unknown): (text: string) => unknown[] {
  return (text) => {
    const items: unknown = pg.types.getTypeParser(TEXT_ARRAY)(text)
    if (!Array.isArray(items)) throw new Error(`Expected an array from the database, got ${text}`)
    return items.map((item: unknown) => (typeof item === 'string' ? parseOne(item) : null))
  }
}
