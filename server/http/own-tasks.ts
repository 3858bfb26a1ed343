import type { Pool } from 'pg'
import { Problem } from '#shared/problem'
import type { Clock } from '#shared/time'
import { writeAudit } from '../db/command.ts'
import { emergencyTasksOf } from '../emergency/lane-things.ts'
import { findRow } from '../emergency/ledger-store.ts'
import { sweep } from '../emergency/emergency-store.ts'
import { assignmentsOf, findAssignment } from '../dispatch/assignment-store.ts'
import type { Principal } from '../identity/accounts.ts'
import { find } from '../incidents/incident-store.ts'
import type { RosterStore } from '../roster/roster.ts'
import { viewerOf } from './viewer-of.ts'

export interface OwnTaskParts {
  pool: Pool
  clock: Clock
  roster: Pick<RosterStore, 'worker'>
}

export type OwnTasks = ReturnType<typeof createOwnTasks>

/**
 * What is whose. Workers and helpers touch what is their own and nothing else; whoever tries is told that there is no
 * such thing, and it is written down. Everybody else passes: what they may do stands in the policy.
 */
export function createOwnTasks({ pool, clock, roster }: OwnTaskParts) {
  const isBound = (me: Principal) => me.role === 'worker' || me.role === 'helper'
  const ownIdsOf = async (me: Principal) => (await viewerOf(me, roster))?.ownIds ?? []
  const isOwn = async (me: Principal, id: string | null | undefined) =>
    typeof id === 'string' && (await ownIdsOf(me)).includes(id)

  async function refuse(me: Principal, entity: string, id: string, detail: string): Promise<never> {
    await writeAudit(pool, {
      at: clock.now(), actor: { id: me.accountId, label: me.label }, action: 'refused-foreign', entity, id,
    }) // prettier-ignore
    throw new Problem('not-found', detail)
  }

  /** A worker: own grid and own errands. A helper: what their doors belong to. */
  async function mayOpen(me: Principal, incidentId: string): Promise<boolean> {
    if (!isBound(me)) return true
    const viewer = await viewerOf(me, roster)
    const incident = await find(pool, incidentId)
    if (!viewer || !incident) return false
    if (viewer.gridId !== null && incident.gridId === viewer.gridId) return true
    const sent = await assignmentsOf(pool, incidentId)
    if (sent.some(({ assigneeId, state }) => state !== 'declined' && viewer.ownIds.includes(assigneeId))) return true
    return (await emergencyTasksOf(pool, incidentId)).some((id) => viewer.ownIds.includes(id))
  }

  return {
    ownIdsOf,
    mayOpen,

    async refuseForeignDoor(me: Principal, rowId: string): Promise<void> {
      if (!isBound(me) || (await isOwn(me, (await findRow(pool, rowId))?.visitorId))) return
      await refuse(me, 'ledgerRow', rowId, 'There is no such row in a ledger')
    },

    async refuseForeignStaircase(me: Principal, unitId: string): Promise<void> {
      if (!isBound(me) || (await isOwn(me, (await sweep.byIds(pool, [unitId]))[0]?.workerId))) return
      await refuse(me, 'sweepUnit', unitId, 'There is no such staircase')
    },

    async refuseForeignErrand(me: Principal, assignmentId: string): Promise<void> {
      if (!isBound(me) || (await isOwn(me, (await findAssignment(pool, assignmentId))?.assigneeId))) return
      await refuse(me, 'assignment', assignmentId, 'There is no such assignment')
    },

    async refuseForeignIncident(me: Principal, incidentId: string): Promise<void> {
      if (await mayOpen(me, incidentId)) return
      await refuse(me, 'incident', incidentId, 'There is no such incident')
    },
  }
}
