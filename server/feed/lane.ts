import type { Pool } from 'pg'
import { LaneEntity } from '#shared/feed'
import type { ChangeRow } from '#shared/feed'
import type { Instant } from '#shared/time'
import { headSeq } from '../db/command.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Db } from '../db/transaction.ts'

/** A thing on the lane as the database holds it; `assigneeIds` (of an incident) decides whose task it is. */
export interface LaneThing {
  id: string
  revision: number
  gridId?: string | null
  assigneeIds?: readonly string[]
}

/** How one kind of thing is read. A room registers itself here; the feed knows no table but its own. */
export interface LaneReader {
  byIds(db: Db, ids: readonly string[]): Promise<LaneThing[]>
  /** What a screen starts with. `since`: the midnight before which closed things are left out. */
  current(db: Db, since: Instant): Promise<LaneThing[]>
}

export type LaneReaders = Record<LaneEntity, LaneReader>

/** Changes joined with the present state of what they name: reading something newer than the change does no harm. */
export interface ReadChange extends ChangeRow {
  thing: LaneThing | null
}

export interface Picture {
  seq: number
  things: Record<LaneEntity, LaneThing[]>
}

export type Lane = ReturnType<typeof createLane>

export function createLane(pool: Pool, readers: LaneReaders) {
  return {
    head: () => headSeq(pool),

    /** The changes after `since`, oldest first, at most `limit`, each with what it names as it is now. */
    async after(since: number, limit: number): Promise<ReadChange[]> {
      const { rows } = await pool.query<ChangeRow>(
        `select seq, at, entity, id, revision, actor_id as "actorId", fields from change
         where seq > $1 order by seq limit $2`,
        [since, limit],
      )
      return withThings(rows)
    },

    /** Everything as it stood at one moment, and the seq of that moment. */
    picture(since: Instant): Promise<Picture> {
      return inTransaction(
        pool,
        async (db) => {
          const seq = await headSeq(db)
          const things = {} as Record<LaneEntity, LaneThing[]> // filled for every entity in the next lines
          for (const entity of entities) things[entity] = await readers[entity].current(db, since)
          return { seq, things }
        },
        'repeatable read read only',
      )
    },

    /** How far back the rows reach; a cursor before it needs a snapshot. Old rows are dropped, all of them after a quiet week. */
    async oldest(): Promise<number> {
      const { rows } = await pool.query<{ seq: number }>(
        `select coalesce((select min(seq) from change), (select seq + 1 from change_head)) as seq`,
      )
      return rows[0]?.seq ?? 1
    },
  }

  async function withThings(rows: readonly ChangeRow[]): Promise<ReadChange[]> {
    const things = new Map<string, LaneThing>()
    for (const entity of new Set(rows.map((row) => row.entity))) {
      const ids = [...new Set(rows.filter((row) => row.entity === entity).map((row) => row.id))]
      for (const thing of await readers[entity].byIds(pool, ids)) things.set(`${entity} ${thing.id}`, thing)
    }
    return rows.map((row) => ({ ...row, thing: things.get(`${row.entity} ${row.id}`) ?? null }))
  }
}

export const entities: readonly LaneEntity[] = LaneEntity.options
