import { randomUUID } from 'node:crypto'
import type { Assignment } from '#shared/assignment'
import type { Incident } from '#shared/incident'
import { calledParties, ProposedLeg } from '#shared/leg'
import type { Leg, LegCommand, LegParty, LegsAnswer, LegTemplateCommand, StartLegsCommand } from '#shared/leg' // prettier-ignore
import { Problem } from '#shared/problem'
import type { Actor, RunCommand, Work } from '../db/command.ts'
import type { Db } from '../db/transaction.ts'
import { lock, lockSeen, refold } from '../incidents/incident-store.ts'
import { moveAssignment } from './assignment.ts'
import { insertAssignment, lockAssignment, saveAssignment } from './assignment-store.ts'
import { chooseUnit } from './choose-unit.ts'
import type { ChoiceParts, OurUnit } from './choose-unit.ts'
import { answering, assignmentStateOf, isChained, moveLeg, refuseMove } from './leg.ts'
import type { Responsible } from './leg.ts'
import { findLeg, insertLeg, legsOf, lockLeg, saveLeg } from './leg-store.ts'
import { legsOfKind, saveLegTemplate } from './leg-templates.ts'

export interface LegsParts extends ChoiceParts {
  run: RunCommand
  /** Who answers for the place of an incident, its staircase where one is named. */
  responsibleFor(incident: Incident): Promise<Responsible>
}

/** A leg as it would go now, and whom of ours it sends. */
interface Found extends ProposedLeg {
  ours: OurUnit | null
}

export type Legs = ReturnType<typeof createLegs>

/** 五路同发: the legs of a plan, started together and followed one by one. 119 is called, never whistled. */
export function createLegs(parts: LegsParts) {
  return {
    /** What one key would start now, or what it started. */
    async show(db: Db, incident: Incident): Promise<LegsAnswer> {
      const legs = await legsOf(db, incident.id)
      const plan = legs.length > 0 ? [] : await find(db, parts, incident)
      return { legs, plan: plan.map((leg) => ProposedLeg.parse(leg)) }
    },

    /** Starts every leg of the kind's template, in one transaction and at one time. */
    start: (incidentId: string, command: StartLegsCommand, actor: Actor) =>
      parts.run({ id: command.id, kind: 'legs', actor, body: { ...command, incidentId } }, (work) =>
        start(work, parts, incidentId, command),
      ),

    /** Records how far one leg is. A manager who declines or cannot be reached is followed by the next in line. */
    move: (legId: string, command: LegCommand, actor: Actor) =>
      parts.run({ id: command.id, kind: 'leg', actor, body: { ...command, legId } }, (work) =>
        move(work, parts, legId, command),
      ),

    /** The street's own legs of a kind, from now on. */
    setTemplate: ({ id, ...template }: LegTemplateCommand, actor: Actor) =>
      parts.run({ id, kind: 'leg-template', actor, body: template }, async (work) => {
        await saveLegTemplate(work.db, template)
        return template
      }),
  }
}

async function find(db: Db, parts: LegsParts, incident: Incident): Promise<Found[]> {
  const { legs } = await legsOfKind(db, incident.kind)
  if (legs.length === 0) return []
  const who = await parts.responsibleFor(incident)
  const taken = new Set<string>()
  const found: Found[] = []
  for (const { party, task } of legs) {
    const plain = {
      task,
      instead: [],
      asked: party === 'evacuation' || party === 'doors' ? who.helpers : 0,
      ours: null,
    }
    if (isChained(party)) {
      const passed = party === 'manager' ? [] : party === 'owner' ? ['manager' as const] : ['manager' as const, 'owner' as const] // prettier-ignore
      const next = answering(who, passed)
      if (next) found.push({ ...plain, ...next })
    } else if (calledParties.has(party)) {
      found.push({ ...plain, party, unit: party })
    } else if (party === 'police') {
      const deputy = who.policeDeputy
      found.push(deputy ? { ...plain, party, unit: deputy } : { ...plain, party: '110', unit: '110', instead: ['police'] }) // prettier-ignore
    } else {
      const ours = await chooseUnit(db, parts, party, incident, taken)
      if (ours) taken.add(ours.assigneeId)
      found.push({ ...plain, party, unit: ours?.label ?? null, ours })
    }
  }
  return found
}

async function start(work: Work, parts: LegsParts, incidentId: string, { id, revision }: StartLegsCommand) {
  const incident = await lockSeen(work.db, incidentId, revision)
  if (incident.mergedIntoId) {
    throw new Problem('conflict', 'This incident was merged into another one; start the plan there', {
      current: incident,
    })
  }
  if ((await legsOf(work.db, incidentId)).length > 0) {
    throw new Problem('conflict', 'All legs of the plan have been started already', { current: incident })
  }
  const found = await find(work.db, parts, incident)
  if (found.length === 0) throw new Problem('invalid', `There is no plan with legs for ${incident.kind}`)
  const legs: Leg[] = []
  for (const [ordinal, { ours, ...leg }] of found.entries()) {
    const assignment = ours && (await send(work, incidentId, ours))
    legs.push(await begin(work, { ...leg, incidentId, ordinal, commandId: id }, assignment))
  }
  work.changedMany('leg', legs, ['startedAt'])
  const next = await refold(work.db, incident, work.at)
  work.changed('incident', incidentId, next.revision, ['status', 'respondedAt'])
  return { legs, incident: next }
}

async function send(work: Work, incidentId: string, ours: OurUnit): Promise<Assignment> {
  const assignment: Assignment = {
    id: randomUUID(),
    incidentId,
    ...ours,
    state: 'offered',
    sentAt: work.at,
    ...{ acceptedAt: null, arrivedAt: null, endedAt: null, reason: null },
    revision: 1,
  }
  await insertAssignment(work.db, assignment)
  work.changed('assignment', assignment.id, 1, ['sent'])
  return assignment
}

type Beginning = ProposedLeg & { incidentId: string; ordinal: number; commandId: string }

/** Goes out now where there is somebody; where there is nobody it stays to be sent, and says so. */
async function begin(work: Work, { commandId, ...leg }: Beginning, assignment: Assignment | null): Promise<Leg> {
  const id = randomUUID()
  const begun: Leg = {
    ...leg,
    id,
    assignmentId: assignment?.id ?? null,
    state: leg.unit === null ? 'to-send' : 'sent',
    startedAt: work.at,
    sentAt: leg.unit === null ? null : work.at,
    ...{ acceptedAt: null, arrivedAt: null, endedAt: null, calledBy: null, note: null },
    revision: 1,
  }
  await insertLeg(work.db, begun, commandId)
  return written(await findLeg(work.db, id))
}

async function move(work: Work, parts: LegsParts, legId: string, command: LegCommand) {
  const incidentId = (await findLeg(work.db, legId))?.incidentId
  if (!incidentId) throw new Problem('not-found', 'There is no such leg')
  // The incident first, then what belongs to it: everybody locks in this order.
  const incident = written((await lock(work.db, [incidentId])).get(incidentId))
  const leg = written(await lockLeg(work.db, legId))
  if (leg.revision !== command.revision) {
    throw new Problem('conflict', 'Someone else changed this leg first', { current: leg })
  }
  refuseMove(leg, command.state)
  if (leg.assignmentId) await moveUnit(work, leg.assignmentId, command)
  else await saveLeg(work.db, moveLeg(leg, command, work.at))
  const next = await follow(work, parts, incident, leg, command)
  const folded = await refold(work.db, incident, work.at)
  const moved = written(await findLeg(work.db, legId))
  work.changed('leg', legId, moved.revision, ['state'])
  work.changed('incident', incidentId, folded.revision, ['status', 'arrivedAt'])
  return { leg: moved, next, incident: folded }
}

async function moveUnit(work: Work, assignmentId: string, { state, note }: LegCommand): Promise<void> {
  const assignment = written(await lockAssignment(work.db, assignmentId))
  const next = moveAssignment(assignment, assignmentStateOf[state], work.at, note)
  await saveAssignment(work.db, next)
  work.changed('assignment', next.id, next.revision, ['state'])
}

/** Never a dead end: where the manager or the owner comes to nothing, the next in line waits to be called. */
async function follow(
  work: Work,
  parts: LegsParts,
  incident: Incident,
  leg: Leg,
  { id: commandId, state }: LegCommand,
) {
  if (!isChained(leg.party) || (state !== 'declined' && state !== 'not-reached')) return null
  const legs = await legsOf(work.db, incident.id)
  const passed: LegParty[] = legs.flatMap(({ party, instead }) => [party, ...instead]).filter(isChained)
  const following = answering(await parts.responsibleFor(incident), passed)
  if (!following) return null
  const ordinal = Math.max(...legs.map((one) => one.ordinal)) + 1
  const id = randomUUID()
  const waiting: Leg = {
    ...following,
    id,
    incidentId: incident.id,
    ordinal,
    task: leg.task,
    asked: 0,
    assignmentId: null,
    state: 'to-send',
    startedAt: work.at,
    ...{ sentAt: null, acceptedAt: null, arrivedAt: null, endedAt: null, calledBy: null, note: null },
    revision: 1,
  }
  await insertLeg(work.db, waiting, commandId)
  work.changed('leg', id, 1, ['startedAt'])
  return findLeg(work.db, id)
}

function written<T>(thing: T | null | undefined): T {
  if (thing === null || thing === undefined) throw new Error('A leg without what belongs to it')
  return thing
}
