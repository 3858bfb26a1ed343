import type { Log } from '#shared/log'
import type { RosterStore } from '../roster/roster.ts'
import type { Tracks } from './tracks.ts'
import { unitsOnDuty } from './units-on-duty.ts'

/** A change of duty shows on the map within this time. */
const LOOK_MS = 2_000

export interface DutyParts {
  roster: Pick<RosterStore, 'workers' | 'teams'>
  tracks: Pick<Tracks, 'setOnDuty'>
  log: Log
}

/** Keeps the slots of the position frames in step with who is on duty. Answers how to stop. */
export async function followDuty({ roster, tracks, log }: DutyParts): Promise<() => void> {
  const look = async () => {
    const [workers, teams] = [await roster.workers(), await roster.teams()]
    tracks.setOnDuty(unitsOnDuty({ workers, teams }))
  }
  await look()
  const timer = setInterval(() => {
    look().catch((error: unknown) => {
      log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'could not read who is on duty')
    })
  }, LOOK_MS)
  return () => clearInterval(timer)
}
