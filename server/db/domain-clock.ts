import type { Pool } from 'pg'
import type { Clock, Instant } from '#shared/time'
import type { Db } from './transaction.ts'

export interface DomainClock extends Clock {
  /** How fast domain time runs; null when it is real time. */
  rate(): number | null
  /** Reads the shared setting again. Called by whoever polls the database anyway. */
  refresh(): Promise<void>
}

/** At the real time `realAt` it was `toldAt` on the street, and time runs `rate` times as fast. */
export interface ClockSetting {
  realAt: Instant
  toldAt: Instant
  rate: number
}

/**
 * The street's time, the same for all processes: real time, or the demo's offset and rate from the
 * `domain_clock` row. It never runs back: after a smaller offset it stands until time has caught up.
 */
export async function createDomainClock(pool: Pool): Promise<DomainClock> {
  let setting: ClockSetting | null = null
  let last = 0

  async function refresh() {
    setting = await readClockSetting(pool)
  }

  await refresh()
  return {
    refresh,
    rate: () => setting?.rate ?? null,
    now() {
      last = Math.max(last, toldBy(setting, Date.now()))
      return new Date(last).toISOString()
    },
  }
}

/** What the street's clock shows at a real moment; both in ms since 1970. */
export function toldBy(setting: ClockSetting | null, realMs: number): number {
  if (!setting) return realMs
  return Math.round(Date.parse(setting.toldAt) + (realMs - Date.parse(setting.realAt)) * setting.rate)
}

/** The row that all processes share; null while the street lives in real time. */
export async function readClockSetting(db: Db | Pool): Promise<ClockSetting | null> {
  const { rows } = await db.query<ClockSetting>(
    `select real_at as "realAt", told_at as "toldAt", rate from domain_clock`,
  )
  return rows[0] ?? null
}
