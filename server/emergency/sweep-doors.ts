import type { DoorAnswer, SweepDoor, SweepUnit } from '#shared/emergency'
import type { Db } from '../db/transaction.ts'

const newestOf = (unit: string, household: string) =>
  `select answer, at from sweep_door where unit_id = ${unit} and household_id = ${household} order by at desc, id desc limit 1`

/** The doors of these staircases, each staircase from the top down, every door with its newest answer. */
export async function doorsOf(db: Db, unitIds: readonly string[]): Promise<Map<string, SweepDoor[]>> {
  const { rows } = await db.query<SweepDoor & { unitId: string }>(
    `select u.id as "unitId", h.id as "householdId", h.floor, h.room, newest.answer, newest.at
       from sweep_unit u join household h on h.building_id = u.building_id and h.unit = u.unit
       left join lateral (${newestOf('u.id', 'h.id')}) newest on true
      where u.id = any($1) order by u.id, h.floor desc, h.room`,
    [unitIds],
  )
  const byUnit = new Map<string, SweepDoor[]>()
  for (const { unitId, ...door } of rows) {
    const doors = byUnit.get(unitId)
    if (doors) doors.push(door)
    else byUnit.set(unitId, [door])
  }
  return byUnit
}

/** As the desk lists them: which rooms asked for help, and no other doors. */
export async function withHelp(db: Db, units: readonly SweepUnit[]): Promise<SweepUnit[]> {
  const doors = await doorsOf(
    db,
    units.map(({ id }) => id),
  )
  return units.map((unit) => ({ ...unit, help: roomsOfHelp(doors.get(unit.id) ?? []) }))
}

export const roomsOfHelp = (doors: readonly SweepDoor[]): string[] =>
  doors.filter(({ answer }) => answer === 'help').map(({ room }) => room)

export async function newestAnswer(db: Db, unitId: string, householdId: string): Promise<DoorAnswer | null> {
  const { rows } = await db.query<{ answer: DoorAnswer }>(newestOf('$1', '$2'), [unitId, householdId])
  return rows[0]?.answer ?? null
}

export async function isDoorOf(db: Db, unitId: string, householdId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `select 1 from sweep_unit u join household h on h.building_id = u.building_id and h.unit = u.unit
      where u.id = $1 and h.id = $2`,
    [unitId, householdId],
  )
  return (rowCount ?? 0) > 0
}
