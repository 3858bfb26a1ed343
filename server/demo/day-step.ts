import type { AssignmentState } from '#shared/assignment'
import type { Channel } from '#shared/channel'
import type { Position } from '#shared/geo'
import type { FactKind } from '#shared/incident'
import type { KindId } from '#shared/kind'
import type { Instant } from '#shared/time'

/** A report as it is sent to `POST /api/reports`. */
export interface MadeUpReport {
  id: string
  channel: Channel
  kind: KindId
  text: string
  buildingId?: string
  position?: Position
  address?: string
  reporter?: { name: string; phone: string }
  observedAt: Instant
}

/**
 * One thing that happens on a made-up day. Incidents get their ids when they are opened, so a step names its
 * incident by the report that opens it. All ids follow from seed and day: taking a step twice is taking it once.
 */
export type DayStep = { at: Instant } & (
  | {
      does: 'report'
      report: MadeUpReport
      /** The report that opened the incident this one speaks of too; null when it opens its own. */
      sameAs: string | null
    }
  | { does: 'answer'; id: string; reportId: string; text: string }
  | { does: 'assign'; id: string; reportId: string; assignee: 'worker' | 'team' | 'department'; assigneeId: string }
  /** `assignmentId` is the `id` of the step that assigned. */
  | { does: 'move'; id: string; assignmentId: string; state: AssignmentState }
  | { does: 'fact'; id: string; reportId: string; kind: FactKind; note: string | null; satisfied: boolean | null }
)
