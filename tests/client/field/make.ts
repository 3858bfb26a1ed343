import type { FieldEntities, FieldRow, FieldUnit } from '../../../client/src/board/field-board.ts'
import { emptyPicture } from '../../../client/src/board/field-board.ts'
import type { FieldCommand } from '../../../client/src/commands/field/field-command.ts'
import { put } from '../../../client/src/commands/field/queue.ts'
import type { Queue } from '../../../client/src/commands/field/queue.ts'

export const idOf = (nth: number) => `${String(nth).padStart(8, '0')}-2222-4222-8222-222222222222`
export const AT = '2026-11-18T07:33:00.000Z'
export const NOW = Date.parse('2026-11-18T08:18:00.000Z')

export const missed = (nth = 402): FieldCommand => ({ does: 'missed', rowId: idOf(nth) })

export const queueOf = (...commands: FieldCommand[]): Queue =>
  commands.reduce<Queue>(
    (queue, command, index) => put(queue, { id: idOf(index + 1), owner: 'helper', claimedAt: AT, command }),
    [],
  )

/** A priority household; its id is its room. */
export const makeRow = (room: number, about: Partial<FieldRow> = {}): FieldRow => ({
  id: idOf(room), emergencyId: idOf(9), householdId: idOf(10_000 + room), buildingId: idOf(8), tier: 2,
  residents: [{ id: idOf(7), name: '演示住户', codes: ['mobility'] }],
  door: { place: '翠屏里 8 号楼', unit: 1, floor: Math.floor(room / 100), room: String(room) },
  attempts: [], noAnswer: false, contactedAt: null, visitedAt: null, help: null, outcome: null, outcomeAt: null,
  reached: false, closed: false, contactDueAt: AT, visitDueAt: '2026-11-18T08:40:00.000Z', next: null, revision: 1, ...about,
}) // prettier-ignore

/** The staircase of six doors: three floors of two. */
export const makeUnit = (about: Partial<FieldUnit> = {}): FieldUnit => ({
  id: idOf(5), emergencyId: idOf(9), buildingId: idOf(8), place: '翠屏里 8 号楼', unit: 1, told: 0, households: 6,
  completedAt: null, revision: 1,
  doors: [402, 401, 302, 301, 202, 201].map((room) => ({
    householdId: idOf(10_000 + room), floor: Math.floor(room / 100), room: String(room), answer: null, at: null,
  })),
  ...about,
}) // prettier-ignore

export const makePicture = (about: Partial<FieldEntities> = {}): FieldEntities => ({
  ...emptyPicture,
  emergency: [
    {
      id: idOf(9), kind: 'pipe-burst', state: 'active', drill: false, endedAt: null,
      utilities: ['water', 'power', 'heating'], expectedRestoreAt: null, revision: 1,
    },
  ],
  ...about,
}) // prettier-ignore
