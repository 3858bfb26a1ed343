import type { Pool } from 'pg'
import type { Dispatch } from './dispatch/dispatch.ts'
import { findAssignment } from './dispatch/assignment-store.ts'
import { findWhistle } from './dispatch/whistle-store.ts'
import type { Whistles } from './dispatch/whistles.ts'
import type { EmergencyHands, Hands, ResponseHands } from './demo/hands.ts'
import type { Alarms } from './incidents/alarms.ts'
import type { Desk } from './incidents/desk.ts'
import { alarmsOf } from './incidents/alarm-store.ts'
import { find } from './incidents/incident-store.ts'
import type { Intake } from './intake/intake.ts'
import type { Readings } from './readings/readings.ts'

export interface HandsParts {
  pool: Pool
  intake: Intake
  desk: Desk
  dispatch: Dispatch
  whistles: Whistles
  alarms: Alarms
  response: ResponseHands
  readings: Pick<Readings, 'accept'>
  emergency: EmergencyHands | null
}

/** Whom the timeline names for what the made-up street does by itself. */
const actor = { id: null, label: '演示' }

/**
 * The made-up street's hands on the real commands. It stands beside the wiring because the demo knows no other
 * room than those it reads; whoever changes a thing meanwhile wins, and the story goes on with the next.
 */
export function createHands(parts: HandsParts): Hands {
  const { pool, intake, desk, dispatch, whistles, alarms, response, readings, emergency } = parts
  const revisionOf = async (incidentId: string) => {
    const incident = await find(pool, incidentId)
    if (!incident) throw new Error('The story speaks of an incident that is not there')
    return incident.revision
  }

  return {
    async report(request) {
      const { answer } = await intake.accept(request, actor)
      return { incidentId: answer.incident.id, revision: answer.incident.revision }
    },
    async fact({ incidentId, ...fact }) {
      await desk.recordFact(incidentId, { ...fact, revision: await revisionOf(incidentId) }, actor)
    },
    async assign({ incidentId, ...order }) {
      await dispatch.assign(incidentId, { ...order, revision: await revisionOf(incidentId) }, actor)
    },
    async errand({ assignmentId, ...step }) {
      const errand = await findAssignment(pool, assignmentId)
      if (!errand) throw new Error('The story speaks of an errand that is not there')
      await dispatch.move(assignmentId, { ...step, revision: errand.revision }, actor)
    },
    async whistle({ incidentId, ...call }) {
      await whistles.whistle(incidentId, call, actor)
    },
    async whistleFact({ whistleId, ...deed }) {
      const whistle = await findWhistle(pool, whistleId)
      if (!whistle) throw new Error('The story speaks of a whistle that is not there')
      await whistles.record(whistleId, { ...deed, revision: whistle.revision }, actor)
    },
    async answer({ reportId, ...answer }) {
      await intake.answer(reportId, answer, actor)
    },
    async merge({ id, incidentId, into }) {
      await desk.merge(incidentId, { id, into, revision: await revisionOf(incidentId) }, actor)
    },
    async edit({ id, incidentId, kind }) {
      await desk.edit(incidentId, { id, kind, revision: await revisionOf(incidentId) }, actor)
    },
    async acknowledge({ id, incidentId }) {
      const waiting = (await alarmsOf(pool, incidentId)).find(({ acknowledgedAt }) => acknowledgedAt === null)
      if (waiting) await alarms.answer(waiting.id, { id, does: 'acknowledge', revision: waiting.revision }, actor)
    },
    response,
    async read(batch) {
      await readings.accept(batch, actor)
    },
    emergency,
  }
}
