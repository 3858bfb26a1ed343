import type { AssignAnswer, AssignCommand, AssignmentCommand } from '#shared/api'
import type { Assignment } from '#shared/assignment'
import { Problem } from '#shared/problem'
import type { Actor, RunCommand, Work } from '../db/command.ts'
import { lock, lockSeen, refold } from '../incidents/incident-store.ts'
import type { RosterStore } from '../roster/roster.ts'
import { moveAssignment } from './assignment.ts'
import { legOfAssignment } from './leg-store.ts'
import {
  findAssignment,
  insertAssignment,
  insertStep,
  isBusy,
  lockAssignment,
  saveAssignment,
} from './assignment-store.ts'

export interface DispatchParts {
  run: RunCommand
  roster: Pick<RosterStore, 'worker' | 'team' | 'department'>
}

export type Dispatch = ReturnType<typeof createDispatch>

export function createDispatch({ run, roster }: DispatchParts) {
  return {
    /**
     * Sends one worker, team or own office. A unit that is busy or off duty is sent all the same, with a warning:
     * the software proposes, a person decides. Of the departments only the street's own offices are sent: 119, 110 and
     * 120 are called, the others whistled.
     */
    assign: (incidentId: string, command: AssignCommand, actor: Actor) =>
      run({ id: command.id, kind: 'assign', actor, body: { ...command, incidentId } }, (work) =>
        assign(work, roster, incidentId, command),
      ),

    /** Records how far an errand is. Arriving is a fact of the incident too: its status follows. */
    move: (assignmentId: string, command: AssignmentCommand, actor: Actor) =>
      run({ id: command.id, kind: 'errand', actor, body: { ...command, assignmentId } }, (work) =>
        move(work, assignmentId, command),
      ),
  }
}

async function assign(work: Work, roster: DispatchParts['roster'], incidentId: string, command: AssignCommand) {
  const unit = await findUnit(work, roster, command)
  const incident = await lockSeen(work.db, incidentId, command.revision)
  if (incident.mergedIntoId) {
    throw new Problem('conflict', 'This incident was merged into another one; send there', { current: incident })
  }
  const warnings: AssignAnswer['warnings'] = []
  if (unit.isOffDuty) warnings.push('off-duty')
  if (command.assignee !== 'department' && (await isBusy(work.db, command.assigneeId))) warnings.push('busy')
  const assignment: Assignment = {
    id: command.id,
    incidentId,
    assignee: command.assignee,
    assigneeId: command.assigneeId,
    label: unit.label,
    state: 'offered',
    sentAt: work.at,
    acceptedAt: null,
    arrivedAt: null,
    endedAt: null,
    reason: null,
    revision: 1,
  }
  await insertAssignment(work.db, assignment)
  const next = await refold(work.db, incident, work.at)
  work.changed('assignment', assignment.id, 1, ['sent'])
  work.changed('incident', incidentId, next.revision, ['status', 'respondedAt'])
  return { assignment, incident: next, warnings }
}

async function findUnit(work: Work, roster: DispatchParts['roster'], { assignee, assigneeId }: AssignCommand) {
  if (assignee === 'worker') {
    const worker = await roster.worker(assigneeId, work.db)
    if (worker) return { label: worker.label, isOffDuty: worker.duty === 'off' }
  }
  if (assignee === 'team') {
    const team = await roster.team(assigneeId, work.db)
    if (team) return { label: team.label, isOffDuty: team.duty === 'off' }
  }
  if (assignee === 'department') {
    const department = await roster.department(assigneeId, work.db)
    if (department?.relation === 'called') {
      throw new Problem('invalid', `${department.label} is called, never sent; record the call as a note`)
    }
    if (department?.relation === 'whistled') {
      throw new Problem(
        'invalid',
        `${department.label} is an outside department: whistle it, only own offices are sent`,
        {
          errors: [
            { path: 'assigneeId', message: 'expected an office of the street, got a department that is whistled' },
          ],
        },
      )
    }
    if (department) return { label: department.label, isOffDuty: false }
  }
  throw new Problem('not-found', `There is no such ${assignee}`)
}

async function move(work: Work, assignmentId: string, command: AssignmentCommand) {
  const incidentId = (await findAssignment(work.db, assignmentId))?.incidentId
  if (!incidentId) throw new Problem('not-found', 'There is no such assignment')
  // The incident first, then its assignment: everybody locks in this order.
  const incident = (await lock(work.db, [incidentId])).get(incidentId)
  const assignment = await lockAssignment(work.db, assignmentId)
  if (!incident || !assignment) throw new Error('An assignment without its incident')
  if (command.revision !== undefined && assignment.revision !== command.revision) {
    throw new Problem('conflict', 'Someone else changed this errand first', { current: assignment })
  }
  const next = moveAssignment(assignment, command.state, work.at, command.reason)
  await saveAssignment(work.db, next)
  await insertStep(work.db, {
    id: command.id,
    assignmentId,
    state: next.state,
    at: work.at,
    claimedAt: command.claimedAt ?? null,
    author: work.actor.label,
  })
  const folded = await refold(work.db, incident, work.at)
  work.changed('assignment', next.id, next.revision, ['state'])
  const leg = await legOfAssignment(work.db, next.id)
  if (leg) work.changed('leg', leg.id, leg.revision, ['state'])
  work.changed('incident', incidentId, folded.revision, ['status', 'arrivedAt'])
  return { assignment: next, incident: folded }
}
