import type { AssignmentState } from '#shared/assignment'
import type { CalledBy, LegCommand, LegParty } from '#shared/leg'
import type { RecheckResult } from '#shared/recheck'
import type { FactKind } from '#shared/incident'
import type { KindId } from '#shared/kind'
import type { SentReading } from '#shared/reading'
import type { ReportRequest } from '#shared/report'
import type { Instant } from '#shared/time'
import type { WhistleKind, WhistleVerdict } from '#shared/whistle'

/** What the story does on the street, through the same commands as people. Every id makes doing it again harmless. */
export interface Hands {
  /** Answers the incident that was opened, with its revision. */
  report(request: ReportRequest): Promise<{ incidentId: string; revision: number }>
  fact(order: {
    id: string
    incidentId: string
    kind: FactKind
    satisfied?: boolean | null
    note?: string
  }): Promise<void>
  assign(order: {
    id: string
    incidentId: string
    assignee: 'worker' | 'team' | 'department'
    assigneeId: string
  }): Promise<void>
  /** How far an errand is. */
  errand(order: { id: string; assignmentId: string; state: AssignmentState }): Promise<void>
  /** Calls an outside department; the id is the whistle's. */
  whistle(order: { id: string; incidentId: string; departmentId: string; kind: WhistleKind }): Promise<void>
  /** What came of a whistle. */
  whistleFact(order: { id: string; whistleId: string } & WhistleDeed): Promise<void>
  answer(order: { id: string; reportId: string; text: string }): Promise<void>
  merge(order: { id: string; incidentId: string; into: string }): Promise<void>
  /** Corrects the kind; level and deadline follow. */
  edit(order: { id: string; incidentId: string; kind: KindId }): Promise<void>
  /** Somebody at the desk says that they know. Does nothing where no alarm waits. */
  acknowledge(order: { id: string; incidentId: string }): Promise<void>
  /** The legs of a plan and the looks that are owed. */
  response: ResponseHands
  /** What stations read, all at once. */
  read(order: { id: string; readings: SentReading[] }): Promise<void>
  /** Null as long as nobody can declare an emergency: the story leaves these deeds out, and says so. */
  emergency: EmergencyHands | null
}

export type WhistleDeed =
  | { does: 'answered' | 'arrived' | 'reminded' | 'no-show'; note?: string }
  | { does: 'evaluated'; verdict: WhistleVerdict; mark: number; note?: string }

/** What the story does with the legs of a plan and with the looks that are owed; each names its incident. */
export interface ResponseHands {
  /** One key: every leg of the plan goes out. */
  startLegs(order: { id: string; incidentId: string }): Promise<void>
  /** How far the leg of this party is. */
  moveLeg(order: {
    id: string
    incidentId: string
    party: LegParty
    state: LegCommand['state']
    calledBy?: CalledBy
    note?: string
  }): Promise<void>
  /** Somebody looked again; does nothing where nothing is owed. */
  recheck(order: { id: string; incidentId: string; result: RecheckResult; note?: string }): Promise<void>
}

export type SuppliedUtility = 'power' | 'water' | 'heating' | 'gas'

/** What the story does in a declared emergency. Each names it by its incident. */
export interface EmergencyHands {
  declare(order: { id: string; incidentId: string; buildingIds: string[]; utilities: SuppliedUtility[] }): Promise<void>
  /** Who decided is a post, never a name. */
  planCut(order: { id: string; incidentId: string; at: Instant; decidedBy: string }): Promise<void>
  /** The two highest tiers are told by telephone that a cut is coming. */
  warn(order: { id: string; incidentId: string }): Promise<void>
  /** Switches these in all affected buildings. */
  switchUtilities(order: {
    id: string
    incidentId: string
    utilities: SuppliedUtility[]
    state: 'cut' | 'temporary' | 'on'
  }): Promise<void>
  /** 首报, 续报, 终报. */
  reportUpward(order: { id: string; incidentId: string; kind: 'first' | 'follow-up' | 'final' }): Promise<void>
  /** Sets supplies aside for the priority households and sends a visitor to each that has none. */
  setAside(order: { id: string; incidentId: string }): Promise<void>
  /** Somebody who was asked to visit says no: one priority household, the last in order of need, stands with nobody. */
  decline(order: { id: string; incidentId: string }): Promise<void>
  /** General distribution begins. */
  distribute(order: { id: string; incidentId: string }): Promise<void>
  /** This share of every staircase has been told, 0 to 1. */
  sweep(order: { id: string; incidentId: string; share: number }): Promise<void>
  /** The priority households (T0 to T2) get what they need: this share of them, those in greatest need first. */
  reach(order: { id: string; incidentId: string; share: number }): Promise<void>
  standDown(order: { id: string; incidentId: string }): Promise<void>
}
