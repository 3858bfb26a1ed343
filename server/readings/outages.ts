import type { Pool } from 'pg'
import { Utility } from '#shared/emergency'
import type { KindId } from '#shared/kind'
import { Problem } from '#shared/problem'
import type { EndCommand } from '#shared/reading'
import { DAY_MS, plus } from '#shared/time'
import type { Clock, Instant } from '#shared/time'
import type { NewOutage, PlannedOutage, UtilitiesNow } from '#shared/utility'
import type { Actor, Answered, RunCommand } from '../db/command.ts'
import { columnsOf } from '../db/columns.ts'
import type { Db } from '../db/transaction.ts'
import type { Places } from '../places/places.ts'
import { theOnly } from './the-only.ts'

export interface OutageParts {
  pool: Pool
  clock: Clock
  run: RunCommand
  places: Pick<Places, 'community' | 'building'>
}

export type Outages = ReturnType<typeof createOutages>

const AHEAD_DAYS = 7

/** Which kind of incident says that a supply fails. */
const kindsOf: Record<Utility, KindId> = {
  power: 'power-outage',
  water: 'water-outage',
  heating: 'heating-outage',
  gas: 'gas-leak',
}

const columns = columnsOf([
  'id', 'utility', 'place', 'communityId', 'buildingIds', 'fromAt', 'untilAt', 'announcedBy', 'note', 'endedAt',
  'revision',
] satisfies (keyof PlannedOutage)[]) // prettier-ignore

/** How the four supplies stand: what was reported, what is cut in an emergency, what was announced. */
export function createOutages({ pool, clock, run, places }: OutageParts) {
  return {
    async now(): Promise<UtilitiesNow> {
      const now = clock.now()
      const [reported, cut, announced] = [await reportsByKind(pool), await cutBuildings(pool), await known(pool, now)]
      return {
        asOf: now,
        items: Utility.options.map((utility) => {
          const own = announced.filter((outage) => outage.utility === utility)
          return {
            utility,
            reported: reported.get(kindsOf[utility]) ?? 0,
            cutBuildings: cut.get(utility) ?? 0,
            running: own.filter(({ fromAt }) => fromAt <= now),
            coming: own.filter(({ fromAt }) => fromAt > now),
          }
        }),
      }
    },

    announce({ id, ...outage }: NewOutage, actor: Actor): Promise<Answered<{ outage: PlannedOutage }>> {
      return run({ id, kind: 'outage', actor, body: outage }, async ({ db, at }) => {
        const place = placeOf(places, outage)
        if (place === null) {
          const path = outage.communityId === undefined ? 'buildingIds' : 'communityId'
          throw new Problem('invalid', 'There is no such place on this street', {
            errors: [{ path, message: 'expected ids of this street' }],
          })
        }
        if (outage.untilAt <= at) {
          throw new Problem('invalid', 'An outage is announced before it is over', {
            errors: [{ path: 'untilAt', message: 'expected a time that is still to come' }],
          })
        }
        const { utility, communityId = null, buildingIds = [], fromAt, untilAt, note = null } = outage
        const { rows } = await db.query<PlannedOutage>(
          `insert into planned_outage
             (id, utility, place, community_id, building_ids, from_at, until_at, announced_by, announced_at, note)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ${columns}`,
          [id, utility, place, communityId, buildingIds, fromAt, untilAt, actor.label, at, note],
        )
        return { outage: theOnly(rows) }
      })
    },

    /** On again sooner than announced, or called off. */
    end(outageId: string, { id, revision }: EndCommand, actor: Actor): Promise<Answered<{ outage: PlannedOutage }>> {
      return run({ id, kind: 'outage-end', actor, body: { outageId, revision } }, async ({ db, at }) => {
        const { rows: before } = await db.query<PlannedOutage>(
          `select ${columns} from planned_outage where id = $1 for update`,
          [outageId],
        )
        const [outage] = before
        if (!outage) throw new Problem('not-found', 'There is no such outage')
        if (outage.revision !== revision || outage.endedAt !== null) {
          throw new Problem('conflict', 'The outage changed meanwhile', { current: outage })
        }
        const { rows } = await db.query<PlannedOutage>(
          `update planned_outage set ended_at = $2, revision = revision + 1 where id = $1 returning ${columns}`,
          [outageId, at],
        )
        return { outage: theOnly(rows) }
      })
    },
  }
}

type Where = Pick<NewOutage, 'communityId' | 'buildingIds'>

/** Where, in the street's own words: `翠屏里 8 号楼 等 3 栋`; null when there is no such place. */
function placeOf(places: OutageParts['places'], { communityId, buildingIds = [] }: Where): string | null {
  if (communityId !== undefined) return places.community(communityId)?.name ?? null
  const buildings = buildingIds.map((id) => places.building(id)?.place ?? null)
  const [first = null] = buildings
  if (first === null || buildings.includes(null)) return null
  return buildings.length === 1 ? first : `${first} 等 ${buildings.length} 栋`
}

async function known(db: Db | Pool, now: Instant): Promise<PlannedOutage[]> {
  const { rows } = await db.query<PlannedOutage>(
    `select ${columns} from planned_outage
     where ended_at is null and until_at > $1 and from_at <= $2 order by from_at, id`,
    [now, plus(now, AHEAD_DAYS * DAY_MS)],
  )
  return rows
}

async function reportsByKind(db: Db | Pool): Promise<Map<string, number>> {
  const { rows } = await db.query<{ kind: string; n: number }>(
    `select kind, count(*) as n from incident
     where status in ('received', 'assigned', 'on-scene', 'controlled', 'restored') and restored_at is null
       and not drill and kind = any($1) group by kind`,
    [Object.values(kindsOf)],
  )
  return new Map(rows.map(({ kind, n }) => [kind, n]))
}

async function cutBuildings(db: Db | Pool): Promise<Map<string, number>> {
  const { rows } = await db.query<{ utility: string; n: number }>(
    `select u.utility, count(distinct u.building_id) as n
     from building_utility u join emergency e on e.id = u.emergency_id
     where u.state = 'cut' and e.state <> 'ended' and not e.drill group by u.utility`,
  )
  return new Map(rows.map(({ utility, n }) => [utility, n]))
}
