import type { Emergency, Told } from '#shared/emergency'
import { Problem } from '#shared/problem'
import type { Work } from '../db/command.ts'
import { countEmergency } from './count.ts'
import { saveEmergency } from './emergency-store.ts'

/** Lines of the story that travel with the emergency itself. */
const NEWEST = 6

/**
 * The next revision of a locked emergency: patched, counted anew, with what there is to tell, told to the lane. Every
 * command on one of its parts ends here.
 */
export async function touch(
  work: Work,
  emergency: Emergency,
  patch: Partial<Emergency>,
  fields: readonly string[],
  lines: readonly string[] = [],
): Promise<Emergency> {
  const told = lines.map((text): Told => ({ at: work.at, text }))
  const next: Emergency = {
    ...emergency,
    ...patch,
    ...(await countEmergency(work.db, emergency.id)),
    latest: [...told.reverse(), ...emergency.latest].slice(0, NEWEST),
    revision: emergency.revision + 1,
  }
  await saveEmergency(work.db, next)
  for (const text of lines) {
    await work.db.query(`insert into emergency_event (emergency_id, at, by, text) values ($1, $2, $3, $4)`, [
      emergency.id,
      work.at,
      work.actor.label,
      text,
    ])
  }
  work.changed('emergency', next.id, next.revision, fields)
  return next
}

/** Refuses what was decided on an older picture, with the thing as it stands now. */
export function refuseStale(thing: { revision: number }, revision: number, what: string): void {
  if (thing.revision === revision) return
  throw new Problem('conflict', `Someone else changed this ${what}: you saw ${revision}, it is ${thing.revision}`, {
    current: thing,
  })
}

/** After its end an emergency is a record; setting it active again is the one thing that can be done to it. */
export function refuseEnded(emergency: Emergency): void {
  if (emergency.state !== 'ended') return
  // Whoever stands at a door is told too: not more than that it has ended.
  const { id, state, endedAt, revision } = emergency
  throw new Problem('conflict', 'This emergency has ended; set it active again first', {
    current: { id, state, endedAt, revision },
  })
}
