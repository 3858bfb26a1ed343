import { describe, expect, it } from 'vitest'
import { commandAt } from '../../../client/src/panels/field/door-command.ts'
import { tasksOf } from '../../../client/src/panels/field/tasks.ts'
import type { FieldDoor } from '../../../client/src/panels/field/tasks.ts'
import { idOf, makePicture, makeRow, makeUnit, NOW } from './make.ts'

function doorsOf(picture: ReturnType<typeof makePicture>): (room: number) => FieldDoor {
  const [task] = tasksOf(picture, [], NOW)
  if (task?.kind !== 'doors') throw new Error('Expected a task of doors')
  return (room) => {
    const found = task.doors.find((door) => door.room === String(room))
    if (!found) throw new Error(`There is no door ${room}`)
    return found
  }
}

describe('what was said at a door', () => {
  const door = doorsOf(makePicture({ ledgerRow: [makeRow(402)], sweepUnit: [makeUnit()] }))

  it('is recorded in the ledger where somebody on the register lives, on top of what was seen there', () => {
    expect(commandAt(door(402), { what: 'done' })).toEqual({ does: 'outcome', rowId: idOf(402), outcome: 'supplied', insteadOf: null }) // prettier-ignore
    expect(commandAt(door(402), { what: 'refused', note: '不要' })).toMatchObject({ outcome: 'refused', note: '不要' })
    expect(commandAt(door(402), { what: 'no-answer' })).toEqual({ does: 'missed', rowId: idOf(402) })
  })

  it('is recorded on the staircase where nobody on the register lives; there nobody refuses anything', () => {
    const told = { does: 'knock', unitId: idOf(5), householdId: idOf(10_401), answer: 'told' }
    expect(commandAt(door(401), { what: 'done' })).toEqual(told)
    expect(commandAt(door(401), { what: 'no-answer' })).toEqual({ ...told, answer: 'no-answer' })
    expect(commandAt(door(401), { what: 'refused' })).toBeNull()
  })
})
