import type { Pool } from 'pg'
import { Problem } from '#shared/problem'
import type { EndCommand, NewWarning, WeatherWarning } from '#shared/reading'
import type { Instant } from '#shared/time'
import type { Actor, Answered, RunCommand } from '../db/command.ts'
import { columnsOf } from '../db/columns.ts'
import type { Db } from '../db/transaction.ts'
import { theOnly } from './the-only.ts'

const columns = columnsOf(['id', 'hazard', 'colour', 'setAt', 'untilAt', 'revision'] satisfies (keyof WeatherWarning)[])

/** The warnings that hold at a time: not lifted, not run out. The newest first. */
export async function warningsAt(db: Db | Pool, now: Instant): Promise<WeatherWarning[]> {
  const { rows } = await db.query<WeatherWarning>(
    `select ${columns} from weather_warning
     where set_at <= $1 and lifted_at is null and (until_at is null or until_at > $1) order by set_at desc, id`,
    [now],
  )
  return rows
}

/** Official warnings, as somebody at the desk writes them down; no machine sets one. */
export function createWarnings(run: RunCommand) {
  return {
    set({ id, ...warning }: NewWarning, actor: Actor): Promise<Answered<{ warning: WeatherWarning }>> {
      return run({ id, kind: 'warning', actor, body: warning }, async ({ db, at }) => {
        const { hazard, colour, untilAt = null } = warning
        if (untilAt !== null && untilAt <= at) {
          const errors = [{ path: 'untilAt', message: 'expected a time that is still to come' }]
          throw new Problem('invalid', 'A warning ends after it begins', { errors })
        }
        const { rows } = await db.query<WeatherWarning>(
          `insert into weather_warning (id, hazard, colour, set_at, set_by, until_at) values ($1, $2, $3, $4, $5, $6)
           returning ${columns}`,
          [id, hazard, colour, at, actor.label, untilAt],
        )
        return { warning: theOnly(rows) }
      })
    },

    lift(
      warningId: string,
      { id, revision }: EndCommand,
      actor: Actor,
    ): Promise<Answered<{ warning: WeatherWarning }>> {
      return run({ id, kind: 'warning-lift', actor, body: { warningId, revision } }, async ({ db, at }) => {
        const { rows: known } = await db.query<WeatherWarning & { liftedAt: Instant | null }>(
          `select ${columns}, lifted_at as "liftedAt" from weather_warning where id = $1 for update`,
          [warningId],
        )
        const [warning] = known
        if (!warning) throw new Problem('not-found', 'There is no such warning')
        if (warning.revision !== revision || warning.liftedAt !== null) {
          throw new Problem('conflict', 'The warning changed meanwhile', { current: warning })
        }
        const { rows } = await db.query<WeatherWarning>(
          `update weather_warning set lifted_at = $2, revision = revision + 1 where id = $1 returning ${columns}`,
          [warningId, at],
        )
        return { warning: theOnly(rows) }
      })
    },
  }
}
