import { z } from 'zod'
import { AssignmentState } from '#shared/assignment'
import { DoorAnswer, HelpWish, Outcome } from '#shared/emergency'
import { RecheckResult } from '#shared/recheck'

const note = z.string().min(1).max(300).optional()

/**
 * What somebody at a door says, as it lies on the phone until it is delivered: ids and answers, and the words that
 * were typed. Never a name, a door or a telephone.
 */
export const FieldCommand = z.discriminatedUnion('does', [
  z.object({ does: z.literal('missed'), rowId: z.uuid(), note }),
  z.object({ does: z.literal('help'), rowId: z.uuid(), wish: HelpWish, note }),
  z.object({
    does: z.literal('outcome'),
    rowId: z.uuid(),
    outcome: Outcome,
    /** The outcome that was seen when this one was recorded. */
    insteadOf: Outcome.nullable(),
    note,
  }),
  z.object({ does: z.literal('knock'), unitId: z.uuid(), householdId: z.uuid(), answer: DoorAnswer, note }),
  z.object({ does: z.literal('errand'), assignmentId: z.uuid(), state: AssignmentState }),
  z.object({
    does: z.literal('recheck'),
    recheckId: z.uuid(),
    revision: z.int().positive(),
    result: RecheckResult,
    note,
  }),
  z.object({
    does: z.literal('report'),
    text: z.string().min(1).max(2_000),
    buildingId: z.uuid().optional(),
    address: z.string().min(1).max(200).optional(),
  }),
])
export type FieldCommand = z.infer<typeof FieldCommand>

/** What the command is about: of two on the same thing the later one says how it stands. */
export function aboutOf(command: FieldCommand): string | null {
  switch (command.does) {
    case 'missed':
    case 'help':
    case 'outcome':
      return command.rowId
    case 'knock':
      return `${command.unitId} ${command.householdId}`
    case 'errand':
      return command.assignmentId
    case 'recheck':
      return command.recheckId
    case 'report':
      return null
  }
}

/** How it is sent. The same command makes the same body at every attempt. */
export function requestOf(id: string, claimedAt: string, command: FieldCommand): { path: string; body: object } {
  const row = (rowId: string, fact: object) => ({
    path: `/api/ledger-rows/${rowId}/facts`,
    body: { id, claimedAt, ...fact },
  })
  switch (command.does) {
    case 'missed':
      return row(command.rowId, { kind: 'attempt', means: 'door', answered: false, note: command.note })
    case 'help':
      return row(command.rowId, { kind: 'help', wish: command.wish, note: command.note })
    case 'outcome': {
      const { outcome, insteadOf, note: words } = command
      return row(command.rowId, { kind: 'outcome', outcome, insteadOf, note: words })
    }
    case 'knock': {
      const { unitId, householdId, answer, note: words } = command
      return { path: `/api/sweep-units/${unitId}/doors`, body: { id, claimedAt, householdId, answer, note: words } }
    }
    case 'errand':
      return { path: `/api/assignments/${command.assignmentId}`, body: { id, claimedAt, state: command.state } }
    case 'recheck': {
      const { recheckId, revision, result, note: words } = command
      return { path: `/api/rechecks/${recheckId}`, body: { id, revision, result, note: words } }
    }
    case 'report': {
      const { text, buildingId, address } = command
      return { path: '/api/reports', body: { id, channel: 'field', text, buildingId, address, observedAt: claimedAt } }
    }
  }
}
