import type { Pool } from 'pg'
import { z } from 'zod'
import { CONTRACTOR } from '#shared/staircase'
import { UnitManager } from '#shared/street'
import type { Building, Community, Grid, PeopleCard } from '#shared/street'

/** Staff responsible for a grid, as the people card names them; the roster knows them. */
export type GridWorkers = (gridId: string) => Promise<PeopleCard['gridWorkers']>

const HelpRow = z.object({
  specialists: z.int().nonnegative(),
  householdHeads: z.array(z.string()),
  policeDeputy: z.string().nullable(),
  utilities: z.array(z.object({ kind: z.string(), name: z.string() })),
  unitManagers: z.array(UnitManager),
})

/** Asked anew each time: helpers change more often than houses. Names of residents are not in it, only how many and which group. */
export async function readPeopleCard(
  { pool, gridWorkers }: { pool: Pool; gridWorkers: GridWorkers },
  { building, grid, community }: { building: Building; grid: Grid; community: Community },
): Promise<PeopleCard> {
  const [{ rows }, workers] = await Promise.all([
    pool.query(
      `select (select count(distinct specialist_id) from household where building_id = $1) as specialists,
              array(select name || '户长' from household_group where building_id = $1 order by code) as "householdHeads",
              (select police_deputy from community where id = $2) as "policeDeputy",
              coalesce((select jsonb_agg(jsonb_build_object('kind', node.kind, 'name', node.name) order by node.code)
                          from building_dependency join utility_node node on node.id = node_id
                         where building_id = $1), '[]') as utilities,
              coalesce((select jsonb_agg(jsonb_build_object('unit', unit, 'manager', manager, 'note', note) order by unit)
                          from unit_manager where building_id = $1), '[]') as "unitManagers"`,
      [building.id, community.id],
    ),
    gridWorkers(grid.id),
  ])
  const help = HelpRow.parse(rows[0])
  return {
    buildingId: building.id,
    place: building.place,
    community: community.name,
    grid: grid.name,
    gridWorkers: workers,
    ...help,
    households: building.households,
    manager: building.manager,
    owner: building.owner,
    // Never a dead end: whoever is none has somebody behind them.
    fallback:
      [building, ...help.unitManagers].some(({ manager }) => manager === null) || building.owner === null
        ? CONTRACTOR
        : null,
  }
}
