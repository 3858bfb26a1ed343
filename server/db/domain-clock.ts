import type { Pool } from 'pg'
import type { Clock, Instant } from '#shared/time'

export interface DomainClock extends Clock {
  /** How fast domain time runs; null when it is real time. */
  rate(): number | null
  /** Reads the shared setting again. Called by whoever polls the database anyway. */
  refresh(): Promise<void>
}

interface Setting {
  realAt: Instant
  toldAt: Instant
  rate: number
}

/**
 * The street's time, the same for all processes: real time, or the demo's offset and rate from the
 * `domain_clock` row. It never runs back: after a smaller offset it stands until time has caught up.
 */
export async function createDomainClock(pool: Pool): Promise<DomainClock> {
  let setting: Setting | null = null
  let last = 0

  async function refresh() {
    const { rows } = await pool.query<Setting>(
      `select real_at as "realAt", told_at as "toldAt", rate from domain_clock`,
    )
    setting = rows[0] ?? null
  }

  await refresh()
  return {
    refresh,
    rate: () => setting?.rate ?? null,
    now() {
      last = Math.max(last, told(setting))
      return new Date(last).toISOString()
    },
  }
}

function told(setting: Setting | null): number {
  const real = Date.now()
  if (!setting) return real
  return Date.parse(setting.toldAt) + (real - Date.parse(setting.realAt)) * setting.rate
}
