import type { Pool } from 'pg'
import { DEMO_RATES } from '#shared/demo'
import type { ClockCommand, DemoClock } from '#shared/demo'
import { Problem } from '#shared/problem'
import { between, DAY_MS, MINUTE_MS, plus } from '#shared/time'
import type { Instant } from '#shared/time'
import type { Work } from '../db/command.ts'
import { readClockSetting, toldBy } from '../db/domain-clock.ts'
import type { ClockSetting, DomainClock } from '../db/domain-clock.ts'

/** A longer jump is a slip of the finger: the street would have to live through it. */
const LONGEST_JUMP_MS = 400 * DAY_MS

export type ClockChange = Pick<ClockCommand, 'rate' | 'jumpTo' | 'jumpMinutes'>

/**
 * The setting after a change made at the real time `realAt`. Time goes on from where it is told to be, or from
 * later: Problem('invalid') for whoever wants it to run back. Null while it is still real time.
 */
export function changedSetting(
  setting: ClockSetting | null,
  realAt: Instant,
  change: ClockChange,
): ClockSetting | null {
  const told = new Date(toldBy(setting, Date.parse(realAt))).toISOString()
  const { rate = setting?.rate ?? DEMO_RATES.slowest, jumpMinutes } = change
  const toldAt = change.jumpTo ?? (jumpMinutes === undefined ? told : plus(told, jumpMinutes * MINUTE_MS))
  const path = change.jumpTo === undefined ? 'jumpMinutes' : 'jumpTo'
  if (toldAt < told) {
    const message = `expected a time after ${told}, got ${toldAt}`
    throw new Problem('invalid', 'The street’s clock never runs back', { errors: [{ path, message }] })
  }
  if (between(told, toldAt) > LONGEST_JUMP_MS) {
    const message = `expected at most ${LONGEST_JUMP_MS / DAY_MS} days`
    throw new Problem('invalid', 'This jump is too long', { errors: [{ path, message }] })
  }
  if (!setting && toldAt === told && rate === DEMO_RATES.slowest) return null
  return { realAt, toldAt, rate }
}

/** Changes the clock of all processes, one change at a time. They follow with their next look into the database. */
export async function changeClock({ db }: Pick<Work, 'db'>, change: ClockChange): Promise<void> {
  await db.query(`lock table domain_clock in exclusive mode`)
  const setting = changedSetting(await readClockSetting(db), new Date().toISOString(), change)
  if (!setting) return
  await db.query(
    `insert into domain_clock (real_at, told_at, rate) values ($1, $2, $3)
     on conflict (one) do update set real_at = excluded.real_at, told_at = excluded.told_at, rate = excluded.rate`,
    [setting.realAt, setting.toldAt, setting.rate],
  )
}

/** What the clock shows, and how far the story has come after it. */
export async function readDemoClock(pool: Pool, clock: DomainClock): Promise<DemoClock> {
  await clock.refresh()
  const { rows } = await pool.query<{ toldThrough: Instant }>(`select told_through as "toldThrough" from story`)
  return {
    now: clock.now(),
    realNow: new Date().toISOString(),
    rate: clock.rate(),
    toldThrough: rows[0]?.toldThrough ?? null,
  }
}
