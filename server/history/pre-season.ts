import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import type { SeasonalPlace } from '#shared/history'
import type { Log } from '#shared/log'
import { Problem } from '#shared/problem'
import type { PreSeasonCommand, PreSeasonList, PreSeasonTask } from '#shared/pre-season'
import { SECOND_MS, streetDay } from '#shared/time'
import type { Clock } from '#shared/time'
import { columnsOf } from '../db/columns.ts'
import type { Actor, Answered, RunCommand } from '../db/command.ts'
import type { Db } from '../db/transaction.ts'
import { nextPreSeason, whoMends } from './pre-season-rules.ts'
import { stampOfPast } from './read-past.ts'

export interface PreSeasonParts {
  pool: Pool
  clock: Clock
  run: RunCommand
  /** Every place that comes with a season, as the history finds it now. */
  seasonal: () => Promise<Omit<SeasonalPlace, 'task'>[]>
}

export type PreSeason = ReturnType<typeof createPreSeason>

/** Whom the row names as its author: nobody had to ask for it. */
const history: Actor = { id: null, label: '历史' }

const columns = columnsOf([
  'id', 'placeKey', 'kind', 'place', 'communityId', 'buildingId', 'season', 'year', 'beginsOn', 'dueOn', 'who', 'state',
  'createdAt', 'decidedAt', 'decidedBy', 'note', 'revision',
] satisfies (keyof PreSeasonTask)[]) // prettier-ignore

const after = { done: 'done', decline: 'declined', reopen: 'open' } as const

/** What is to be mended before a season begins. */
export function createPreSeason({ pool, clock, run, seasonal }: PreSeasonParts) {
  return {
    /** Writes down a task for every seasonal place that is not cured and has none for the season to come. */
    async look(): Promise<number> {
      const now = clock.now()
      const known = new Set((await tasksOf(pool)).map(nameOf))
      const missing = (await seasonal())
        .filter(({ state }) => state === 'not-cured')
        .map((place) => ({ ...place, placeKey: place.id, ...nextPreSeason(place.season, now) }))
        .filter((place) => !known.has(nameOf(place)))
      if (missing.length === 0) return 0
      const body = missing.map(nameOf)
      const { answer } = await run({ id: randomUUID(), kind: 'pre-season', actor: history, body }, async (work) => {
        let made = 0
        for (const place of missing) made += await insertTask(work.db, place, work.at)
        return { made }
      })
      return answer.made
    },

    /** Open ones first, what is due first before the others. */
    async list(): Promise<PreSeasonList> {
      const items = await tasksOf(pool)
      return { items, total: items.length, next: null, asOf: clock.now() }
    },

    /** The tasks of the seasons to come, by place. */
    async coming(): Promise<Map<string, PreSeasonTask>> {
      const today = streetDay(clock.now())
      const ahead = (await tasksOf(pool)).filter(({ beginsOn }) => beginsOn > today)
      return new Map(ahead.map((task) => [task.placeKey, task]))
    },

    decide(taskId: string, command: PreSeasonCommand, actor: Actor): Promise<Answered<{ task: PreSeasonTask }>> {
      const { id, revision, does, note = null } = command
      return run({ id, kind: 'pre-season-task', actor, body: { taskId, revision, does, note } }, async (work) => {
        const { rows } = await work.db.query<PreSeasonTask>(
          `select ${columns} from pre_season_task where id = $1 for update`,
          [taskId],
        )
        const [task] = rows
        if (!task) throw new Problem('not-found', 'There is no such task')
        const isNoChange = (task.state === 'open') === (does === 'reopen')
        if (task.revision !== revision || isNoChange) {
          throw new Problem('conflict', 'The task changed meanwhile', { current: task })
        }
        const isOpen = does === 'reopen'
        const next = {
          ...task,
          state: after[does],
          decidedAt: isOpen ? null : work.at,
          decidedBy: isOpen ? null : actor.label,
          note,
          revision: revision + 1,
        }
        await work.db.query(
          `update pre_season_task set state = $2, decided_at = $3, decided_by = $4, note = $5, revision = $6 where id = $1`,
          [task.id, next.state, next.decidedAt, next.decidedBy, next.note, next.revision],
        )
        return { task: next }
      })
    },
  }
}

const nameOf = ({ placeKey, season, year }: Pick<PreSeasonTask, 'placeKey' | 'season' | 'year'>) =>
  `${placeKey} ${season} ${year}`

async function tasksOf(db: Db | Pool): Promise<PreSeasonTask[]> {
  const { rows } = await db.query<PreSeasonTask>(
    `select ${columns} from pre_season_task order by state <> 'open', due_on, place, id`,
  )
  return rows
}

type NewTask = Omit<SeasonalPlace, 'task' | 'id'> & { placeKey: string } & ReturnType<typeof nextPreSeason>

/** 1 when it was written, 0 when another process was quicker. */
async function insertTask(db: Db, task: NewTask, at: string): Promise<number> {
  const { placeKey, kind, place, communityId, buildingId, season, year, beginsOn, dueOn } = task
  const { rowCount } = await db.query(
    `insert into pre_season_task
       (id, place_key, kind, place, community_id, building_id, season, year, begins_on, due_on, who, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (place_key, season, year) do nothing`,
    [randomUUID(), placeKey, kind, place, communityId, buildingId, season, year, beginsOn, dueOn, whoMends[season], at],
  )
  return rowCount ?? 0
}

/** How often it asks whether there is something new to look at. A question costs milliseconds, a look some hundred. */
const ASK_MS = 15 * SECOND_MS

/** Looks whenever an incident or the street's day has changed. Answers how to stop. */
export function startPreSeason({
  pool,
  clock,
  preSeason,
  log,
}: Pick<PreSeasonParts, 'pool' | 'clock'> & { preSeason: PreSeason; log: Log }) {
  let seen = ''
  let looking: Promise<void> | null = null

  async function lookAgain() {
    const stamp = `${streetDay(clock.now())} ${await stampOfPast(pool)}`
    if (stamp === seen) return
    await preSeason.look()
    seen = stamp
  }
  const goOn = () => {
    looking ??= lookAgain()
      // Nothing is lost: what was not seen now is seen the next time.
      .catch((error: unknown) => {
        log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'could not look for seasonal places')
      })
      .finally(() => (looking = null))
  }
  goOn()
  const timer = setInterval(goOn, ASK_MS)
  return async () => {
    clearInterval(timer)
    await looking
  }
}
