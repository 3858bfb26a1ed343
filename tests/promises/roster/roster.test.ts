import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Roster } from '#shared/people'
import { createCommands } from '../../../server/db/command.ts'
import type { Work } from '../../../server/db/command.ts'
import { createCalendar } from '../../../server/promises/calendar.ts'
import { createRoster } from '../../../server/roster/roster.ts'
import { openTestDatabase } from '../../support/database.ts'
import type { TestDatabase } from '../../support/database.ts'
import { openTestStreet, STREET_NOW } from '../../support/street.ts'

const NIGHT = '2026-11-18T16:30:00.000Z'

describe('the roster', () => {
  let database: TestDatabase
  let roster: ReturnType<typeof createRoster>
  let run: <T extends object>(work: (work: Work) => Promise<T>) => Promise<T>
  beforeAll(async () => {
    database = await openTestStreet()
    roster = createRoster({ pool: database.pool })
    const commands = createCommands({ pool: database.pool, clock: { now: () => STREET_NOW }, wake: () => undefined })
    const actor = { id: null, label: '测试' }
    run = async (work) => (await commands({ id: randomUUID(), kind: 'test', actor, body: {} }, work)).answer
  })
  afterAll(() => database.drop())

  const changes = async (id: string) => {
    const { rows } = await database.pool.query(
      `select entity, revision, fields from change where id = $1 order by seq`,
      [id],
    )
    return rows
  }

  it('says who works in the shift that runs, and who leads it by role', async () => {
    const day = Roster.parse(await roster.roster(STREET_NOW))
    expect(day).toMatchObject({ shift: { name: '白班', endsAt: '2026-11-18T12:00:00.000Z', planned: 88 } })
    expect(day.workers.filter(({ gridId }) => gridId !== null)).toHaveLength(110)
    const night = await roster.roster(NIGHT)
    expect(night).toMatchObject({ shift: { name: '夜班', endsAt: '2026-11-19T00:00:00.000Z', planned: 31 } })
    expect(night.leaderOnDuty).not.toBe(day.leaderOnDuty)
    expect((await roster.plannedWorkerIds(NIGHT)).length).toBe(31 + 60)
  })

  it('finds staff, teams, departments and lines by id, and null for a stranger', async () => {
    const [[worker], [team], [department], [line]] = await Promise.all([
      roster.workers(),
      roster.teams(),
      roster.departments(),
      roster.lines(),
    ])
    expect(await roster.worker(worker?.id ?? '')).toEqual(worker)
    expect(await roster.team(team?.id ?? '')).toEqual(team)
    expect(await roster.department(department?.id ?? '')).toEqual(department)
    expect(await roster.line(line?.id ?? '')).toEqual(line)
    const stranger = randomUUID()
    expect(await roster.worker(stranger)).toBeNull()
    expect(await roster.team(stranger)).toBeNull()
    expect(await roster.workersByIds(database.pool, [stranger, worker?.id ?? ''])).toEqual([worker])
    expect(await roster.linesByIds(database.pool, [line?.id ?? ''])).toEqual([line])
  })

  it('knows which workers move with which team, and who answers for a grid', async () => {
    const workers = await roster.workers()
    for (const team of await roster.teams())
      expect(workers.filter(({ teamId }) => teamId === team.id)).toHaveLength(team.people)
    const [first] = workers.filter(({ gridId }) => gridId !== null)
    const { id, label, name } = first ?? {}
    expect(await roster.gridWorkers(first?.gridId ?? '')).toEqual([{ id, label, name }])
  })

  it('puts a worker off duty once: a new revision, one change that names the field and no value', async () => {
    const before = (await roster.workers()).find(({ duty }) => duty === 'on')
    const id = before?.id ?? ''
    const after = await run((work) => roster.setDuty(work, id, 'off'))
    expect(after).toEqual({ ...before, duty: 'off', revision: 2 })
    expect(await run((work) => roster.setDuty(work, id, 'off'))).toEqual(after)
    expect(await roster.worker(id)).toEqual(after)
    expect(await changes(id)).toEqual([{ entity: 'worker', revision: 2, fields: ['duty'] }])
  })

  it('forgets a duty whose command failed', async () => {
    const [worker] = (await roster.workers()).filter(({ duty }) => duty === 'on')
    const failing = run(async (work) => {
      await roster.setDuty(work, worker?.id ?? '', 'off')
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await roster.worker(worker?.id ?? '')).toEqual(worker)
    expect(await changes(worker?.id ?? '')).toEqual([])
  })

  it('refuses the duty of a stranger and the calls of a line that is not there', async () => {
    await expect(run((work) => roster.setDuty(work, randomUUID(), 'on'))).rejects.toMatchObject({ code: 'not-found' })
    await expect(run((work) => roster.changeLine(work, randomUUID(), {}))).rejects.toMatchObject({ code: 'not-found' })
  })

  it('tells what changed about a duty line, and nothing when nothing did', async () => {
    const line = (await roster.lines()).find(({ state }) => state === 'idle')
    const id = line?.id ?? ''
    const talking = await run((work) => roster.changeLine(work, id, { state: 'talking', missed: 0 }))
    expect(talking).toEqual({ ...line, state: 'talking', revision: 2 })
    expect(await run((work) => roster.changeLine(work, id, { state: 'talking' }))).toEqual(talking)
    expect(await roster.line(id)).toEqual(talking)
    expect(await changes(id)).toEqual([{ entity: 'line', revision: 2, fields: ['state'] }])
  })

  it('hands the administrator’s own days to the calendar', async () => {
    await database.pool.query(
      `insert into calendar_day (day, working, reason) values ('2026-11-18', false, '演示放假'), ('2026-11-21', true, '演示补班')`,
    )
    const calendar = createCalendar(await roster.calendarDays())
    expect(calendar.isWorkingDay('2026-11-18')).toBe(false)
    expect(calendar.isWorkingDay('2026-11-21')).toBe(true)
  })
})

describe('the roster of a street without shifts', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database.drop())

  it('is one shift that lasts to midnight, with nobody planned', async () => {
    expect(await createRoster({ pool: database.pool }).roster(STREET_NOW)).toEqual({
      workers: [],
      teams: [],
      departments: [],
      leaderOnDuty: null,
      shift: { name: '全天', endsAt: '2026-11-18T16:00:00.000Z', planned: 0 },
    })
  })
})
