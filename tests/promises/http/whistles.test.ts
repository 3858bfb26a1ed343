import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { IncidentDetail } from '#shared/api'
import { FeedChange } from '#shared/feed'
import { isOnLaneOf } from '#shared/privacy'
import { ProblemBody } from '#shared/problem'
import { between, MINUTE_MS } from '#shared/time'
import { Whistle } from '#shared/whistle'
import { WhistleAnswer, WhistleList } from '#shared/whistle-api'
import { EmergencyDetail } from '#shared/emergency-api'
import { openPipeBurst } from '../../support/pipe-burst.ts'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'
import { createWhistling } from '../../support/whistling.ts'
import type { Whistling } from '../../support/whistling.ts'

describe('a whistle', () => {
  let street: StreetServer
  let whistling: Whistling
  beforeAll(async () => {
    street = await openStreetServer()
    whistling = createWhistling(street)
  })
  afterAll(() => street.close())

  it('goes to several departments in the same second, each its own command, and leaves the incident as it is', async () => {
    const incident = await whistling.report()
    await whistling.post(`/api/incidents/${incident.id}/facts`, {
      id: randomUUID(),
      revision: incident.revision,
      kind: 'note',
      note: '已接',
    })
    const before = IncidentDetail.parse(await whistling.open(incident.id)).incident
    const ids = (await whistling.departments('whistled')).slice(0, 4)
    const answers = await Promise.all(ids.map((departmentId) => whistling.send(incident.id, { departmentId })))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const [first] = answers.map(({ body }) => WhistleAnswer.parse(body).whistle)
    if (!first) throw new Error('No whistle')
    expect(between(first.sentAt, first.answerDueAt)).toBe(10 * MINUTE_MS)
    expect(between(first.sentAt, first.arriveDueAt)).toBe(30 * MINUTE_MS)
    await whistling.recorded(first, { does: 'arrived' })
    const after = IncidentDetail.parse(await whistling.open(incident.id))
    expect(after.whistles).toHaveLength(4)
    expect(after.incident).toEqual(before)
    expect(after.incident).toMatchObject({ arrivedAt: null, status: 'received' })
  })

  it('is an answer to whoever called, when it is the first thing that is done', async () => {
    const incident = await whistling.report()
    const whistle = await whistling.sent(incident.id)
    const now = IncidentDetail.parse(await whistling.open(incident.id)).incident
    expect(now).toMatchObject({ respondedAt: whistle.sentAt, status: 'received', arrivedAt: null })
  })

  it('sent again with the same id is one whistle with the first answer; another body is refused as id-reused', async () => {
    const incident = await whistling.report()
    const id = randomUUID()
    const [first, again] = [await whistling.send(incident.id, { id }), await whistling.send(incident.id, { id })]
    expect(again).toEqual(first)
    expect(IncidentDetail.parse(await whistling.open(incident.id)).whistles).toHaveLength(1)
    const other = await whistling.send(incident.id, { id, reason: '带泵' })
    expect([other.status, ProblemBody.parse(other.body).code]).toEqual([409, 'id-reused'])
  })

  it('is answered, reminded, followed and judged: two times, and a state that follows from what was written down', async () => {
    const incident = await whistling.report()
    const whistle = await whistling.sent(incident.id, { reason: '带两台泵到车库' })
    const reminded = await whistling.recorded(whistle, { does: 'reminded' })
    expect(reminded).toMatchObject({ state: 'sent', reminders: 1 })
    const answered = await whistling.recorded(reminded, { does: 'answered', note: '两台泵，十分钟后出发' })
    const arrived = await whistling.recorded(answered, { does: 'arrived' })
    expect(arrived).toMatchObject({ state: 'arrived', answeredAt: answered.answeredAt, reminders: 1 })
    const judged = await whistling.recorded(arrived, { does: 'evaluated', verdict: 'on-time', mark: 5, note: '来得快' })
    expect(judged).toMatchObject({ state: 'evaluated', verdict: 'on-time', mark: 5, note: '来得快' })
    const { whistleFacts } = IncidentDetail.parse(await whistling.open(incident.id))
    expect(whistleFacts.map(({ kind }) => kind)).toEqual(['reminded', 'answered', 'arrived', 'evaluated'])
  })

  it('stays open when nobody comes: written down by a person after the time is over, never before, never by itself', async () => {
    const incident = await whistling.report()
    const whistle = await whistling.sent(incident.id)
    const early = await whistling.record(whistle, { does: 'no-show' })
    expect([early.status, ProblemBody.parse(early.body).code]).toEqual([400, 'invalid'])
    await whistling.ago(whistle.id, 31)
    expect(IncidentDetail.parse(await whistling.open(incident.id)).whistles).toMatchObject([
      { state: 'sent', noShowAt: null },
    ])
    expect(await whistling.recorded(whistle, { does: 'no-show' })).toMatchObject({ state: 'no-show', arrivedAt: null })
    const { items } = WhistleList.parse(
      (await street.send('GET', '/api/whistles?state=no-show', { as: 'leader' })).body,
    )
    expect(items.find(({ id }) => id === whistle.id)).toMatchObject({
      state: 'no-show',
      incident: { id: incident.id, number: incident.number },
    })
  })

  it('on an older picture is refused, with the whistle as it stands now', async () => {
    const whistle = await whistling.sent((await whistling.report()).id)
    const answered = await whistling.recorded(whistle, { does: 'answered' })
    const { status, body } = await whistling.record(whistle, { does: 'arrived' })
    expect([status, ProblemBody.parse(body)]).toMatchObject([409, { code: 'conflict', current: answered }])
  })

  it('to a department that has not come yet is refused, with the one that waits', async () => {
    const incident = await whistling.report()
    const whistle = await whistling.sent(incident.id)
    const { status, body } = await whistling.send(incident.id)
    expect([status, ProblemBody.parse(body)]).toMatchObject([409, { code: 'conflict', current: whistle }])
    await whistling.recorded(whistle, { does: 'arrived' })
    expect((await whistling.send(incident.id)).status).toBe(200)
  })

  it('never goes to 119 or to an own office, an own office is never whistled and an outside department never assigned', async () => {
    const incident = await whistling.report()
    const [called] = await whistling.departments('called')
    const [own] = await whistling.departments('own')
    const [outside] = await whistling.departments('whistled')
    const refused = [
      await whistling.send(incident.id, { departmentId: called }),
      await whistling.send(incident.id, { departmentId: own }),
      await whistling.post(`/api/incidents/${incident.id}/assignments`, {
        id: randomUUID(), revision: incident.revision, assignee: 'department', assigneeId: outside,
      }), // prettier-ignore
    ].map(({ body }) => ProblemBody.parse(body))
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400])
    expect(refused.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('is called, never whistled'),
      expect.stringContaining('assign it'),
      expect.stringContaining('whistle it'),
    ])
    expect((await whistling.send(incident.id, { departmentId: randomUUID() })).status).toBe(404)
  })

  it('goes to no incident that was merged or closed, and joint enforcement needs its time', async () => {
    const [from, into] = [await whistling.report(), await whistling.report()]
    await whistling.post(`/api/incidents/${from.id}/merge`, {
      id: randomUUID(),
      revision: from.revision,
      into: into.id,
    })
    expect((await whistling.send(from.id)).status).toBe(409)
    expect((await whistling.send(into.id, { kind: 'joint-enforcement' })).status).toBe(400)
    expect((await whistling.send(into.id, { kind: 'emergency', agreedAt: '2030-01-01T00:00:00Z' })).status).toBe(400)
    expect(
      (await whistling.send(into.id, { kind: 'joint-enforcement', agreedAt: '2020-01-01T00:00:00Z' })).status,
    ).toBe(400)
    const agreed = await whistling.sent(into.id, { kind: 'joint-enforcement', agreedAt: '2030-01-01T09:00:00+08:00' })
    expect(agreed.arriveDueAt).toBe('2030-01-01T01:00:00.000Z')
  })

  it('reaches the wall with label, kind, times and state, and with no reason, no judgement and nobody’s name', async () => {
    const socket = await street.socketOf('wall')
    const changes: FeedChange[] = []
    socket.on('feed:change', (change) => changes.push(FeedChange.parse(change)))
    await socket.timeout(5_000).emitWithAck('feed:join', { epoch: null, since: null })
    const incident = await whistling.report()
    const whistle = await whistling.sent(incident.id, { reason: '金丝雀：带泵' })
    const arrived = await whistling.recorded(whistle, { does: 'arrived', note: '金丝雀：到了' })
    await whistling.recorded(arrived, { does: 'evaluated', verdict: 'on-time', mark: 4, note: '金丝雀：尚可' })
    await vi.waitFor(() =>
      expect(changes.filter(({ id, revision }) => id === whistle.id && revision === 3)).toHaveLength(1),
    )

    const told = changes.findLast(({ id }) => id === whistle.id)?.state
    expect(told).toMatchObject({
      label: whistle.label,
      kind: 'emergency',
      state: 'evaluated',
      arrivedAt: arrived.arrivedAt,
    })
    const forbidden = [
      'reason', 'note', 'verdict', 'mark', 'evaluatedBy', 'evaluatedAt', 'sentBy', 'departmentId', 'withdrawnBy',
      'withdrawnWhy',
    ] // prettier-ignore
    expect(Object.keys(told ?? {}).filter((key) => forbidden.includes(key))).toEqual([])

    const mistake = await whistling.sent(incident.id)
    await whistling.recorded(mistake, { does: 'withdrawn', note: '金丝雀：点错部门' })
    await vi.waitFor(() => expect(changes.findLast(({ id }) => id === mistake.id)?.revision).toBe(2))
    const taken = changes.findLast(({ id }) => id === mistake.id)?.state
    expect(taken).toMatchObject({ state: 'withdrawn', withdrawnAt: expect.any(String) })
    expect(Object.keys(taken ?? {}).filter((key) => forbidden.includes(key))).toEqual([])
    const reply = await (
      await street.socketOf('wall')
    )
      .timeout(5_000)
      .emitWithAck('feed:join', { epoch: null, since: null })
    const snapshot = JSON.stringify(reply)
    expect(snapshot).toContain(whistle.id)
    expect(snapshot + JSON.stringify(changes)).not.toContain('金丝雀')
  })

  it('is shown to the leader with two times and the judgement; a worker knows nothing of it', async () => {
    const incident = await whistling.report()
    const whistle = await whistling.recorded(await whistling.sent(incident.id), { does: 'arrived' })
    await whistling.recorded(whistle, { does: 'evaluated', verdict: 'on-time', mark: 4, note: '回电 13800138000' })
    const Seen = z.object({ whistles: z.array(Whistle.partial()) })
    const [seen] = Seen.parse(await whistling.open(incident.id, 'leader')).whistles
    expect(seen).toMatchObject({ arrivedAt: whistle.arrivedAt, answeredAt: null, verdict: 'on-time', mark: 4 })
    expect(seen).toMatchObject({ note: '回电 …' })
    await whistling.recorded(await whistling.sent(incident.id), { does: 'withdrawn', note: '误拨 13800138000' })
    const taken = Seen.parse(await whistling.open(incident.id, 'leader')).whistles.find(
      ({ state }) => state === 'withdrawn',
    )
    expect(taken).toMatchObject({ withdrawnWhy: '误拨 …', withdrawnAt: expect.any(String) })
    expect(taken).not.toHaveProperty('withdrawnBy')
    expect(isOnLaneOf('whistle', 'worker')).toBe(false)
  })

  it('of a drill is a drill from birth, and stands in no list of the street', async () => {
    const { incident, declare } = await openPipeBurst(street)
    await declare({ drill: true })
    const whistle = await whistling.sent(incident.id)
    expect(whistle.drill).toBe(true)
    const list = async (query: string) =>
      WhistleList.parse((await street.send('GET', `/api/whistles?${query}`, { as: 'coordinator' })).body).items
    expect((await list('')).map(({ id }) => id)).not.toContain(whistle.id)
    expect((await list(`incident=${incident.id}`)).map(({ id }) => id)).toEqual([whistle.id])
  })

  it('stands in the story of its emergency, one line for each thing that was written down', async () => {
    const { incident, declare } = await openPipeBurst(street)
    const emergency = await declare()
    const whistle = await whistling.sent(incident.id)
    await whistling.recorded(await whistling.recorded(whistle, { does: 'reminded' }), { does: 'arrived' })
    await whistling.recorded(await whistling.sent(incident.id), { does: 'withdrawn', note: '重复吹哨' })
    const { body } = await street.send('GET', `/api/emergencies/${emergency.id}`, { as: 'coordinator' })
    const lines = EmergencyDetail.parse(body).timeline.map(({ text }) => text)
    const { label } = whistle
    expect(lines.filter((text) => text.includes(label))).toEqual([
      `吹哨${label}`,
      `${label}：催一次`,
      `${label}到场`,
      `吹哨${label}`,
      `${label}：撤回吹哨`,
    ])
    expect(JSON.stringify(body)).not.toContain('重复吹哨')
  })

  it('is listed by page, and pages together hold everything once', async () => {
    const ids: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query = cursor && `&cursor=${encodeURIComponent(cursor)}`
      const page = WhistleList.parse((await street.send('GET', `/api/whistles?limit=3${query}`, { as: 'leader' })).body)
      ids.push(...page.items.map(({ id }) => id))
      cursor = page.next
      if (cursor === null) expect(ids).toHaveLength(page.total)
    }
    expect(new Set(ids).size).toBe(ids.length)
  })
})
