import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { IncidentDetail } from '#shared/api'
import { FeedChange, Snapshot } from '#shared/feed'
import { Recheck } from '#shared/recheck'
import { ReportAnswer } from '#shared/report'
import { atStreetHour, plus, streetDay } from '#shared/time'
import { createCommands } from '../../../server/db/command.ts'
import { fallDue } from '../../../server/incidents/rechecks.ts'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

const List = z.object({ items: z.array(Recheck.partial().required({ id: true, revision: true })) })

describe('looking again', () => {
  let street: StreetServer
  beforeAll(async () => {
    street = await openStreetServer()
  })
  afterAll(() => street.close())

  const post = (path: string, body: object, as: 'coordinator' | 'worker' | 'admin' = 'coordinator') =>
    street.send('POST', path, { as, body: { id: randomUUID(), ...body } })
  const owed = async (as: 'coordinator' | 'worker' | 'leader' = 'coordinator') =>
    List.parse((await street.send('GET', '/api/rechecks', { as })).body).items
  const detail = async (id: string) =>
    IncidentDetail.parse((await street.send('GET', `/api/incidents/${id}`, { as: 'coordinator' })).body)
  const record = async (id: string, kind: string) => {
    const { revision } = (await detail(id)).incident
    return post(`/api/incidents/${id}/facts`, { revision, kind, ...(kind === 'revisited' ? { satisfied: true } : {}) })
  }
  const workersHouse = async () => {
    const { rows } = await street.pool.query<{ id: string }>(
      `select b.id from building b join worker w on w.grid_id = b.grid_id join account a on a.worker_id = w.id
       where b.households > 0 order by b.code limit 1`,
    )
    return rows[0]?.id
  }
  const open = async (about: object) =>
    ReportAnswer.parse((await street.report({ buildingId: await workersHouse(), ...about })).body).incident
  const fire = () => open({ kind: 'garage-fire', text: '车库着火了' })
  const ofIncident = async (id: string, as: 'coordinator' | 'worker' = 'coordinator') =>
    (await owed(as)).find(({ incidentId, doneAt }) => incidentId === id && !doneAt)

  it('makes itself when a fire is controlled, due at nine the next morning, and once only', async () => {
    const { id, place } = await fire()
    expect(await ofIncident(id)).toBeUndefined()
    await record(id, 'controlled')
    await record(id, 'controlled')
    const found = (await owed()).filter(({ incidentId }) => incidentId === id)
    expect(found).toHaveLength(1)
    const nextMorning = atStreetHour(streetDay(found[0]?.createdAt ?? ''), 33)
    expect(found[0]).toMatchObject({
      after: 'controlled',
      dueAt: nextMorning,
      kind: 'garage-fire',
      place,
      doneAt: null,
    })
  })

  it('tells the worker of the grid, over the lane and when asked, and nobody of another grid', async () => {
    const socket = await street.socketOf('worker')
    const heard: FeedChange[] = []
    socket.on('feed:change', (change) => heard.push(FeedChange.parse(change)))
    await socket.timeout(5_000).emitWithAck('feed:join', { epoch: null, since: null })
    const { id } = await fire()
    await record(id, 'controlled')
    await vi.waitFor(() =>
      expect(heard.some(({ entity, state }) => entity === 'recheck' && state?.['incidentId'] === id)).toBe(true),
    )
    expect(await ofIncident(id, 'worker')).toMatchObject({ what: '火点、配电线路、消防设施' })

    const { rows } = await street.pool.query<{ id: string }>(
      `select id from building where households > 0 and grid_id not in
         (select w.grid_id from worker w join account a on a.worker_id = w.id) order by code limit 1`,
    )
    const far = await open({ kind: 'garage-fire', text: '车库着火了', buildingId: rows[0]?.id })
    await record(far.id, 'controlled')
    const theirs = await ofIncident(far.id)
    expect(theirs).toBeDefined()
    expect(await ofIncident(far.id, 'worker')).toBeUndefined()
    const refused = await post(`/api/rechecks/${theirs?.id}`, { revision: 1, result: 'fine' }, 'worker')
    expect(refused.status).toBe(404)
  })

  it('never reaches the wall', async () => {
    const { id } = await fire()
    await record(id, 'controlled')
    const socket = await street.socketOf('wall')
    const answer = await socket.timeout(5_000).emitWithAck('feed:join', { epoch: null, since: null })
    if (!answer.ok || !('snapshot' in answer.value)) throw new Error('expected a snapshot')
    expect(Snapshot.parse(answer.value.snapshot).entities.recheck).toEqual([])
  })

  it('is done by the worker, with the time and the result in the story of the case', async () => {
    const { id } = await fire()
    await record(id, 'controlled')
    const mine = await ofIncident(id, 'worker')
    const done = await post(`/api/rechecks/${mine?.id}`, { revision: 1, result: 'fine' }, 'worker')
    expect(done.body).toMatchObject({ recheck: { result: 'fine', doneBy: '测试 worker', revision: 2 } })
    expect((await detail(id)).facts.map(({ note }) => note)).toContain('复查火点、配电线路、消防设施：无异常')
    expect(await ofIncident(id)).toBeUndefined()
    expect((await post(`/api/rechecks/${mine?.id}`, { revision: 1, result: 'fine' }, 'worker')).status).toBe(409)
  })

  it('opens the case again when there is trouble, which has to be said in words', async () => {
    const { id } = await fire()
    for (const kind of ['controlled', 'done', 'revisited', 'closed']) await record(id, kind)
    const mine = await ofIncident(id)
    expect((await post(`/api/rechecks/${mine?.id}`, { revision: 1, result: 'trouble' })).status).toBe(400)
    await post(`/api/rechecks/${mine?.id}`, { revision: 1, result: 'trouble', note: '线路有焦味' })
    const { incident, facts } = await detail(id)
    expect(incident.status).toBe('controlled')
    expect(facts.at(-1)).toMatchObject({ kind: 'reopened', note: '复查火点、配电线路、消防设施：有异常，线路有焦味' })
  })

  it('is owed no longer when the fire was a false alarm', async () => {
    const { id } = await fire()
    await record(id, 'controlled')
    expect(await ofIncident(id)).toBeDefined()
    const [alarm] = (await detail(id)).alarms
    await post(`/api/alarms/${alarm?.id}`, { revision: alarm?.revision, does: 'false-alarm' })
    expect(await ofIncident(id)).toBeUndefined()
  })

  it('waits for the rain where a rule says so, and falls due when somebody says that it has rained', async () => {
    const { id } = await open({ kind: 'waterlogging', text: '门口积水 30 厘米' })
    await record(id, 'rooted-out')
    const waiting = await ofIncident(id)
    expect(waiting).toMatchObject({ after: 'rooted-out', due: 'next-rain', dueAt: null })

    const rainEnded = '2026-11-18T06:32:00.000Z'
    const run = createCommands({ pool: street.pool, clock: { now: () => rainEnded }, wake: () => undefined })
    const rain = { id: randomUUID(), kind: 'rain', actor: { id: null, label: '测试' }, body: {} }
    await run(rain, async (work) => ({ fallen: (await fallDue(work, 'next-rain', plus(rainEnded, 3_600_000))).length }))
    expect(await ofIncident(id)).toMatchObject({ dueAt: plus(rainEnded, 3_600_000), revision: 2 })
  })

  it('follows the street’s own rules where it has some', async () => {
    const rules = [{ after: 'restored', due: 'next-day', what: '看保险丝是否发热' }]
    expect((await post('/api/recheck-rules', { kind: 'power-outage', rules }, 'admin')).status).toBe(200)
    const { id } = await open({ kind: 'power-outage', text: '停电了' })
    await record(id, 'restored')
    expect(await ofIncident(id)).toMatchObject({ what: '看保险丝是否发热' })
    await post('/api/recheck-rules', { kind: 'garage-fire', rules: [] }, 'admin')
    const { id: fireId } = await fire()
    await record(fireId, 'controlled')
    expect(await ofIncident(fireId)).toBeUndefined()
  })
})
