import type { FieldCommand } from '../../commands/field/field-command.ts'
import type { Say } from '../../words/street-time.ts'
import type { Task } from './tasks.ts'

/** What a queued tap says, without a door: `无人应答`. */
export function commandWords(command: FieldCommand, say: Say): string {
  switch (command.does) {
    case 'missed':
      return say('field.answer.no-answer')
    case 'help':
      return say(`field.wish.${command.wish}`)
    case 'outcome':
      return say(`emergency.outcome.${command.outcome}`)
    case 'knock':
      return say(`field.answer.${command.answer}`)
    case 'errand':
      return say(`common.assignment.${command.state}`)
    case 'recheck':
      return say(`field.recheck.${command.result}`)
    case 'report':
      return say('field.report.short')
  }
}

/** Where it belongs, as long as the task is here to say so: the queue itself knows no doors. */
export function commandPlace(command: FieldCommand, tasks: readonly Task[], say: Say): string {
  for (const task of tasks) {
    if (task.kind === 'errand' && command.does === 'errand' && task.id === command.assignmentId)
      return task.incident?.place ?? ''
    if (task.kind === 'recheck' && command.does === 'recheck' && task.id === command.recheckId)
      return task.recheck.place
    if (task.kind !== 'doors') continue
    const door = task.doors.find(({ row, householdId, unitId }) =>
      command.does === 'knock'
        ? householdId === command.householdId && unitId === command.unitId
        : 'rowId' in command && row?.id === command.rowId,
    )
    if (door) return `${task.place} ${say('field.door', { room: door.room })}`
  }
  return ''
}
