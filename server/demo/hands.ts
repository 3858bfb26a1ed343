import type { AssignmentState } from '#shared/assignment'
import type { FactKind } from '#shared/incident'
import type { ReportRequest } from '#shared/report'

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
  answer(order: { id: string; reportId: string; text: string }): Promise<void>
}
