import { Problem } from '#shared/problem'
import type { Instant } from '#shared/time'
import type { Whistle, WhistleFact } from '#shared/whistle'
import type { WhistleCommand, WhistleFactCommand } from '#shared/whistle-api'
import type { Actor, RunCommand, Work } from '../db/command.ts'
import type { Db } from '../db/transaction.ts'
import { lock, refold } from '../incidents/incident-store.ts'
import type { RosterStore } from '../roster/roster.ts'
import { checkWhistleFact, clocksOf, deriveWhistle, refuseUnwhistled } from './whistle.ts'
import {
  factsOfWhistle, insertWhistle, insertWhistleFact, lockWhistle, saveWhistle, waitingWhistle,
} from './whistle-store.ts' // prettier-ignore

export interface WhistlesParts {
  run: RunCommand
  roster: Pick<RosterStore, 'department'>
  /** One working day after an instant, by the street's calendar. */
  workingDayAfter(at: Instant): Instant
  /** Is what happens to this incident a drill? */
  isDrill(db: Db, incidentId: string): Promise<boolean>
}

export type Whistles = ReturnType<typeof createWhistles>

/** 吹哨报到: outside departments are called, and what they do is written down. Each is one command. */
export function createWhistles({ run, roster, workingDayAfter, isDrill }: WhistlesParts) {
  return {
    /**
     * Calls one department to an incident. The incident keeps its revision, so several may be whistled in the same
     * second; only its first response may be this one.
     */
    whistle: (incidentId: string, command: WhistleCommand, actor: Actor) =>
      run({ id: command.id, kind: 'whistle', actor, body: { ...command, incidentId } }, (work) =>
        send(work, incidentId, command),
      ),

    /**
     * Writes down that they answered, came, were reminded, did not come, how the street judges it, or that it was sent
     * by mistake. State follows; the incident does not: that somebody acted for it stays true.
     */
    record: (whistleId: string, command: WhistleFactCommand, actor: Actor) =>
      run({ id: command.id, kind: 'whistle-fact', actor, body: { ...command, whistleId } }, (work) =>
        record(work, whistleId, command),
      ),
  }

  async function send(work: Work, incidentId: string, command: WhistleCommand) {
    const department = await roster.department(command.departmentId, work.db)
    if (!department) throw new Problem('not-found', 'There is no such department')
    refuseUnwhistled(department)
    const incident = (await lock(work.db, [incidentId])).get(incidentId)
    if (!incident) throw new Problem('not-found', 'There is no such incident')
    if (incident.mergedIntoId) {
      throw new Problem('conflict', 'This incident was merged into another one; whistle there', { current: incident })
    }
    if (incident.status === 'closed') {
      throw new Problem('conflict', 'This incident is closed; reopen it first', { current: incident })
    }
    const waiting = await waitingWhistle(work.db, incidentId, department.id)
    if (waiting) {
      throw new Problem('conflict', `${department.label} was whistled at ${waiting.sentAt} already; remind them`, {
        current: waiting,
      })
    }
    const whistle: Whistle = {
      id: command.id,
      incidentId,
      departmentId: department.id,
      label: department.label,
      kind: command.kind,
      drill: incident.drill || (await isDrill(work.db, incidentId)),
      sentAt: work.at,
      sentBy: work.actor.label,
      ...clocksOf(command, work.at, workingDayAfter),
      ...deriveWhistle([]),
      reason: command.reason ?? null,
      revision: 1,
    }
    await insertWhistle(work.db, whistle)
    work.changed('whistle', whistle.id, 1, ['sent'])
    if (incident.respondedAt === null) {
      const next = await refold(work.db, incident, work.at)
      work.changed('incident', incidentId, next.revision, ['respondedAt'])
    }
    return { whistle }
  }
}

async function record(work: Work, whistleId: string, command: WhistleFactCommand) {
  const whistle = await lockWhistle(work.db, whistleId)
  if (!whistle) throw new Problem('not-found', 'There is no such whistle')
  if (whistle.revision !== command.revision) {
    throw new Problem(
      'conflict',
      `Someone else changed this whistle: you saw ${command.revision}, it is ${whistle.revision}`,
      { current: whistle },
    )
  }
  checkWhistleFact(whistle, command, work.at)
  const fact: WhistleFact = {
    id: command.id,
    whistleId,
    kind: command.does,
    at: work.at,
    author: work.actor.label,
    note: command.note ?? null,
    verdict: command.does === 'evaluated' ? command.verdict : null,
    mark: command.does === 'evaluated' ? command.mark : null,
  }
  await insertWhistleFact(work.db, fact, work.actor.id)
  const next: Whistle = {
    ...whistle,
    ...deriveWhistle(await factsOfWhistle(work.db, whistleId)),
    revision: whistle.revision + 1,
  }
  await saveWhistle(work.db, next)
  work.changed('whistle', whistleId, next.revision, ['state', command.does])
  return { whistle: next }
}
