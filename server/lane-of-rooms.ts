import type { Pool } from 'pg'
import { assignmentsByIds, currentAssignments } from './dispatch/assignment-store.ts'
import { currentLegs, legsByIds } from './dispatch/leg-store.ts'
import { currentWhistles, whistlesByIds } from './dispatch/whistle-store.ts'
import { utilities } from './emergency/emergency-store.ts'
import type { createEmergencyLane } from './emergency/lane-things.ts'
import { createLane } from './feed/lane.ts'
import { alarmsByIds, recentAlarms } from './incidents/alarm-store.ts'
import { currentThings, thingsByIds } from './incidents/lane-things.ts'
import { currentRechecks, rechecksByIds } from './incidents/recheck-store.ts'
import type { RosterStore } from './roster/roster.ts'

export interface LaneParts {
  pool: Pool
  roster: RosterStore
  emergency: ReturnType<typeof createEmergencyLane>
}

/** The change lane, with how each thing on it is read. */
export function laneOf({ pool, roster, emergency }: LaneParts) {
  return createLane(pool, {
    incident: { byIds: thingsByIds, current: currentThings },
    assignment: {
      byIds: async (db, ids) => (await assignmentsByIds(db, ids)).map(withAssignee),
      current: async (db, since) => (await currentAssignments(db, since)).map(withAssignee),
    },
    whistle: { byIds: whistlesByIds, current: currentWhistles },
    alarm: { byIds: alarmsByIds, current: recentAlarms },
    worker: { byIds: roster.workersByIds, current: (db) => roster.workers(db) },
    line: { byIds: roster.linesByIds, current: (db) => roster.lines(db) },
    ...emergency,
    buildingUtility: utilities,
    recheck: { byIds: rechecksByIds, current: (db, since) => currentRechecks(db, since) },
    leg: { byIds: legsByIds, current: currentLegs },
  })
}

function withAssignee<T extends { assigneeId: string }>(assignment: T) {
  return { ...assignment, assigneeIds: [assignment.assigneeId] }
}
