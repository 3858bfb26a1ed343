import { describe, expect, it } from 'vitest'
import { needCodesOf } from '#shared/resident'
import { DAY_MS } from '#shared/time'
import { requestOf } from '../../../client/src/commands/field/field-command.ts'
import { floorsOf, nextDoor, outcomeSeen, tasksOf } from '../../../client/src/panels/field/tasks.ts'
import type { DoorsTask } from '../../../client/src/panels/field/tasks.ts'
import type { FieldEntities } from '../../../client/src/board/field-board.ts'
import type { Queue } from '../../../client/src/commands/field/queue.ts'
import { AT, idOf, makePicture, makeRow, makeUnit, missed, NOW, queueOf } from './make.ts'

function staircase(picture: FieldEntities, queue: Queue = []): DoorsTask {
  const [task] = tasksOf(picture, queue, NOW)
  if (task?.kind !== 'doors') throw new Error('expected a staircase')
  return task
}
const stateOf = (task: DoorsTask, room: string) => task.doors.find((door) => door.room === room)?.state

describe('the tasks of a phone', () => {
  it('are one a staircase: the doors to be told and the priority households among them', () => {
    const task = staircase(makePicture({ sweepUnit: [makeUnit()], ledgerRow: [makeRow(402)] }))
    expect(task).toMatchObject({ place: '翠屏里 8 号楼', unit: 1, done: 0, dueAt: '2026-11-18T08:40:00.000Z' })
    expect(task.doors.map(({ room }) => room)).toEqual(['401', '402', '301', '302', '201', '202'])
    expect(task.doors.filter(({ row }) => row).map(({ room }) => room)).toEqual(['402'])
  })

  it('are for a specialist the doors of the ledger alone', () => {
    expect(staircase(makePicture({ ledgerRow: [makeRow(402), makeRow(1_101)] })).doors.map(({ room }) => room)).toEqual(['1101', '402']) // prettier-ignore
  })

  it('show what was recorded here before it is delivered, and that it is not', () => {
    const picture = makePicture({ ledgerRow: [makeRow(402)] })
    const task = staircase(picture, queueOf(missed()))
    expect(stateOf(task, '402')).toBe('no-answer')
    expect(task.doors[0]?.queued?.id).toBe(idOf(1))
  })

  it.each([
    ['done', { outcome: 'supplied' }],
    ['done', { outcome: 'with-family' }],
    ['refused', { outcome: 'refused' }],
    ['help', { help: { wish: 'move', at: AT } }],
    ['no-answer', { noAnswer: true }],
    ['open', { visitedAt: AT, reached: true }],
  ] as const)('show a door as %s with %o', (state, about) => {
    const picture = makePicture({ ledgerRow: [makeRow(402, about), makeRow(401)] })
    expect(stateOf(staircase(picture), '402')).toBe(state)
  })

  it('go away when every door has its answer and all of it is delivered', () => {
    const picture = makePicture({ ledgerRow: [makeRow(402, { outcome: 'supplied' })] })
    expect(tasksOf(picture, [], NOW)).toEqual([])
    const said = queueOf({ does: 'outcome', rowId: idOf(402), outcome: 'supplied', insteadOf: null })
    expect(tasksOf(makePicture({ ledgerRow: [makeRow(402)] }), said, NOW)).toHaveLength(1)
  })

  it('close a day after the end, also on a phone that hears nothing any more', () => {
    const [emergency] = makePicture().emergency
    if (!emergency) throw new Error('expected an emergency')
    const ended = makePicture({ emergency: [{ ...emergency, endedAt: AT }], ledgerRow: [makeRow(402)] })
    expect(tasksOf(ended, [], NOW)).toHaveLength(1)
    expect(tasksOf(ended, [], Date.parse(AT) + DAY_MS)).toEqual([])
  })

  it('come in the order in which they are due', () => {
    const late = makeRow(402, { visitDueAt: '2026-11-18T08:00:00.000Z' })
    const elsewhere = makeRow(101, {
      buildingId: idOf(88),
      door: { place: '翠屏里 9 号楼', unit: 2, floor: 1, room: '101' },
    })
    const picture = makePicture({ sweepUnit: [makeUnit({ unit: 3 })], ledgerRow: [elsewhere, late] })
    expect(tasksOf(picture, [], NOW).map((task) => task.kind === 'doors' && task.unit)).toEqual([1, 2, 3])
  })
})

describe('the next door', () => {
  it('is that of the highest need, then from the top down; who did not open comes last', () => {
    const unit = makeUnit()
    const doors = staircase(
      makePicture({ sweepUnit: [unit], ledgerRow: [makeRow(201, { tier: 0 }), makeRow(402)] }),
    ).doors
    expect(nextDoor(doors)?.room).toBe('201')
    expect(nextDoor(doors.filter(({ room }) => room !== '201'))?.room).toBe('402')
    expect(nextDoor(doors.filter(({ row }) => row === null))?.room).toBe('401')
    const [first] = doors
    if (!first) throw new Error('expected a door')
    expect(nextDoor([{ ...first, state: 'no-answer' }])?.room).toBe('401')
    expect(nextDoor([{ ...first, state: 'done' }])).toBeNull()
  })

  it('stands on its floor, the highest first', () => {
    expect(floorsOf(staircase(makePicture({ sweepUnit: [makeUnit()] })).doors).map(({ floor }) => floor)).toEqual([
      4, 3, 2,
    ])
  })
})

describe('what is said at a door', () => {
  it('says which outcome it takes the place of, as this phone has it', () => {
    const row = makeRow(402, { outcome: 'with-family' })
    expect(outcomeSeen({ row, queued: null })).toBe('with-family')
    const [queued = null] = queueOf({ does: 'outcome', rowId: row.id, outcome: 'refused', insteadOf: null })
    expect(outcomeSeen({ row, queued })).toBe('refused')
  })

  it('makes the same request at every attempt, without a revision and with the time of the phone', () => {
    expect(requestOf(idOf(1), AT, missed())).toEqual({
      path: `/api/ledger-rows/${idOf(402)}/facts`,
      body: { id: idOf(1), claimedAt: AT, kind: 'attempt', means: 'door', answered: false, note: undefined },
    })
  })

  it('minds what somebody needs, not what they suffer from', () => {
    expect(needCodesOf(['life-support', 'dementia', 'blind', 'living-alone'])).toEqual(['power', 'communication'])
    expect(needCodesOf(['bed-bound', 'limited-mobility'])).toEqual(['mobility'])
    expect(needCodesOf(['living-alone', 'old-couple'])).toEqual([])
  })
})
