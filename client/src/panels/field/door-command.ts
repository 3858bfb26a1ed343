import type { FieldCommand } from '../../commands/field/field-command.ts'
import type { DoorSaid } from './DoorCard.vue'
import { outcomeSeen } from './tasks.ts'
import type { FieldDoor } from './tasks.ts'

/**
 * What was said at a door as a command: to a row of the ledger where somebody on the register lives, else to the
 * staircase. Null where there is nobody to tell it to.
 */
export function commandAt(at: FieldDoor, answered: DoorSaid): FieldCommand | null {
  const note = answered.note === undefined ? {} : { note: answered.note }
  if (at.row) {
    const { id: rowId } = at.row
    if (answered.what === 'no-answer') return { does: 'missed', rowId, ...note }
    if (answered.what === 'help') return { does: 'help', rowId, wish: answered.wish, ...note }
    const outcome = answered.what === 'done' ? 'supplied' : 'refused'
    return { does: 'outcome', rowId, outcome, insteadOf: outcomeSeen(at), ...note }
  }
  if (!at.unitId || answered.what === 'refused') return null
  const answer = answered.what === 'done' ? 'told' : answered.what
  return { does: 'knock', unitId: at.unitId, householdId: at.householdId, answer, ...note }
}
