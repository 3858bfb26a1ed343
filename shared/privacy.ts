import type { Audience, Role } from './account.ts'
import type { LaneEntity } from './feed.ts'
import type { Alarm, Assignment } from './assignment.ts'
import { Attempt, LedgerResident } from './emergency.ts'
import type { BuildingUtility, Emergency, LedgerRow, SweepUnit } from './emergency.ts'
import type { Incident } from './incident.ts'
import type { Line, Worker } from './people.ts'
import type { Leg } from './leg.ts'
import type { Recheck } from './recheck.ts'
import { maskName } from './resident.ts'
import type { Whistle } from './whistle.ts'

/**
 * Who may see and do what: the one policy. The server projects by it, the routes and socket events
 * look themselves up in it, and a field, route or event that is missing here stops the build.
 */

const everybody = ['wall', 'desk', 'leader', 'worker', 'helper'] as const
const street = ['wall', 'desk', 'leader', 'worker'] as const
const inside = ['desk', 'leader', 'worker'] as const
const desk = ['desk'] as const
const deskAndTask = ['desk', 'worker'] as const
const deskAndLeader = ['desk', 'leader'] as const

type Seers = readonly Audience[]

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

/** The wall is told that a department was called and when it came: no reason, no judgement, nobody who judged. */
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

const signedIn: readonly Role[] = ['wall', 'coordinator', 'leader', 'worker', 'helper', 'admin', 'auditor']
const watching: readonly Role[] = ['wall', 'coordinator', 'leader', 'admin']
const coordinating: readonly Role[] = ['coordinator']
const administering: readonly Role[] = ['admin']

/** `public`: nobody has to sign in. `device`: a phone with its own token. `source` among roles: a machine with its own. */
export type RoutePolicy = 'public' | 'device' | readonly (Role | 'source')[]

export const routePolicy = {
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'public',
  'GET /api/openapi.json': 'public',
  'GET /api/session/options': 'public',
  'POST /api/session': 'public',
  'GET /api/session': signedIn,
  'DELETE /api/session': signedIn,
  'GET /api/changes': ['wall', 'coordinator', 'leader', 'worker', 'helper'],
  'POST /api/reports': ['coordinator', 'worker', 'helper', 'admin'],
  'POST /api/reports/hint': coordinating,
  'POST /api/reports/:id/answer': coordinating,
  'POST /api/reports/:id/reveal': coordinating,
  'GET /api/incidents': ['wall', 'coordinator', 'leader', 'worker'],
  'GET /api/incidents/:id': ['coordinator', 'leader', 'worker'],
  'POST /api/incidents/:id/facts': ['coordinator', 'worker'],
  'POST /api/incidents/:id/edit': coordinating,
  'POST /api/incidents/:id/merge': coordinating,
  'POST /api/incidents/:id/unmerge': coordinating,
  'POST /api/incidents/:id/assignments': coordinating,
  'POST /api/incidents/:id/whistles': coordinating,
  'POST /api/whistles/:id': coordinating,
  'GET /api/whistles': ['coordinator', 'leader'],
  'POST /api/assignments/:id': ['coordinator', 'worker'],
  'POST /api/alarms/:id': ['coordinator', 'leader'],
  'POST /api/alarms/:id/shown': ['coordinator', 'leader'],
  'GET /api/incidents/:id/legs': ['coordinator', 'leader'],
  'POST /api/incidents/:id/legs': coordinating,
  'POST /api/legs/:id': coordinating,
  'GET /api/leg-templates': ['coordinator', 'leader', 'admin'],
  'POST /api/leg-templates': ['coordinator', 'admin'],
  'GET /api/rechecks': ['coordinator', 'leader', 'worker'],
  'POST /api/rechecks/:id': ['coordinator', 'worker'],
  'GET /api/recheck-rules': ['coordinator', 'leader', 'admin'],
  'POST /api/recheck-rules': ['coordinator', 'admin'],
  'GET /api/places/drawing': watching,
  'GET /api/places/search': ['coordinator', 'leader'],
  'GET /api/places/people/:id': coordinating,
  'GET /api/roster': ['wall', 'coordinator', 'leader', 'admin'],
  'POST /api/roster/workers/:id/duty': ['coordinator', 'admin'],
  'POST /api/lines/:id': ['coordinator', 'admin'],
  'GET /api/figures': ['wall', 'coordinator', 'leader'],
  'GET /api/recurrences': ['coordinator', 'leader'],
  'GET /api/hotspots': ['coordinator', 'leader'],
  'GET /api/hotspots/cases': ['coordinator', 'leader'],
  'GET /api/hotspots/place': ['coordinator', 'leader'],
  'GET /api/pre-season-tasks': ['coordinator', 'leader'],
  'POST /api/pre-season-tasks/:id': ['coordinator', 'leader'],
  'GET /api/hotspots/wall': ['wall', 'coordinator', 'leader'],
  'POST /api/wall/sound-tests': ['wall'],
  'GET /api/readings': watching,
  'GET /api/readings/window': ['coordinator', 'leader', 'admin'],
  'POST /api/readings': ['coordinator', 'admin', 'source'],
  'POST /api/stations': administering,
  'DELETE /api/stations/:id': administering,
  'GET /api/sources': administering,
  'POST /api/sources': administering,
  'DELETE /api/sources/:id': administering,
  'POST /api/warnings': coordinating,
  'POST /api/warnings/:id/lift': coordinating,
  'GET /api/utilities': watching,
  'POST /api/utilities/outages': ['coordinator', 'admin', 'source'],
  'POST /api/utilities/outages/:id/end': ['coordinator', 'admin'],
  'GET /api/tracks/stats': ['coordinator', 'admin'],
  'GET /api/accounts': administering,
  'POST /api/accounts': administering,
  'DELETE /api/accounts/:id': administering,
  'GET /api/kiosks': administering,
  'POST /api/kiosks': administering,
  'POST /api/kiosks/exchange': 'public',
  'DELETE /api/kiosks/:id': administering,
  'POST /api/devices': administering,
  'GET /api/devices': administering,
  'DELETE /api/devices/:id': administering,
  'GET /api/demo/clock': administering,
  'POST /api/demo/clock': administering,
  'GET /api/demo/stories': administering,
  'POST /api/demo/stories/:name': administering,
  'POST /api/emergencies': coordinating,
  'GET /api/emergencies': ['wall', 'coordinator', 'leader'],
  'GET /api/emergencies/:id': ['coordinator', 'leader'],
  'GET /api/emergencies/:id/report': ['coordinator', 'leader'],
  'GET /api/emergencies/:id/ledger': ['coordinator', 'leader', 'worker'],
  'POST /api/emergencies/:id/edit': coordinating,
  'POST /api/emergencies/:id/utilities': coordinating,
  'POST /api/emergencies/:id/distribution': coordinating,
  'POST /api/emergencies/:id/reports': coordinating,
  // The word itself: the desk, and the visitor to whom it was given. Never the wall, never a leader.
  'GET /api/emergencies/:id/door-password': ['coordinator', 'worker', 'helper'],
  'POST /api/emergencies/:id/door-password': coordinating,
  'POST /api/emergencies/:id/door-password/given': coordinating,
  'POST /api/ledger-rows/:id/facts': ['coordinator', 'worker', 'helper'],
  'POST /api/ledger-rows/:id/visitor': coordinating,
  'POST /api/sweep-units/:id': coordinating,
  'POST /api/sweep-units/:id/doors': ['coordinator', 'worker'],
  'POST /api/plan-steps/:id': coordinating,
  'POST /api/supplies/:id': coordinating,
  'GET /api/plans': ['coordinator', 'leader', 'admin'],
  'POST /api/plans': ['coordinator', 'admin'],
  'POST /api/residents': coordinating,
  'POST /api/residents/:id': coordinating,
  'POST /api/residents/:id/remove': coordinating,
  'POST /api/residents/:id/open': coordinating,
  'GET /api/places/buildings/:id/doors': coordinating,
  'GET /api/residents': ['coordinator', 'worker'],
  'GET /api/residents/counts': ['coordinator', 'leader'],
  'POST /api/residents/:id/reveal': ['coordinator', 'worker'],
  'GET /api/audit': ['auditor'],
  'POST /owntracks': 'device',
  'GET /osmand': 'device',
  'POST /osmand': 'device',
} as const satisfies Record<string, RoutePolicy>
export type RouteKey = keyof typeof routePolicy

/** Socket events, both directions. `out` names who is sent it, `in` who may send it. */
export const eventPolicy = {
  'feed:join': { in: everybody },
  'tracks:join': { in: ['wall', 'desk', 'leader'] },
  'feed:change': { out: everybody },
  'feed:skip': { out: everybody },
  'feed:tick': { out: everybody },
  'feed:digest': { out: everybody },
  'feed:resync': { out: everybody },
  'tracks:roster': { out: ['wall', 'desk', 'leader'] },
  'tracks:frame': { out: ['wall', 'desk', 'leader'] },
} as const satisfies Record<string, { in: Seers } | { out: Seers }>
export type EventName = keyof typeof eventPolicy

/** Decimals of a degree the wall gets: about ten metres, never one front door. */
const WALL_DECIMALS = 4

/** Digits of three and more in a leader's text: numbers of telephones, doors and papers. */
const NUMBERS = /[0-9０-９][0-9０-９\- ]{2,}/g

/** The same thing as one audience may see it. Fields that are not for it are absent, not empty. */
export function project<T extends { id: string; revision: number }>(entity: LaneEntity, state: T, audience: Audience) {
  const policy = fieldPolicy[entity]
  const seen: Record<string, unknown> & { id: string; revision: number } = { id: state.id, revision: state.revision }
  for (const [field, value] of Object.entries(state)) {
    if (policy[field]?.includes(audience)) seen[field] = coarsen(entity, field, value, audience)
  }
  return seen
}

function coarsen(entity: LaneEntity, field: string, value: unknown, audience: Audience): unknown {
  if (entity === 'ledgerRow' && field === 'residents' && Array.isArray(value)) {
    return value.map((resident: unknown) => projectResident(resident, audience))
  }
  if (entity === 'ledgerRow' && field === 'attempts' && audience === 'helper' && Array.isArray(value)) {
    // What others wrote down about a household is not for a neighbour who helps.
    return value.map((attempt: unknown) => ({ ...Attempt.parse(attempt), note: null }))
  }
  const isDeskWords = entity === 'whistle' && (field === 'note' || field === 'reason')
  if (isDeskWords && audience === 'leader' && typeof value === 'string') return value.replace(NUMBERS, '…')
  if (entity !== 'incident') return value
  if (field === 'position' && audience === 'wall' && Array.isArray(value)) {
    return value.map((degrees) => Number(Number(degrees).toFixed(WALL_DECIMALS)))
  }
  if (field === 'text' && audience === 'leader' && typeof value === 'string') return value.replace(NUMBERS, '…')
  return value
}

function projectResident(resident: unknown, audience: Audience): Partial<LedgerResident> {
  const seen: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(LedgerResident.parse(resident))) {
    const seers: Seers = ledgerResidentPolicy[field as keyof LedgerResident] // the keys of what was parsed just now
    if (seers.includes(audience))
      seen[field] = audience === 'leader' && field === 'name' ? maskName(String(value)) : value
  }
  return seen
}

/** Is anything of this entity for this audience at all? */
export function isOnLaneOf(entity: LaneEntity, audience: Audience): boolean {
  return fieldPolicy[entity]['revision']?.includes(audience) ?? false
}
