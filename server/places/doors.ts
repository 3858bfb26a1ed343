import type { BuildingDoor } from '#shared/resident'
import type { Db } from '../db/transaction.ts'

/** The doors of a building in the order one walks past them. Who lives behind them stands elsewhere. */
export async function doorsOf(db: Db, buildingId: string): Promise<BuildingDoor[]> {
  const { rows } = await db.query<BuildingDoor>(
    `select id, unit, floor, room from household where building_id = $1 order by unit, floor, room`,
    [buildingId],
  )
  return rows
}
