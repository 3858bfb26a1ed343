import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Figures, IncidentDetail } from '#shared/api'
import { Recheck } from '#shared/recheck'
import { atStreetHour, between, MINUTE_MS, streetDay } from '#shared/time'
import { timelineOf } from '../../../client/src/panels/desk/timeline.ts'
import { readCase } from '../../../server/demo/stories/case.ts'
import { openDemoRooms } from '../../support/demo-rooms.ts'
import type { DemoRooms } from '../../support/demo-rooms.ts'
import { createPlayedStory, LONGEST_STEP_MS } from '../../support/played-story.ts'
import { openTestStreet } from '../../support/street.ts'
import type { TestDatabase } from '../../support/database.ts'

const OPENING_MS = 180_000
/** Five in the morning, as it was. */
const FIVE = '2026-11-17T21:00:00.000Z'
const [LEGS, QUESTION, ALARM, RECHECK, TIMELINE] = readCase('garage-fire').must
if (!LEGS || !QUESTION || !ALARM || !RECHECK || !TIMELINE) throw new Error('The case asks for five things')

/** The tests follow the story, one step after the other; each title is a sentence of the case. */
describe('a car burns in an underground garage at five in the morning:', () => {
  let database: TestDatabase
  let rooms: DemoRooms
  let story: ReturnType<typeof createPlayedStory>
  let id = ''
  beforeAll(async () => {
    database = await openTestStreet()
    rooms = await openDemoRooms(database.url, { at: FIVE })
    story = createPlayedStory(rooms, 'garage-fire')
    await story.step()
    ;[id = ''] = await story.incidents('三区地下车库一辆车着火了,全是烟')
    await story.step() // the alarm, which nobody plays
  }, OPENING_MS)
  afterAll(async () => {
    await rooms.close()
    await database.drop()
  })

  it(ALARM, async () => {
    const before = (await story.detail(id)).alarms[0]
    expect(before).toMatchObject({ acknowledgedAt: null, steps: [{ called: 'coordinator', post: '值班调度' }] })
    await story.step({ minutes: 1 })
    const [alarm] = (await story.detail(id)).alarms
    const waited = alarm?.steps.map(({ called, at }) => [called, between(alarm.raisedAt, at)])
    expect(waited).toEqual([['coordinator', 0], ['leader', MINUTE_MS]]) // prettier-ignore
    expect(alarm?.steps[1]?.post).toBe('街道党工委副书记')
    // Acknowledged after that, by a person: nobody else is called.
    expect(alarm?.acknowledgedAt && alarm.acknowledgedAt > (alarm.steps[1]?.at ?? '')).toBe(true)
    expect(alarm?.nextStepAt).toBeNull()

    const figures = async () => Figures.parse((await rooms.send('GET', '/api/figures', { as: 'coordinator' })).body)
    const counted = await figures()
    const { rows } = await rooms.pool.query<{ id: string }>(`select id from building where households > 0 limit 1`)
    const smoke = { channel: 'hotline', kind: 'garage-fire', text: '楼下烧烤冒烟', buildingId: rows[0]?.id }
    const { body } = await story.post('/api/reports', smoke)
    const { incident } = z.object({ incident: z.object({ id: z.uuid() }) }).parse(body)
    const [wrong] = (await story.detail(incident.id)).alarms
    await story.post(`/api/alarms/${wrong?.id}`, { does: 'false-alarm', revision: wrong?.revision })
    const after = await figures()
    expect([after.received, after.responded, after.done]).toEqual([counted.received, counted.responded, counted.done])
    expect(after.excluded.falseAlarms).toBe(counted.excluded.falseAlarms + 1)
  })

  it(LEGS, async () => {
    const { legs, incident } = await story.detail(id)
    expect(legs.map(({ party }) => party)).toEqual(['119', 'micro-fire-station', 'manager', 'evacuation', 'police'])
    expect(new Set(legs.map(({ startedAt }) => startedAt)).size).toBe(1)
    for (const { sentAt } of legs) expect(sentAt?.slice(0, 16)).toBe(legs[0]?.startedAt.slice(0, 16))
    expect(between(incident.receivedAt, legs[0]?.startedAt ?? '')).toBeLessThan(2 * MINUTE_MS)
    expect(legs.find(({ party }) => party === '119')).toMatchObject({ state: 'accepted', calledBy: 'manager' })
    // Each its own: one is moved and the others stay.
    const police = legs.find(({ party }) => party === 'police')
    await story.post(`/api/legs/${police?.id}`, { state: 'arrived', revision: police?.revision })
    expect((await story.detail(id)).legs.map(({ state }) => state)).toEqual([
      'accepted', 'accepted', 'accepted', 'accepted', 'arrived',
    ]) // prettier-ignore
  })

  it(QUESTION, async () => {
    await story.step()
    const { incident, reports } = await story.detail(id)
    const question = reports.find(({ text }) => text.includes('要不要下楼'))
    expect(reports).toHaveLength(2)
    expect(question).toMatchObject({ incidentId: id, needsAnswer: true, answeredAt: null })
    expect(incident.unanswered).toBe(1)
    await story.step({ minutes: 1 }) // the fire station arrives
    expect((await story.detail(id)).incident.unanswered).toBe(1)
    await story.post(`/api/reports/${question?.id}/answer`, { text: '闻到烟请低姿下楼，不乘电梯' })
    expect((await story.detail(id)).incident.unanswered).toBe(0)
  })

  it(TIMELINE, async () => {
    const isControlled = async () => expect((await story.detail(id)).incident.controlledAt).not.toBeNull()
    await story.step({ until: isControlled })
    const detail = await story.detail(id)
    const lines = timelineOf(detail).reverse()
    const first = lines[0]
    const controlled = lines.findIndex(({ key }) => key === 'controlled')
    expect(first).toMatchObject({ key: 'report', at: detail.incident.receivedAt })
    expect(lines[controlled]?.at).toBe(detail.incident.controlledAt)
    const keys = lines.slice(0, controlled).map(({ key }) => key)
    for (const key of ['alarm-raised', 'alarm-called-leader', 'alarm-acknowledged', 'legs-started', 'leg-accepted', 'unit-arrived', 'answer']) {
      expect(keys).toContain(key)
    } // prettier-ignore
    const times = lines.map(({ at }) => at)
    expect(times).toEqual([...times].sort())
    expect(between(first?.at ?? '', lines[controlled]?.at ?? '')).toBeLessThan(15 * MINUTE_MS)
    expect(JSON.stringify(lines.map(({ key, values }) => [key, values]))).not.toMatch(/[0-9]{11}/)
  })

  it(
    RECHECK,
    async () => {
      const { incident } = await story.detail(id)
      const list = z.object({ items: z.array(Recheck.partial().required({ id: true, revision: true })) })
      // The made-up worker is put to the grid of the garage: whose list it is follows from the grid.
      await rooms.pool.query(
        `update worker set grid_id = $1 where id = (select worker_id from account where username = 'worker')`,
        [incident.gridId],
      )
      const mine = async () =>
      list.parse((await rooms.send('GET', '/api/rechecks', { as: 'worker' })).body).items.filter(({ incidentId }) => incidentId === id) // prettier-ignore
      const nextMorning = atStreetHour(streetDay(incident.controlledAt ?? ''), 33)
      expect(await mine()).toMatchObject([{ dueAt: nextMorning, doneAt: null, what: '火点、配电线路、消防设施' }])
      await story.step({ minutes: 1.1 })
      const { rows } = await rooms.pool.query<{ result: string; doneBy: string }>(
        `select result, done_by as "doneBy" from recheck where incident_id = $1`,
        [id],
      )
      expect(rows).toEqual([{ result: 'fine', doneBy: '演示网格员' }])
      const done = IncidentDetail.parse((await rooms.send('GET', `/api/incidents/${id}`, { as: 'coordinator' })).body)
      expect(done.incident.status).toBe('done')
      expect(done.legs.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done', 'done'])
    },
    LONGEST_STEP_MS,
  )
})
