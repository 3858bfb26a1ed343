import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RecurrenceList } from '#shared/history'
import { LegAnswer, LegsAnswer, StartLegsAnswer } from '#shared/leg'
import { Hint, ReportAnswer } from '#shared/report'
import { answersFor, unitIn } from '#shared/staircase'
import { PeopleCard } from '#shared/street'
import { between, HOUR_MS, MINUTE_MS } from '#shared/time'
import { readCase } from '../../../server/demo/stories/case.ts'
import { TRIPPING_HOUSE } from '../../../server/demo/troubled-places.ts'
import { openDemoRooms } from '../../support/demo-rooms.ts'
import type { DemoRooms } from '../../support/demo-rooms.ts'
import { createPlayedStory, LONGEST_STEP_MS } from '../../support/played-story.ts'
import { openTestStreet } from '../../support/street.ts'
import type { TestDatabase } from '../../support/database.ts'

const OPENING_MS = 180_000
/** Half past seven in the evening, when everybody cooks. */
const EVENING = '2026-11-18T11:30:00.000Z'
const [CALL, TWO_TIMES, LIST, NO_DEAD_END] = readCase('tripping-breaker').must
if (!CALL || !TWO_TIMES || !LIST || !NO_DEAD_END) throw new Error('The case asks for four things')

/** The tests follow the story, one step after the other; each title is a sentence of the case. */
describe('staircase 5 of a forty-year-old house trips every evening:', () => {
  let database: TestDatabase
  let rooms: DemoRooms
  let story: ReturnType<typeof createPlayedStory>
  let buildingId = ''
  beforeAll(async () => {
    database = await openTestStreet()
    rooms = await openDemoRooms(database.url, { at: EVENING })
    story = createPlayedStory(rooms, 'tripping-breaker')
    const { rows } = await rooms.pool.query<{ id: string }>(`select id from building where place = $1`, [
      TRIPPING_HOUSE,
    ])
    buildingId = rows[0]?.id ?? ''
    await story.step() // three evenings ago
    await story.step() // the evening after
  }, OPENING_MS)
  afterAll(async () => {
    await rooms.close()
    await database.drop()
  })

  const cardOf = async () =>
    PeopleCard.parse((await rooms.send('GET', `/api/places/people/${buildingId}`, { as: 'coordinator' })).body)

  it(CALL, async () => {
    const said = '5单元又停电了'
    const { body } = await rooms.send('POST', '/api/reports/hint', {
      as: 'coordinator',
      body: { text: said, buildingId },
    })
    const { before, kind } = Hint.parse(body)
    expect(kind).toBe('power-outage')
    const patched = before.filter(({ fix }) => fix === '换保险丝')
    expect(patched).toHaveLength(2)
    for (const { receivedAt, restoredAt, rootedOutAt } of patched) {
      expect(between(receivedAt, restoredAt ?? '')).toBe(14 * MINUTE_MS)
      expect(rootedOutAt).toBeNull()
    }
    const card = await cardOf()
    expect(card.manager).not.toBeNull()
    expect(answersFor(card, unitIn(said))).toMatchObject({
      manager: null,
      exception: { unit: 5, note: '不在物业合同内' },
    })
    // Nothing was stored by asking.
    expect(await story.incidents(said)).toEqual([])
  })

  it(NO_DEAD_END, async () => {
    const address = `${TRIPPING_HOUSE} 5 单元`
    const call = { channel: 'hotline', kind: 'power-outage', text: '5单元没电', buildingId, address }
    const { incident } = ReportAnswer.parse((await story.post('/api/reports', call)).body)
    const path = `/api/incidents/${incident.id}/legs`
    const { plan } = LegsAnswer.parse((await rooms.send('GET', path, { as: 'coordinator' })).body)
    expect(plan[0]).toMatchObject({ party: 'owner', unit: '第三棉纺厂', instead: ['manager'] })
    const { legs } = StartLegsAnswer.parse((await story.post(path, { revision: incident.revision })).body)
    const owner = legs.find(({ party }) => party === 'owner')
    const unanswered = { state: 'not-reached', revision: owner?.revision }
    const { next } = LegAnswer.parse((await story.post(`/api/legs/${owner?.id}`, unanswered)).body)
    expect(next).toMatchObject({
      party: 'contractor',
      unit: '应急维修队',
      instead: ['manager', 'owner'],
      state: 'to-send',
    })
    const sent = await story.post(`/api/legs/${next?.id}`, { state: 'accepted', revision: next?.revision })
    expect(LegAnswer.parse(sent.body).leg).toMatchObject({ state: 'accepted', sentAt: expect.any(String) })
  })

  it(
    TWO_TIMES,
    async () => {
      await story.step() // the line
      await story.step({ minutes: 4 }) // the neighbours
      await story.step() // a fuse
      const [id = ''] = await story.incidents('5单元又停电了')
      const restored = (await story.detail(id)).incident
      expect(restored).toMatchObject({
        status: 'restored',
        rootedOutAt: null,
        closedAt: null,
        doneAt: null,
        reportCount: 5,
      })
      expect(Math.round(between(restored.receivedAt, restored.restoredAt ?? '') / MINUTE_MS)).toBe(15)
      await story.step() // the owner unit is called
      const { legs } = await story.detail(id)
      expect(legs.find(({ party }) => party === 'owner')).toMatchObject({ unit: '第三棉纺厂', state: 'accepted' })
      await story.step({ minutes: 1.1 }) // a new breaker
      const rooted = (await story.detail(id)).incident
      expect(rooted.restoredAt).toBe(restored.restoredAt)
      expect(rooted.rootedOutAt).not.toBe(rooted.restoredAt)
      const hours = between(rooted.receivedAt, rooted.rootedOutAt ?? '')
      expect(hours).toBeGreaterThan(HOUR_MS)
      expect(hours).toBeLessThan(24 * HOUR_MS)
    },
    LONGEST_STEP_MS,
  )

  it(LIST, async () => {
    const { body } = await rooms.send('GET', '/api/recurrences', { as: 'leader' })
    const found = RecurrenceList.parse(body).items.find((one) => one.buildingId === buildingId)
    expect(found).toMatchObject({ kind: 'power-outage', place: TRIPPING_HOUSE })
    expect(found?.count).toBeGreaterThanOrEqual(3)
    expect(found?.receivedAt).toHaveLength(found?.count ?? 0)
    expect(found?.last.fix).toMatch(/断路器|保险丝/)
    expect(found).toMatchObject({ owner: '第三棉纺厂' })
  })
})
