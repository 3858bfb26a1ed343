import type { Audience } from './account.ts'
import type { LaneEntity } from './feed.ts'
import type { Alarm, Assignment } from './assignment.ts'
import type { BuildingUtility, Emergency, LedgerResident, LedgerRow, SweepUnit } from './emergency.ts'
import type { Incident } from './incident.ts'
import type { Line, Worker } from './people.ts'
import type { Leg } from './leg.ts'
import type { Recheck } from './recheck.ts'
import type { Whistle } from './whistle.ts'

/**
 * Who may see which field: the one table of sight. The server projects by it (privacy.ts), and a field that is missing
 * here stops the build. Long because it is read from top to bottom, by whoever has to answer for it.
 */

export const everybody = ['wall', 'desk', 'leader', 'worker', 'helper'] as const
const street = ['wall', 'desk', 'leader', 'worker'] as const
const inside = ['desk', 'leader', 'worker'] as const
const desk = ['desk'] as const
const deskAndTask = ['desk', 'worker'] as const
const deskAndLeader = ['desk', 'leader'] as const

export type Seers = readonly Audience[]

const incident: Record<keyof Incident, Seers> = {
  id: street,
  number: street,
  kind: street,
  severity: street,
  status: street,
  nature: inside,
  origin: street,
  channel: street,
  position: street,
  communityId: street,
  gridId: street,
  buildingId: street,
  place: street,
  address: deskAndTask,
  summary: street,
  measures: street,
  text: inside,
  reportCount: street,
  unanswered: inside,
  receivedAt: street,
  tier: street,
  dueAt: street,
  respondedAt: street,
  arrivedAt: street,
  controlledAt: street,
  restoredAt: street,
  rootedOutAt: street,
  doneAt: street,
  revisitedAt: street,
  satisfied: inside,
  closedAt: street,
  mergedIntoId: street,
  falseAlarm: street,
  drill: street,
  updatedAt: street,
  revision: street,
}

const assignment: Record<keyof Assignment, Seers> = {
  id: street,
  incidentId: street,
  assignee: street,
  assigneeId: inside,
  label: street,
  state: street,
  sentAt: street,
  acceptedAt: street,
  arrivedAt: street,
  endedAt: street,
  reason: desk,
  revision: street,
}

const alarm: Record<keyof Alarm, Seers> = {
  id: ['wall', 'desk', 'leader'],
  incidentId: ['wall', 'desk', 'leader'],
  level: ['wall', 'desk', 'leader'],
  raisedAt: ['wall', 'desk', 'leader'],
  confirmedAt: ['wall', 'desk', 'leader'],
  acknowledgedAt: ['wall', 'desk', 'leader'],
  acknowledgedBy: desk,
  falseAlarm: ['wall', 'desk', 'leader'],
  steps: deskAndLeader,
  deliveries: deskAndLeader,
  nextStepAt: deskAndLeader,
  revision: ['wall', 'desk', 'leader'],
}

const worker: Record<keyof Worker, Seers> = {
  id: street,
  code: ['desk', 'leader'],
  label: street,
  name: deskAndTask,
  communityId: street,
  gridId: street,
  teamId: street,
  skills: desk,
  duty: street,
  revision: street,
}

const line: Record<keyof Line, Seers> = {
  id: ['wall', 'desk', 'leader'],
  communityId: ['wall', 'desk', 'leader'],
  ordinal: ['wall', 'desk', 'leader'],
  state: ['wall', 'desk', 'leader'],
  missed: ['wall', 'desk', 'leader'],
  callbacks: ['wall', 'desk', 'leader'],
  revision: ['wall', 'desk', 'leader'],
}

const watched = ['wall', 'desk', 'leader'] as const
/** What an emergency is about, for whoever has a door in it. */
const atTheDoors = ['wall', 'desk', 'leader', 'worker', 'helper'] as const
/** Inside an emergency: the desk, the leader's list, and whoever's task this door is. Never the wall. */
const ledgerSeers = ['desk', 'leader', 'worker', 'helper'] as const
const deskAndDoor = ['desk', 'worker', 'helper'] as const

/** The wall is told that a department was called, when it came or was taken back: no reason, no judgement, nobody who judged. */
const whistle: Record<keyof Whistle, Seers> = {
  id: watched,
  incidentId: watched,
  departmentId: deskAndLeader,
  label: watched,
  kind: watched,
  state: watched,
  drill: watched,
  sentAt: watched,
  sentBy: desk,
  answerDueAt: watched,
  arriveDueAt: watched,
  answeredAt: watched,
  arrivedAt: watched,
  noShowAt: watched,
  reminders: watched,
  remindedAt: watched,
  evaluatedAt: deskAndLeader,
  verdict: deskAndLeader,
  mark: deskAndLeader,
  note: deskAndLeader,
  evaluatedBy: desk,
  reason: deskAndLeader,
  withdrawnAt: watched,
  withdrawnBy: desk,
  withdrawnWhy: deskAndLeader,
  revision: watched,
}

const emergency: Record<keyof Emergency, Seers> = {
  id: atTheDoors,
  incidentId: ['wall', 'desk', 'leader', 'worker'],
  kind: atTheDoors,
  state: atTheDoors,
  drill: atTheDoors,
  declaredAt: watched,
  declaredBy: desk,
  standingDownAt: watched,
  endedAt: atTheDoors,
  area: watched,
  buildingIds: watched,
  utilities: atTheDoors,
  expectedRestoreAt: atTheDoors,
  alert: watched,
  casualties: watched,
  trapped: watched,
  plannedCutAt: watched,
  plannedCutBy: deskAndLeader,
  firstReportDueAt: watched,
  firstReportedAt: watched,
  followUpDueAt: watched,
  lastReportedAt: watched,
  finalReportedAt: watched,
  setAsideAt: watched,
  distributionStartedAt: watched,
  distributionBy: deskAndLeader,
  distributionReason: deskAndLeader,
  counters: watched,
  deskCounters: deskAndLeader,
  latest: watched,
  revision: atTheDoors,
}

/**
 * The lane carries ledger rows to the desk and to the worker or specialist whose task they are. A leader has the counts on the lane
 * and asks for the masked list; so this table also answers for `GET /api/emergencies/:id/ledger`.
 */
const ledgerRow: Record<keyof LedgerRow, Seers> = {
  id: ledgerSeers,
  emergencyId: ledgerSeers,
  householdId: ledgerSeers,
  buildingId: ledgerSeers,
  tier: ledgerSeers,
  /** It says what somebody suffers from: whoever goes there gets the need as a code. */
  reason: desk,
  residents: ledgerSeers,
  door: deskAndDoor,
  visitor: deskAndTask,
  attempts: deskAndDoor,
  noAnswer: ledgerSeers,
  contactedAt: ledgerSeers,
  visitedAt: ledgerSeers,
  supplied: deskAndDoor,
  help: ledgerSeers,
  outcome: ledgerSeers,
  outcomeAt: ledgerSeers,
  reached: ledgerSeers,
  closed: ledgerSeers,
  contactDueAt: ledgerSeers,
  visitDueAt: ledgerSeers,
  next: deskAndDoor,
  revision: deskAndDoor,
}

/** A resident inside a ledger row. The leader's name is masked; health is said to the desk, and as a code to the task. */
export const ledgerResidentPolicy: Record<keyof LedgerResident, Seers> = {
  id: ledgerSeers,
  name: ledgerSeers,
  ageBand: ['desk', 'leader', 'worker'],
  needs: desk,
  codes: deskAndDoor,
  device: desk,
  deviceReserveMinutes: desk,
  phoneMasked: deskAndTask,
  hasContact: deskAndTask,
}

const buildingUtility: Record<keyof BuildingUtility, Seers> = {
  id: watched,
  emergencyId: watched,
  buildingId: watched,
  place: watched,
  utility: watched,
  state: watched,
  since: watched,
  changedBy: desk,
  revision: watched,
}

/** The wall counts by building: which staircase is not for it. Its doors are for the worker who goes there. */
const sweepUnit: Record<keyof SweepUnit, Seers> = {
  id: street,
  emergencyId: street,
  buildingId: street,
  place: street,
  unit: ['desk', 'leader', 'worker'],
  told: street,
  households: street,
  completedAt: street,
  workerId: deskAndTask,
  doors: ['worker'],
  help: desk,
  changedBy: desk,
  revision: street,
}

/** Whose grid it is owes the look; the desk and the leader see that it is owed. Never the wall. */
const recheck: Record<keyof Recheck, Seers> = {
  id: inside,
  incidentId: inside,
  number: inside,
  kind: inside,
  place: inside,
  gridId: inside,
  after: inside,
  due: inside,
  what: inside,
  createdAt: inside,
  dueAt: inside,
  doneAt: inside,
  doneBy: deskAndTask,
  result: inside,
  note: deskAndTask,
  voidAt: inside,
  revision: inside,
}

/** The wall knows a leg by its party, a word of a fixed list; who exactly goes is for the desk and the leader. */
const leg: Record<keyof Leg, Seers> = {
  id: street,
  incidentId: street,
  ordinal: street,
  party: street,
  unit: deskAndLeader,
  instead: deskAndLeader,
  task: inside,
  asked: deskAndLeader,
  assignmentId: street,
  state: street,
  startedAt: street,
  sentAt: street,
  acceptedAt: street,
  arrivedAt: street,
  endedAt: street,
  calledBy: deskAndLeader,
  note: desk,
  revision: street,
}

/** Which audience receives which field of what travels on the change lane. */
export const fieldPolicy: Record<LaneEntity, Record<string, Seers>> = {
  incident,
  assignment,
  whistle,
  alarm,
  worker,
  line,
  emergency,
  ledgerRow,
  sweepUnit,
  buildingUtility,
  recheck,
  leg,
}

/** One row of the roster of positions: what a slot in the binary frame stands for. */
export const tracksRosterPolicy: Record<'slot' | 'unit' | 'label' | 'id' | 'name', Seers> = {
  slot: ['wall', 'desk', 'leader'],
  unit: ['wall', 'desk', 'leader'],
  label: ['wall', 'desk', 'leader'],
  id: desk,
  name: desk,
}
