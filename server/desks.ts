import type { Pool } from 'pg'
import type { Clock } from '#shared/time'
import type { RunCommand } from './db/command.ts'
import { createDispatch } from './dispatch/dispatch.ts'
import { createLegs } from './dispatch/legs.ts'
import { createWhistles } from './dispatch/whistles.ts'
import { createEmergencies } from './emergency/emergencies.ts'
import { hadEmergency, runsDrill } from './emergency/emergency-store.ts'
import { createLedgerDesk } from './emergency/ledger.ts'
import { createSweep } from './emergency/sweep.ts'
import type { Cipher } from './identity/cipher.ts'
import { createAlarms } from './incidents/alarms.ts'
import { createDesk } from './incidents/desk.ts'
import { lookAfterRain } from './incidents/look-after-rain.ts'
import { createRechecks } from './incidents/rechecks.ts'
import { createIntake } from './intake/intake.ts'
import type { Places } from './places/places.ts'
import { workingDayAfter } from './promises/calendar.ts'
import type { Calendar } from './promises/calendar.ts'
import { createReadings } from './readings/readings.ts'
import { createResponsible } from './responsible.ts'
import type { RosterStore } from './roster/roster.ts'
import type { Tracks } from './tracks/tracks.ts'

export interface DeskParts {
  pool: Pool
  places: Places
  roster: RosterStore
  calendar: Calendar
  cipher: Cipher
  tracks: Pick<Tracks, 'find'>
}

export type Desks = ReturnType<ReturnType<typeof createDesks>>

/**
 * All that writes, by the commands it is given and told by their clock: once for people, and again for every moment
 * that the made-up street tells. Here the rooms get from each other what none of them may import.
 */
export function createDesks({ pool, places, roster, calendar, cipher, tracks }: DeskParts) {
  return (run: RunCommand, clock: Clock) => ({
    intake: createIntake({ pool, run, places, calendar, cipher, clock }),
    desk: createDesk({ run, calendar, hadEmergency }),
    alarms: createAlarms(run),
    dispatch: createDispatch({ run, roster }),
    whistles: createWhistles({
      run,
      roster,
      workingDayAfter: (at) => workingDayAfter(at, calendar),
      isDrill: runsDrill,
    }),
    legs: createLegs({
      run,
      roster,
      positionOf(workerId) {
        const fix = tracks.find(workerId)
        return fix && fix.state !== 'lost' ? fix.position : null
      },
      responsibleFor: createResponsible(places),
    }),
    rechecks: createRechecks(run),
    readings: createReadings({ pool, clock, run, heard: lookAfterRain }),
    emergencies: createEmergencies({ pool, run, clock, cipher, places }),
    ledgerDesk: createLedgerDesk({ run, cipher }),
    sweep: createSweep({ run, cipher }),
  })
}
