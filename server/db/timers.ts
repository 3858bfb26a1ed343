import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import type { Log } from '#shared/log'
import { Problem } from '#shared/problem'
import { SECOND_MS } from '#shared/time'
import type { Clock, Instant } from '#shared/time'
import type { RunCommand, Work } from './command.ts'
import type { Db } from './transaction.ts'

/** What happens when a timer of this kind is due. Each kind belongs to one room; `rooms.ts` brings them together. */
export type TimerHandlers = Record<string, (work: Work, aboutId: string) => Promise<void>>

export interface TimerParts {
  pool: Pool
  /** Commands told by this clock: what was due during a jump happens at its own time. */
  runBy: (clock: Clock) => RunCommand
  handlers: TimerHandlers
}

/** Who fires: the house itself. */
const actor = { id: null, label: '系统' }

export type Timers = ReturnType<typeof createTimers>

/** Winds a timer, in the transaction that makes it necessary. */
export async function wind(db: Db, timer: { kind: string; aboutId: string; dueAt: Instant }): Promise<void> {
  await db.query(`insert into timer (id, kind, about_id, due_at) values ($1, $2, $3, $4)`, [
    randomUUID(),
    timer.kind,
    timer.aboutId,
    timer.dueAt,
  ])
}

/** Nothing more happens by itself about this thing. */
export async function unwind(db: Db, aboutId: string): Promise<void> {
  await db.query(`delete from timer where about_id = $1`, [aboutId])
}

export function createTimers({ pool, runBy, handlers }: TimerParts) {
  return {
    /**
     * Lets everything happen that is due by `now`, in the order of time and at its own time, also what winds up
     * meanwhile. Several processes may do so at once: each timer is fired by whoever holds its row.
     */
    async fire(now: Instant): Promise<void> {
      for (let due = await next(now); due; due = await next(now)) {
        if (!(await fireOne(due))) return // another process has it, and goes on from there
      }
    },
  }

  async function next(now: Instant) {
    const { rows } = await pool.query<{ id: string; dueAt: Instant }>(
      `select id, due_at as "dueAt" from timer where due_at <= $1 order by due_at, id limit 1`,
      [now],
    )
    return rows[0] ?? null
  }

  /** False when somebody else holds the row: it fires there, or is being taken away. Then nothing is written here. */
  async function fireOne({ id, dueAt }: { id: string; dueAt: Instant }): Promise<boolean> {
    const run = runBy({ now: () => dueAt })
    try {
      await run({ id: randomUUID(), kind: 'timer', actor, body: { id } }, async (work) => {
        const { rows } = await work.db.query<{ kind: string; aboutId: string }>(
          `delete from timer where id = (select id from timer where id = $1 for update skip locked)
           returning kind, about_id as "aboutId"`,
          [id],
        )
        const [timer] = rows
        if (!timer) throw new Problem('conflict', 'Another process has this timer')
        const handle = handlers[timer.kind]
        if (!handle) throw new Error(`expected a handler for timers of the kind ${timer.kind}`)
        await handle(work, timer.aboutId)
        return {}
      })
      return true
    } catch (error) {
      if (error instanceof Problem && error.code === 'conflict') return false
      throw error
    }
  }
}

/** Looks every second. A database that is away stops the timers, and what was due meanwhile happens when it is back. */
export function startTimers({ timers, clock, log }: { timers: Timers; clock: Clock; log: Log }): () => Promise<void> {
  let firing: Promise<void> | null = null
  const look = () => {
    firing ??= timers
      .fire(clock.now())
      .catch((error: unknown) => {
        log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'the timers pause')
      })
      .finally(() => (firing = null))
  }
  const watch = setInterval(look, SECOND_MS)
  return async () => {
    clearInterval(watch)
    await firing
  }
}
