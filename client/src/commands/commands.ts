import { z } from 'zod'
import { AssignAnswer, IncidentAnswer, IncidentDetail, IncidentList } from '#shared/api'
import type {
  AlarmCommand,
  AnswerCommand,
  AssignCommand,
  AssignmentCommand,
  EditCommand,
  FactCommand,
  MergeCommand,
  RevealCommand,
  ShownCommand,
  UnmergeCommand,
} from '#shared/api'
import type { GivePassword, RenewPassword } from '#shared/door-password'
import { EmergencyAnswer, EmergencyDetail, LedgerAnswer } from '#shared/emergency-api'
import type {
  DeclareCommand,
  DistributionCommand,
  EmergencyEdit,
  LedgerFactCommand,
  PlanStepCommand,
  SupplyCommand,
  SweepCommand,
  UpwardCommand,
  UtilityCommand,
  VisitorCommand,
} from '#shared/emergency-api'
import { LegAnswer, LegsAnswer, StartLegsAnswer } from '#shared/leg'
import type { LegCommand, StartLegsCommand } from '#shared/leg'
import { RecheckAnswer } from '#shared/recheck'
import type { RecheckCommand } from '#shared/recheck'
import { RevealedResident } from '#shared/resident'
import { Hint, ReportAnswer } from '#shared/report'
import type { HintRequest, ReportRequest } from '#shared/report'
import { FoundPlace, PeopleCard } from '#shared/street'
import type { WhistleCommand, WhistleFactCommand } from '#shared/whistle-api'
import { ask } from '../feed/ask.ts'

/** What was done is told to everybody by the feed; of these answers nothing is needed but that they came. */
const Done = z.looseObject({})

const FoundPlaces = z.object({ items: z.array(FoundPlace) }).transform(({ items }) => items)

/** Who called, in clear. Shown for a minute and kept nowhere. */
export const Revealed = z.object({ name: z.string().nullable(), phone: z.string().nullable() })
export type Revealed = z.infer<typeof Revealed>

const post = <T>(schema: z.ZodType<T>, path: string, body: unknown, signal?: AbortSignal) =>
  ask(schema, path, { method: 'POST', body, ...(signal ? { signal } : {}) })

/**
 * What the desk says and asks over HTTP. A command goes round the outside: its effect comes back to
 * everybody, the sender included, on the feed. Refusals are thrown as the Problem they are.
 */
export const commands = {
  report: (request: ReportRequest) => post(ReportAnswer, '/api/reports', request),
  hint: (request: HintRequest, signal?: AbortSignal) => post(Hint, '/api/reports/hint', request, signal),
  answerReport: (reportId: string, command: AnswerCommand) => post(Done, `/api/reports/${reportId}/answer`, command),
  reveal: (reportId: string, command: RevealCommand) => post(Revealed, `/api/reports/${reportId}/reveal`, command),

  detail: (incidentId: string, signal?: AbortSignal) =>
    ask(IncidentDetail, `/api/incidents/${incidentId}`, signal ? { signal } : {}),
  recordFact: (incidentId: string, command: FactCommand) =>
    post(IncidentAnswer, `/api/incidents/${incidentId}/facts`, command),
  edit: (incidentId: string, command: EditCommand) =>
    post(IncidentAnswer, `/api/incidents/${incidentId}/edit`, command),
  merge: (incidentId: string, command: MergeCommand) => post(Done, `/api/incidents/${incidentId}/merge`, command),
  unmerge: (incidentId: string, command: UnmergeCommand) => post(Done, `/api/incidents/${incidentId}/unmerge`, command),
  assign: (incidentId: string, command: AssignCommand) =>
    post(AssignAnswer, `/api/incidents/${incidentId}/assignments`, command),
  moveAssignment: (assignmentId: string, command: AssignmentCommand) =>
    post(Done, `/api/assignments/${assignmentId}`, command),
  legs: (incidentId: string, signal?: AbortSignal) =>
    ask(LegsAnswer, `/api/incidents/${incidentId}/legs`, signal ? { signal } : {}),
  startLegs: (incidentId: string, command: StartLegsCommand) =>
    post(StartLegsAnswer, `/api/incidents/${incidentId}/legs`, command),
  moveLeg: (legId: string, command: LegCommand) => post(LegAnswer, `/api/legs/${legId}`, command),
  alarmShown: (alarmId: string, command: ShownCommand) => post(Done, `/api/alarms/${alarmId}/shown`, command),
  recordRecheck: (recheckId: string, command: RecheckCommand) =>
    post(RecheckAnswer, `/api/rechecks/${recheckId}`, command),
  whistle: (incidentId: string, command: WhistleCommand) =>
    post(Done, `/api/incidents/${incidentId}/whistles`, command),
  recordWhistle: (whistleId: string, command: WhistleFactCommand) => post(Done, `/api/whistles/${whistleId}`, command),
  answerAlarm: (alarmId: string, command: AlarmCommand) => post(Done, `/api/alarms/${alarmId}`, command),

  declare: (command: DeclareCommand) => post(EmergencyAnswer, '/api/emergencies', command),
  emergencyDetail: (emergencyId: string, signal?: AbortSignal) =>
    ask(EmergencyDetail, `/api/emergencies/${emergencyId}`, signal ? { signal } : {}),
  editEmergency: (emergencyId: string, command: EmergencyEdit) =>
    post(EmergencyAnswer, `/api/emergencies/${emergencyId}/edit`, command),
  setUtilities: (emergencyId: string, command: UtilityCommand) =>
    post(EmergencyAnswer, `/api/emergencies/${emergencyId}/utilities`, command),
  startDistribution: (emergencyId: string, command: DistributionCommand) =>
    post(EmergencyAnswer, `/api/emergencies/${emergencyId}/distribution`, command),
  reportUpward: (emergencyId: string, command: UpwardCommand) =>
    post(EmergencyAnswer, `/api/emergencies/${emergencyId}/reports`, command),
  recordAtDoor: (rowId: string, command: LedgerFactCommand) =>
    post(LedgerAnswer, `/api/ledger-rows/${rowId}/facts`, command),
  assignVisitor: (rowId: string, command: VisitorCommand) =>
    post(LedgerAnswer, `/api/ledger-rows/${rowId}/visitor`, command),
  sweep: (unitId: string, command: SweepCommand) => post(EmergencyAnswer, `/api/sweep-units/${unitId}`, command),
  tickStep: (stepId: string, command: PlanStepCommand) => post(EmergencyAnswer, `/api/plan-steps/${stepId}`, command),
  stock: (supplyId: string, command: SupplyCommand) => post(EmergencyAnswer, `/api/supplies/${supplyId}`, command),
  renewPassword: (emergencyId: string, command: RenewPassword) =>
    post(EmergencyAnswer, `/api/emergencies/${emergencyId}/door-password`, command),
  givePassword: (emergencyId: string, command: GivePassword) =>
    post(EmergencyAnswer, `/api/emergencies/${emergencyId}/door-password/given`, command),
  /** Name, number and emergency contact of a resident; each look is written down. */
  revealResident: (residentId: string, id: string) =>
    post(RevealedResident, `/api/residents/${residentId}/reveal`, { id }),

  /** By number, place, or the last four digits of a reporter's telephone. */
  findIncidents: (words: string, signal?: AbortSignal) =>
    ask(IncidentList, `/api/incidents?limit=8&q=${encodeURIComponent(words)}`, signal ? { signal } : {}),
  findPlaces: (words: string, signal?: AbortSignal) =>
    ask(FoundPlaces, `/api/places/search?q=${encodeURIComponent(words)}`, signal ? { signal } : {}),
  peopleCard: (buildingId: string, signal?: AbortSignal) =>
    ask(PeopleCard, `/api/places/people/${buildingId}`, signal ? { signal } : {}),
}

export type Commands = typeof commands
