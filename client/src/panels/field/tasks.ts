import { activeAssignmentStates } from '#shared/assignment'
import type { DoorAnswer, Tier } from '#shared/emergency'
import { isOwed } from '#shared/recheck'
import type { Severity } from '#shared/severity'
import { DAY_MS } from '#shared/time'
import type {
  FieldAssignment, FieldEmergency, FieldEntities, FieldIncident, FieldRecheck, FieldRow, FieldUnit,
} from '../../board/field-board.ts' // prettier-ignore
import type { FieldCommand } from '../../commands/field/field-command.ts'
import { newestAbout } from '../../commands/field/queue.ts'
import type { Queue, Queued } from '../../commands/field/queue.ts'

/** How a door stands: what was recorded, here or elsewhere. */
export type DoorState = 'open' | 'done' | 'no-answer' | 'help' | 'refused'

/** A door of a task. With a row it is one of the priority households; without, one to be told. */
export interface FieldDoor {
  householdId: string
  floor: number
  room: string
  row: FieldRow | null
  unitId: string | null
  state: DoorState
  /** What was recorded here and is not delivered yet. */
  queued: Queued | null
}

/** Doors behind one staircase. */
export interface DoorsTask {
  kind: 'doors'
  id: string
  emergency: FieldEmergency | null
  place: string
  buildingId: string
  unit: number
  /** From the top down, as one walks. */
  doors: FieldDoor[]
  done: number
  /** By when the next priority household is to be visited. */
  dueAt: string | null
}

export interface ErrandTask {
  kind: 'errand'
  id: string
  assignment: FieldAssignment
  incident: FieldIncident | null
  dueAt: string | null
  queued: Queued | null
}

export interface RecheckTask {
  kind: 'recheck'
  id: string
  recheck: FieldRecheck
  dueAt: string | null
  queued: Queued | null
}

export type Task = DoorsTask | ErrandTask | RecheckTask

/** What is somebody's own and not done: errands, doors, looks that are owed; first what is due first. */
export function tasksOf(picture: FieldEntities, queue: Queue, now: number): Task[] {
  const newest = newestAbout(queue)
  return [...errands(picture, newest), ...staircases(picture, newest, now), ...rechecks(picture, newest)].sort(
    (one, other) => byTime(one.dueAt, other.dueAt) || rank(one) - rank(other) || text(placeOf(one), placeOf(other)),
  )
}

const rank = (task: Task) => ({ errand: 0, doors: 1, recheck: 2 })[task.kind]
/** Instants sort as text; without one comes last. */
const byTime = (one: string | null, other: string | null) => {
  const [first, second] = [one ?? '9', other ?? '9']
  return first < second ? -1 : first > second ? 1 : 0
}
const text = (one: string, other: string) => one.localeCompare(other, 'zh-CN', { numeric: true })

export function placeOf(task: Task): string {
  if (task.kind === 'doors') return `${task.place} ${task.unit}`
  return task.kind === 'errand' ? (task.incident?.place ?? '') : task.recheck.place
}

export function severityOf(task: Task): Severity | null {
  return task.kind === 'errand' ? (task.incident?.severity ?? null) : null
}

type Newest = ReturnType<typeof newestAbout>

function errands({ assignment, incident }: FieldEntities, newest: Newest): ErrandTask[] {
  const incidents = new Map(incident.map((one) => [one.id, one]))
  return assignment
    .map((sent): ErrandTask => {
      const queued = newest.get(sent.id) ?? null
      const state = queued?.command.does === 'errand' ? queued.command.state : sent.state
      const about = incidents.get(sent.incidentId) ?? null
      return { kind: 'errand', id: sent.id, assignment: { ...sent, state }, incident: about, dueAt: about?.dueAt ?? null, queued } // prettier-ignore
    })
    .filter((task) => activeAssignmentStates.has(task.assignment.state) || task.queued !== null)
}

function rechecks({ recheck }: FieldEntities, newest: Newest): RecheckTask[] {
  return recheck.filter(isOwed).map((one) => {
    return { kind: 'recheck', id: one.id, recheck: one, dueAt: one.dueAt, queued: newest.get(one.id) ?? null }
  })
}

/** One task a staircase, whether its doors are to be told, visited, or both. */
function staircases({ emergency, ledgerRow, sweepUnit }: FieldEntities, newest: Newest, now: number): DoorsTask[] {
  const emergencies = new Map(emergency.map((one) => [one.id, one]))
  const isClosed = (id: string) => isOver(emergencies.get(id), now)
  const found = new Map<string, { unit: FieldUnit | null; rows: FieldRow[] }>()
  const at = (key: string) => found.get(key) ?? { unit: null, rows: [] }
  for (const unit of sweepUnit) {
    const key = `${unit.emergencyId} ${unit.buildingId} ${unit.unit}`
    found.set(key, { ...at(key), unit })
  }
  for (const row of ledgerRow) {
    if (!row.door) continue
    const key = `${row.emergencyId} ${row.buildingId} ${row.door.unit}`
    found.set(key, { ...at(key), rows: [...at(key).rows, row] })
  }
  return [...found].flatMap(([id, { unit, rows }]) => {
    const emergencyId = unit?.emergencyId ?? rows[0]?.emergencyId ?? ''
    const place = unit?.place ?? rows[0]?.door?.place ?? ''
    const buildingId = unit?.buildingId ?? rows[0]?.buildingId ?? ''
    const doors = doorsOf(unit, rows, newest)
    const done = doors.filter(({ state }) => state !== 'open' && state !== 'no-answer').length
    const isSettled = done === doors.length && doors.every(({ queued }) => queued === null)
    if (isClosed(emergencyId) || isSettled) return []
    const number = unit?.unit ?? rows[0]?.door?.unit ?? 0
    const about = emergencies.get(emergencyId) ?? null
    return [{ kind: 'doors', id, emergency: about, place, buildingId, unit: number, doors, done, dueAt: dueOf(doors) }]
  })
}

/** Doors close a day after the end, whether or not the server can be heard saying so. */
function isOver(emergency: FieldEmergency | undefined, now: number): boolean {
  return emergency?.endedAt != null && now >= Date.parse(emergency.endedAt) + DAY_MS
}

function doorsOf(unit: FieldUnit | null, rows: readonly FieldRow[], newest: Newest): FieldDoor[] {
  const byHousehold = new Map(rows.map((row) => [row.householdId, row]))
  const swept = (unit?.doors ?? []).map(({ householdId, floor, room, answer }): FieldDoor => {
    const row = byHousehold.get(householdId) ?? null
    byHousehold.delete(householdId)
    return doorOf({ householdId, floor, room, row, unitId: unit?.id ?? null }, answer, newest)
  })
  const others = [...byHousehold.values()].map((row) => {
    const { floor, room } = row.door ?? { floor: 0, room: '' }
    return doorOf({ householdId: row.householdId, floor, room, row, unitId: null }, null, newest)
  })
  return [...swept, ...others].sort((one, other) => other.floor - one.floor || text(one.room, other.room))
}

type Place = Pick<FieldDoor, 'householdId' | 'floor' | 'room' | 'row' | 'unitId'>

function doorOf(place: Place, answer: DoorAnswer | null, newest: Newest): FieldDoor {
  const about = place.row ? place.row.id : `${place.unitId} ${place.householdId}`
  const queued = newest.get(about) ?? null
  const state = queued ? stateSaid(queued.command) : place.row ? stateOfRow(place.row) : stateOfAnswer(answer)
  return { ...place, state, queued }
}

const stateOfAnswer = (answer: DoorAnswer | null): DoorState => (answer === null ? 'open' : answer === 'told' ? 'done' : answer) // prettier-ignore

/** A visit without an outcome leaves the door open: what was to be brought has not been. */
export function stateOfRow(row: FieldRow): DoorState {
  if (row.outcome === 'refused') return 'refused'
  if (row.outcome) return 'done'
  if (row.help) return 'help'
  return row.noAnswer ? 'no-answer' : 'open'
}

function stateSaid(command: FieldCommand): DoorState {
  switch (command.does) {
    case 'missed':
      return 'no-answer'
    case 'help':
      return 'help'
    case 'outcome':
      return command.outcome === 'refused' ? 'refused' : 'done'
    case 'knock':
      return stateOfAnswer(command.answer)
    default:
      return 'open'
  }
}

/** The outcome as this phone has it, delivered or not: the next one takes its place. */
export function outcomeSeen({ row, queued }: Pick<FieldDoor, 'row' | 'queued'>) {
  return queued?.command.does === 'outcome' ? queued.command.outcome : (row?.outcome ?? null)
}

const dueOf = (doors: readonly FieldDoor[]): string | null =>
  doors
    .flatMap(({ row, state }) =>
      row && state !== 'done' && state !== 'refused' ? [row.next?.at ?? row.visitDueAt] : [],
    )
    .sort()[0] ?? null

/** Which door now: priority households in order of need, then the others from the top down; who did not open, last. */
export function nextDoor(doors: readonly FieldDoor[], after?: string): FieldDoor | null {
  const waiting = doors.filter(({ state, householdId }) => state === 'open' && householdId !== after)
  const tier = ({ row }: FieldDoor): Tier | 4 => row?.tier ?? 4
  const [first] = [...waiting].sort((one, other) => tier(one) - tier(other))
  return first ?? doors.find(({ state, householdId }) => state === 'no-answer' && householdId !== after) ?? null
}

/** Doors floor by floor, from the top down. */
export function floorsOf(doors: readonly FieldDoor[]): { floor: number; doors: FieldDoor[] }[] {
  return [...new Set(doors.map(({ floor }) => floor))].map((floor) => ({
    floor,
    doors: doors.filter((door) => door.floor === floor),
  }))
}
