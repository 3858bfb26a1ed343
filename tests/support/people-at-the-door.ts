import { z } from 'zod'
import type { StreetServer } from './street-server.ts'

const Ids = z.object({ buildingId: z.uuid(), householdId: z.uuid(), specialistId: z.uuid(), workerId: z.uuid() })
export type PeopleAtTheDoor = z.infer<typeof Ids>

/** Makes the account `helper` the specialist of 8 号楼 1 单元 402, and `worker` the grid worker on duty there. */
export async function standAtTheDoor(street: Pick<StreetServer, 'pool'>): Promise<PeopleAtTheDoor> {
  const { rows } = await street.pool.query<PeopleAtTheDoor>(
    `select b.id as "buildingId", h.id as "householdId", h.specialist_id as "specialistId", w.id as "workerId"
       from building b join household h on h.building_id = b.id join worker w on w.grid_id = b.grid_id
      where b.use = 'slab' and b.place like '% 8 号楼' and h.unit = 1 and h.room = '402' order by w.code limit 1`,
  )
  const people = Ids.parse(rows[0])
  await street.pool.query(`update worker set duty = 'on' where id = $1`, [people.workerId])
  await street.pool.query(`update account set worker_id = $1 where username = 'worker'`, [people.workerId])
  await street.pool.query(`update account set specialist_id = $1 where username = 'helper'`, [people.specialistId])
  return people
}
