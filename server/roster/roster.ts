import type { Pool } from 'pg'
import { z } from 'zod'
import { Department, Line, Team, Worker } from '#shared/people'
import type { Duty, Roster } from '#shared/people'
import { Problem } from '#shared/problem'
import { atStreetHour, streetDay } from '#shared/time'
import type { Instant } from '#shared/time'
import type { Work } from '../db/command.ts'
import type { Db } from '../db/transaction.ts'
import { shiftAt } from './shift.ts'

/** What a change needs of its transaction: to write, and to tell the lane. */
export type RosterWork = Pick<Work, 'db' | 'changed'>

/** What can change about a duty line. */
export type LineChange = Partial<Pick<Line, 'state' | 'missed' | 'callbacks'>>

/**
 * Staff, teams, departments and duty lines as they stand in the database. Nothing is held in memory, because several
 * processes share it. A read takes the caller's transaction when it must agree with something else read there.
 */
export interface RosterStore {
  workers(db?: Db): Promise<Worker[]>
  teams(db?: Db): Promise<Team[]>
  departments(db?: Db): Promise<Department[]>
  lines(db?: Db): Promise<Line[]>
  /** Null when there is none. */
  worker(id: string, db?: Db): Promise<Worker | null>
  team(id: string, db?: Db): Promise<Team | null>
  department(id: string, db?: Db): Promise<Department | null>
  line(id: string, db?: Db): Promise<Line | null>
  /** Several at once, for the feed; unknown ids are left out. */
  workersByIds(db: Db, ids: readonly string[]): Promise<Worker[]>
  linesByIds(db: Db, ids: readonly string[]): Promise<Line[]>

  /** Staff responsible for a grid, for the people card. */
  gridWorkers(gridId: string): Promise<Pick<Worker, 'id' | 'label' | 'name'>[]>

  /**
   * Puts a worker on or off duty, raises the revision and tells the lane; when the duty was that already, nothing
   * changes. Throws Problem('not-found') for an unknown worker.
   */
  setDuty(work: RosterWork, workerId: string, duty: Duty): Promise<Worker>
  /** The same for what a duty line is doing. Throws Problem('not-found') for an unknown line. */
  changeLine(work: RosterWork, lineId: string, change: LineChange): Promise<Line>

  /** Who there is, who leads, and how many grid workers are planned in the shift that runs at `now`. */
  roster(now: Instant): Promise<Roster>
  /** Everybody whom the plan puts on duty in the shift that runs at `now`. */
  plannedWorkerIds(now: Instant): Promise<string[]>
  /** The administrator's own holidays and make-up working days, by street day: true is a working day. */
  calendarDays(): Promise<Map<string, boolean>>
}

export function createRoster({ pool }: { pool: Pool }): RosterStore {
  const store: RosterStore = {
    workers: (db = pool) => rowsOf(db, Worker, `${selectWorker} order by code`),
    teams: (db = pool) => rowsOf(db, Team, `${selectTeam} order by code`),
    departments: (db = pool) => rowsOf(db, Department, `${selectDepartment} order by relation desc, code`),
    lines: (db = pool) => rowsOf(db, Line, `${selectLine} order by ordinal`),

    worker: (id, db = pool) => rowOf(db, Worker, `${selectWorker} where id = $1`, id),
    team: (id, db = pool) => rowOf(db, Team, `${selectTeam} where id = $1`, id),
    department: (id, db = pool) => rowOf(db, Department, `${selectDepartment} where id = $1`, id),
    line: (id, db = pool) => rowOf(db, Line, `${selectLine} where id = $1`, id),
    workersByIds: (db, ids) => rowsOf(db, Worker, `${selectWorker} where id = any($1)`, [ids]),
    linesByIds: (db, ids) => rowsOf(db, Line, `${selectLine} where id = any($1)`, [ids]),

    gridWorkers: (gridId) =>
      rowsOf(pool, GridWorker, `select id, label, name from worker where grid_id = $1 order by code`, [gridId]),

    async setDuty(work, workerId, duty) {
      const { rowCount } = await work.db.query(
        `update worker set duty = $2, revision = revision + 1 where id = $1 and duty <> $2`,
        [workerId, duty],
      )
      const worker = found(await store.worker(workerId, work.db), 'There is no such worker')
      if (rowCount) work.changed('worker', worker.id, worker.revision, ['duty'])
      return worker
    },

    async changeLine(work, lineId, change) {
      const before = found(
        await rowOf(work.db, Line, `${selectLine} where id = $1 for update`, lineId),
        'There is no such line',
      )
      const after = { ...before, ...change }
      const fields = (['state', 'missed', 'callbacks'] as const).filter((field) => after[field] !== before[field])
      if (fields.length === 0) return before
      const revision = before.revision + 1
      await work.db.query(`update duty_line set state = $2, missed = $3, callbacks = $4, revision = $5 where id = $1`, [
        lineId,
        after.state,
        after.missed,
        after.callbacks,
        revision,
      ])
      work.changed('line', lineId, revision, fields)
      return { ...after, revision }
    },

    async roster(now) {
      const [workers, teams, departments, shifts] = await Promise.all([
        store.workers(),
        store.teams(),
        store.departments(),
        rowsOf(pool, ShiftRow, selectShift),
      ])
      const running = shiftAt(shifts, now)
      return {
        workers,
        teams,
        departments,
        leaderOnDuty: running?.shift.leader ?? null,
        shift: {
          name: running?.shift.name ?? WHOLE_DAY,
          endsAt: running?.endsAt ?? atStreetHour(streetDay(now), 24),
          planned: running?.shift.planned ?? 0,
        },
      }
    },

    async plannedWorkerIds(now) {
      const running = shiftAt(await rowsOf(pool, ShiftRow, selectShift), now)
      const planned = await rowsOf(
        pool,
        z.object({ id: z.uuid() }),
        `select worker_id as id from shift_worker where shift_code = $1 order by worker_id`,
        [running?.shift.code ?? ''],
      )
      return planned.map(({ id }) => id)
    },

    async calendarDays() {
      const days = await rowsOf(
        pool,
        z.object({ day: z.iso.date(), working: z.boolean() }),
        `select day, working from calendar_day`,
      )
      return new Map(days.map(({ day, working }) => [day, working]))
    },
  }
  return store
}

/** What a shift is called where none is defined. */
const WHOLE_DAY = '全天'

const GridWorker = Worker.pick({ id: true, label: true, name: true })

const ShiftRow = z.object({
  code: z.string(),
  name: z.string(),
  startsMinutes: z.int(),
  leader: z.string().nullable(),
  planned: z.int().nonnegative(),
})

const selectWorker = `
  select id, code, label, name, community_id as "communityId", grid_id as "gridId", skills, duty, revision,
         (select team_id from team_member where worker_id = worker.id) as "teamId"
    from worker`

const selectTeam = `select id, code, label, kind, people, equipment, duty from team`

const selectDepartment = `select id, code, label, relation from department`

const selectLine = `
  select id, community_id as "communityId", ordinal, state, missed, callbacks, revision from duty_line`

/** Planned are the grid workers; the teams, on call day and night, are not counted among them. */
const selectShift = `
  select code, name, starts_minutes as "startsMinutes", leader,
         (select count(*) from shift_worker join worker on worker.id = worker_id
           where shift_code = shift.code and grid_id is not null) as planned
    from shift`

async function rowsOf<Row>(db: Db, row: z.ZodType<Row>, query: string, values: unknown[] = []): Promise<Row[]> {
  const { rows } = await db.query(query, values)
  return z.array(row).parse(rows)
}

async function rowOf<Row>(db: Db, row: z.ZodType<Row>, query: string, id: string): Promise<Row | null> {
  const [only] = await rowsOf(db, row, query, [id])
  return only ?? null
}

function found<T>(thing: T | null, detail: string): T {
  if (thing === null) throw new Problem('not-found', detail)
  return thing
}
