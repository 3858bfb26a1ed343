import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { DemoClock, StoryAnswer, StoryList } from '#shared/demo'
import type { StoryName } from '#shared/demo'
import { Emergency } from '#shared/emergency'
import { between, HOUR_MS, MINUTE_MS } from '#shared/time'
import type { TestDatabase } from '../../support/database.ts'
import { openDemoRooms } from '../../support/demo-rooms.ts'
import type { DemoRooms } from '../../support/demo-rooms.ts'
import { openTestStreet, STREET_NOW } from '../../support/street.ts'

/** Drawing the street, filling a database and telling the opening day, on processors shared with other tests. */
const OPENING_MS = 180_000

describe('the stories of the made-up street', () => {
  let database: TestDatabase
  let rooms: DemoRooms
  beforeAll(async () => {
    database = await openTestStreet()
    rooms = await openDemoRooms(database.url, { at: STREET_NOW })
  }, OPENING_MS)
  afterAll(async () => {
    await rooms.close()
    await database.drop()
  })

  const direct = async (name: StoryName, mode: 'play' | 'step' | 'jump') => {
    const { body } = await rooms.send('POST', `/api/demo/stories/${name}`, {
      as: 'admin',
      body: { id: randomUUID(), mode },
    })
    return StoryAnswer.parse(body)
  }
  const stateOf = async (name: StoryName) => {
    const { items } = StoryList.parse((await rooms.send('GET', '/api/demo/stories', { as: 'admin' })).body)
    return items.find((story) => story.name === name)
  }
  const clockNow = async () => DemoClock.parse((await rooms.send('GET', '/api/demo/clock', { as: 'admin' })).body).now
  const incidentsSince = async (at: string, kind: string) => {
    const { rows } = await rooms.pool.query<{
      id: string; status: string; reports: number; received: string; restored: string | null; rooted: string | null
    }>(
      `select id, status, (select count(*) from report r where r.incident_id = i.id) as reports, received_at as received,
              restored_at as restored, rooted_out_at as rooted
       from incident i where received_at >= $1 and kind = $2 and merged_into_id is null order by received_at`,
      [at, kind],
    ) // prettier-ignore
    return rows
  }

  it('wait to be played: nothing happens by itself, and each step says what is not played yet', async () => {
    const story = await stateOf('pipe-burst-blackout')
    expect(story).toMatchObject({ state: 'idle', next: 0 })
    expect(story?.steps).toHaveLength(15)
  })

  it('play step by step: one step at a time, the clock jumping from one to the next', async () => {
    const before = await clockNow()
    expect((await direct('garage-fire', 'step')).story.state).toBe('playing')
    await vi.waitFor(async () => expect((await stateOf('garage-fire'))?.state).toBe('held'), { timeout: 10_000 })
    const [fire] = await incidentsSince(before, 'garage-fire')
    expect(fire).toMatchObject({ status: 'received', reports: 1 })

    await direct('garage-fire', 'step') // the alarm, which nobody has to play
    await vi.waitFor(async () => expect((await stateOf('garage-fire'))?.next).toBe(2), { timeout: 10_000 })
    const { clock } = await direct('garage-fire', 'step')
    expect(between(before, clock.now)).toBeGreaterThanOrEqual(MINUTE_MS)
    await vi.waitFor(
      async () => {
        const { rows } = await rooms.pool.query<{ n: number }>(
          `select count(*) as n from alarm where incident_id = $1 and acknowledged_at is not null`,
          [fire?.id],
        )
        expect(rows[0]?.n).toBe(1)
      },
      { timeout: 10_000 },
    )
  })

  it('play the pipe burst to its end: one incident, nineteen callers, restored after eight hours and not rooted out', async () => {
    const before = await clockNow()
    await direct('three-minutes', 'jump')
    await vi.waitFor(async () => expect((await stateOf('three-minutes'))?.state).toBe('over'), { timeout: 50_000 })
    const [burst, ...more] = await incidentsSince(before, 'pipe-burst')
    expect(more).toEqual([])
    expect(burst).toMatchObject({ reports: 19, status: 'restored', rooted: null })
    expect(between(burst?.received ?? '', burst?.restored ?? '')).toBeGreaterThan(8 * HOUR_MS)
    const { rows } = await rooms.pool.query<{ kind: string; at: string }>(
      `select kind, at from fact where incident_id = $1 order by at`,
      [burst?.id],
    )
    expect(rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['note', 'restored']))

    const { body } = await rooms.send('GET', '/api/emergencies', { as: 'coordinator' })
    const { items } = z.object({ items: z.array(Emergency) }).parse(body)
    const emergency = items.find(({ incidentId }) => incidentId === burst?.id)
    expect(emergency).toMatchObject({ state: 'standing-down', plannedCutBy: '社区、物业', casualties: 0 })
    expect(emergency?.buildingIds).toHaveLength(12)
    expect(emergency?.counters).toMatchObject({ households: 2_000, told: 2_000 })
    const { reached, all } = emergency?.counters.priority ?? { reached: 0, all: -1 }
    expect([reached, all > 0]).toEqual([all, true])

    const { rows: whistled } = await rooms.pool.query<Record<string, unknown>>(
      `select label, state, answered_at is not null as answered, arrived_at is not null as came, reminders
         from whistle where incident_id = $1 order by label`,
      [burst?.id],
    )
    expect(whistled).toEqual(
      expect.arrayContaining([
        { label: '供热单位', state: 'arrived', answered: true, came: true, reminders: 0 },
        { label: '区城管委', state: 'no-show', answered: false, came: false, reminders: 2 },
      ]),
    )
    expect(whistled).toHaveLength(4)
    const sent = await rooms.pool.query<{ label: string }>(
      `select label from assignment where incident_id = $1 and assignee = 'department'`,
      [burst?.id],
    )
    expect(sent.rows).toEqual([{ label: '城管办' }])

    const emergencies = await rooms.pool.query<{ state: string; counters: unknown }>(
      `select state, counters from emergency where incident_id = $1`,
      [burst?.id],
    )
    expect(emergencies.rows).toMatchObject([
      { counters: { priority: { reached: 8, all: 8 }, told: 2_000, households: 2_000 } },
    ])
  })

  it('tell the evenings before at their own times, and are told once even when the command comes twice', async () => {
    const before = await clockNow()
    const body = { id: randomUUID(), mode: 'step' }
    const send = () => rooms.send('POST', '/api/demo/stories/tripping-breaker', { as: 'admin', body })
    expect([(await send()).status, (await send()).status]).toEqual([200, 200])
    await vi.waitFor(async () => expect((await stateOf('tripping-breaker'))?.state).toBe('held'), { timeout: 10_000 })
    const { rows } = await rooms.pool.query<{ at: string; number: string }>(
      `select received_at as at, number from incident where text = '5单元又跳闸了'`,
    )
    expect(rows).toHaveLength(1)
    expect(between(rows[0]?.at ?? '', before)).toBeGreaterThan(2.9 * 24 * HOUR_MS)
  })

  it('are for the administrator alone', async () => {
    const ask = { as: 'coordinator', body: { id: randomUUID(), mode: 'play' } } as const
    expect((await rooms.send('POST', '/api/demo/stories/waterlogging', ask)).status).toBe(403)
    expect((await rooms.send('POST', '/api/demo/stories/nothing', { ...ask, as: 'admin' })).status).toBe(400)
  })
})
