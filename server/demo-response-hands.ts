import type { Pool } from 'pg'
import { Problem } from '#shared/problem'
import { isOwed } from '#shared/recheck'
import type { ResponseHands } from './demo/hands.ts'
import { legsOf } from './dispatch/leg-store.ts'
import type { Legs } from './dispatch/legs.ts'
import { find } from './incidents/incident-store.ts'
import { rechecksOf } from './incidents/recheck-store.ts'
import type { Rechecks } from './incidents/rechecks.ts'

const actor = { id: null, label: '演示' }
/** Who looks again on the made-up street. */
const worker = { id: null, label: '演示网格员' }

/** What the made-up street's stories do with the legs of a plan and with rechecks, on the real commands. */
export function createResponseHands(parts: { pool: Pool; legs: Legs; rechecks: Rechecks }): ResponseHands {
  const { pool, legs, rechecks } = parts
  return {
    async startLegs({ id, incidentId }) {
      const incident = await find(pool, incidentId)
      if (!incident) throw new Problem('not-found', 'The story speaks of an incident that is not there')
      await legs.start(incidentId, { id, revision: incident.revision }, actor)
    },

    async moveLeg({ id, incidentId, party, state, calledBy, note }) {
      const leg = (await legsOf(pool, incidentId)).find((one) => one.party === party)
      if (!leg) throw new Problem('not-found', `The story speaks of a leg (${party}) that was not started`)
      const said = { ...(calledBy ? { calledBy } : {}), ...(note ? { note } : {}) }
      await legs.move(leg.id, { id, state, ...said, revision: leg.revision }, actor)
    },

    async recheck({ id, incidentId, result, note }) {
      const owed = (await rechecksOf(pool, incidentId)).find(isOwed)
      if (!owed) return
      const look = { id, result, ...(note ? { note } : {}) }
      await rechecks.record(owed.id, { ...look, revision: owed.revision }, worker)
    },
  }
}
