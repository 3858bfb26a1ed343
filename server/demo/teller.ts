import type { Pool } from 'pg'
import type { Log } from '#shared/log'
import { Problem } from '#shared/problem'
import type { Clock } from '#shared/time'
import type { Hands } from './hands.ts'
import type { EmergencyDeed, ResponseDeed, StoryDeed } from './stories/story-deed.ts'

export interface TellerParts {
  pool: Pool
  hands: (clock: Clock) => Hands
  log: Log
}

/** What is done with hands. */
export type TellableDeed = Exclude<StoryDeed, { does: 'wait' | 'nothing' }>

export type Teller = ReturnType<typeof createTeller>

/** Takes steps of the story with the hands on the real commands, each at its own time. */
export function createTeller({ pool, hands, log }: TellerParts) {
  return {
    async tell(step: TellableDeed): Promise<void> {
      try {
        await take(step, hands({ now: () => step.at }))
      } catch (error) {
        // Somebody at the desk was quicker: closed it, merged it, sent somebody else. Theirs is the truth.
        if (!(error instanceof Problem) || error.code === 'unavailable') throw error
        log.debug({ does: step.does, code: error.code }, 'a step of the story was overtaken')
      }
    },
  }

  async function take(step: TellableDeed, hand: Hands): Promise<void> {
    if (step.does === 'report') {
      const known = step.sameAs === null ? null : await incidentOf(step.sameAs)
      await hand.report({ ...step.report, ...(known === null ? {} : { incidentId: known }) })
    } else if (step.does === 'answer') {
      await hand.answer(step)
    } else if (step.does === 'move') {
      await hand.errand(step)
    } else if (step.does === 'assign') {
      const { id, assignee, assigneeId } = step
      await hand.assign({ id, incidentId: await incidentOf(step.reportId), assignee, assigneeId })
    } else if (step.does === 'merge') {
      const [incidentId, into] = [await incidentOf(step.reportId), await incidentOf(step.into)]
      if (incidentId !== into) await hand.merge({ id: step.id, incidentId, into })
    } else if (step.does === 'edit') {
      await hand.edit({ id: step.id, incidentId: await incidentOf(step.reportId), kind: step.kind })
    } else if (step.does === 'acknowledge') {
      await hand.acknowledge({ id: step.id, incidentId: await incidentOf(step.reportId) })
    } else if (step.does === 'whistle') {
      const { id, departmentId, kind } = step
      await hand.whistle({ id, incidentId: await incidentOf(step.reportId), departmentId, kind })
    } else if (step.does === 'whistle-fact') {
      await hand.whistleFact({ id: step.id, whistleId: step.whistleId, ...step.deed })
    } else if (step.does === 'response') {
      await respond(hand, { id: step.id, incidentId: await incidentOf(step.reportId) }, step.deed)
    } else if (step.does === 'read') {
      await hand.read({ id: step.id, readings: [{ id: step.id, ...step.reading }] })
    } else if (step.does === 'emergency') {
      await inEmergency(hand, { id: step.id, incidentId: await incidentOf(step.reportId) }, step.deed)
    } else {
      const { id, kind, satisfied, note } = step
      await hand.fact({ id, incidentId: await incidentOf(step.reportId), kind, satisfied, ...(note ? { note } : {}) })
    }
  }

  async function respond({ response }: Hands, order: { id: string; incidentId: string }, deed: ResponseDeed) {
    // A deed carries exactly what its verb takes; the compiler cannot follow both at once.
    const act = response[deed.verb] as (order: object) => Promise<void>
    await act({ ...deed, ...order })
  }

  /** Left out as long as nobody can declare an emergency. */
  async function inEmergency({ emergency }: Hands, order: { id: string; incidentId: string }, deed: EmergencyDeed) {
    if (!emergency) return
    // A deed carries exactly what its verb takes; the compiler cannot follow both at once.
    const act = emergency[deed.verb] as (order: object) => Promise<void>
    await act({ ...deed, ...order })
  }

  /** Where a report is now: a merge may have moved it. */
  async function incidentOf(reportId: string): Promise<string> {
    const { rows } = await pool.query<{ incidentId: string }>(
      `select incident_id as "incidentId" from report where id = $1`,
      [reportId],
    )
    const [row] = rows
    if (!row) throw new Problem('not-found', 'The story speaks of a report that is not there')
    return row.incidentId
  }
}
