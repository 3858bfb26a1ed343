import type { Emergency, LedgerRow, SweepUnit } from '#shared/emergency'
import { plus } from '#shared/time'
import type { Clock, Instant } from '#shared/time'
import type { Db } from '../db/transaction.ts'
import { currentEmergencies, emergenciesByIds, sweep } from './emergency-store.ts'
import { DETAILS_MS } from './ledger-store.ts'
import type { LedgerStore } from './ledger-store.ts'
import { doorsOf, roomsOfHelp } from './sweep-doors.ts'

/** With whose task it is; nobody's any more when the details have closed. */
type Tasked<T> = T & { assigneeIds: string[] }

/**
 * What an emergency puts on the lane, each thing with whose task it is. A door is the task of its visitor, a staircase
 * of the worker who goes from door to door there, an emergency of everybody who has one of them.
 */
export function createEmergencyLane({ clock, ledger }: { clock: Clock; ledger: LedgerStore }) {
  /** Tasks are shown for a day after the end, so a picture reaches at least that far back. */
  const reaching = (since: Instant) => {
    const dayAgo = plus(clock.now(), -DETAILS_MS)
    return since < dayAgo ? since : dayAgo
  }

  return {
    emergency: {
      byIds: async (db: Db, ids: readonly string[]) => withEverybody(db, await emergenciesByIds(db, ids)),
      current: async (db: Db, since: Instant) => withEverybody(db, await currentEmergencies(db, reaching(since))),
    },
    ledgerRow: {
      byIds: async (db: Db, ids: readonly string[]) => (await ledger.byIds(db, ids)).map(withVisitor),
      current: async (db: Db, since: Instant) => (await ledger.current(db, reaching(since))).map(withVisitor),
    },
    sweepUnit: {
      byIds: async (db: Db, ids: readonly string[]) => withDoors(db, await sweep.byIds(db, ids)),
      current: async (db: Db, since: Instant) => withDoors(db, await sweep.current(db, reaching(since))),
    },
  }

  async function withEverybody(db: Db, emergencies: readonly Emergency[]): Promise<Tasked<Emergency>[]> {
    const { rows } = await db.query<{ emergencyId: string; assigneeIds: string[] }>(
      `select emergency_id as "emergencyId", array_agg(assignee_id) as "assigneeIds" from (
         select emergency_id, visitor_id as assignee_id from ledger_row where visitor_id is not null
         union select emergency_id, worker_id from sweep_unit where worker_id is not null
       ) as task where emergency_id = any($1) group by emergency_id`,
      [emergencies.map(({ id }) => id)],
    )
    const byEmergency = new Map(rows.map((row) => [row.emergencyId, row.assigneeIds]))
    const closedBefore = plus(clock.now(), -DETAILS_MS)
    return emergencies.map((emergency) => {
      const isClosed = emergency.endedAt !== null && emergency.endedAt <= closedBefore
      return { ...emergency, assigneeIds: isClosed ? [] : (byEmergency.get(emergency.id) ?? []) }
    })
  }

  async function withDoors(db: Db, units: readonly SweepUnit[]): Promise<Tasked<SweepUnit>[]> {
    const doors = await doorsOf(
      db,
      units.map(({ id }) => id),
    )
    const emergencies = await emergenciesByIds(db, [...new Set(units.map(({ emergencyId }) => emergencyId))])
    const closedBefore = plus(clock.now(), -DETAILS_MS)
    const closed = new Set(
      emergencies.filter(({ endedAt }) => endedAt !== null && endedAt <= closedBefore).map(({ id }) => id),
    )
    return units.map((unit) => {
      const known = doors.get(unit.id) ?? []
      return {
        ...unit,
        doors: known,
        help: roomsOfHelp(known),
        assigneeIds: unit.workerId && !closed.has(unit.emergencyId) ? [unit.workerId] : [],
      }
    })
  }
}

/** Everybody who has a door or a staircase in a running emergency of this incident. */
export async function emergencyTasksOf(db: Db, incidentId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select visitor_id as id from ledger_row l join emergency e on e.id = l.emergency_id
      where e.incident_id = $1 and e.state <> 'ended' and visitor_id is not null
     union select worker_id from sweep_unit s join emergency e on e.id = s.emergency_id
      where e.incident_id = $1 and e.state <> 'ended' and worker_id is not null`,
    [incidentId],
  )
  return rows.map(({ id }) => id)
}

/** The store leaves the door out when the details have closed. */
function withVisitor(row: LedgerRow): Tasked<LedgerRow> {
  return { ...row, assigneeIds: row.visitor && row.door ? [row.visitor.id] : [] }
}
