import type { Pool } from 'pg'
import { z } from 'zod'
import { Polygon } from '#shared/geo'
import { Building, Community, Compound, Grid, Ground } from '#shared/street'
import { inTransaction } from '../db/transaction.ts'
import type { Db } from '../db/transaction.ts'

const StreetRow = z.object({
  id: z.uuid(),
  name: z.string(),
  demo: z.boolean(),
  boundary: Polygon,
  ground: Ground,
  specialists: z.int().nonnegative(),
})

/** All places of one street, as they stood at one moment. */
export interface StreetRows {
  street: z.infer<typeof StreetRow>
  communities: Community[]
  grids: Grid[]
  compounds: Compound[]
  buildings: Building[]
}

/** Reads the street of this installation, or null when it has none yet. */
export async function readStreet(pool: Pool): Promise<StreetRows | null> {
  return inTransaction(pool, readIn, 'repeatable read read only')
}

async function readIn(db: Db): Promise<StreetRows | null> {
  const [street] = await rowsOf(
    db,
    StreetRow,
    `select id, name, demo, boundary, ground, (select count(*) from specialist) as specialists
       from street order by code limit 1`,
  )
  if (!street) return null
  return {
    street,
    communities: await rowsOf(
      db,
      Community,
      `select id, code, name, ordinal, virtual, boundary, label_at as "labelAt", households
         from community order by ordinal`,
    ),
    grids: await rowsOf(
      db,
      Grid,
      `select id, code, community_id as "communityId", name, boundary, label_at as "labelAt" from grid order by code`,
    ),
    compounds: await rowsOf(
      db,
      Compound,
      `select id, code, community_id as "communityId", name from compound order by code`,
    ),
    buildings: await rowsOf(
      db,
      Building,
      `select id, code, community_id as "communityId", grid_id as "gridId", compound_id as "compoundId", name, place,
              use, position, footprint, height_meters as "heightMeters", floors, units, households, manager, owner
         from building order by code`,
    ),
  }
}

async function rowsOf<Row>(db: Db, row: z.ZodType<Row>, query: string): Promise<Row[]> {
  const { rows } = await db.query(query)
  return z.array(row).parse(rows)
}
