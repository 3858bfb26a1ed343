import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { IncidentDetail } from '#shared/api'
import { FeedChange } from '#shared/feed'
import { isOnLaneOf } from '#shared/privacy'
import { ProblemBody } from '#shared/problem'
import { ReportAnswer } from '#shared/report'
import { between, MINUTE_MS } from '#shared/time'
import { Whistle } from '#shared/whistle'
import { WhistleAnswer, WhistleList } from '#shared/whistle-api'
import { EmergencyDetail } from '#shared/emergency-api'
import { openPipeBurst } from '../../support/pipe-burst.ts'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

describe('a whistle', () => {
  let street: StreetServer
  beforeAll(async () => {
    street = await openStreetServer()
  })
  afterAll(() => street.close())

  const post = (path: string, body: object) => street.send('POST', path, { as: 'coordinator', body })
  const report = async () => ReportAnswer.parse((await street.report({ text: '水管爆裂' })).body).incident
  const departments = async (relation: string) => {
    const { rows } = await street.pool.query<{ id: string; label: string }>(
      `select id, label from department where relation = $1 order by code`,
      [relation],
    )
    return rows.map(({ id }) => id)
  }
  const send = async (incidentId: string, about: object = {}) => {
    const [departmentId] = await departments('whistled')
    return post(`/api/incidents/${incidentId}/whistles`, {
      id: randomUUID(),
      departmentId,
      kind: 'emergency',
      ...about,
    })
  }
  const sent = async (incidentId: string, about: object = {}) =>
    WhistleAnswer.parse((await send(incidentId, about)).body).whistle
  const record = (whistle: { id: string; revision: number }, about: object) =>
    post(`/api/whistles/${whistle.id}`, { id: randomUUID(), revision: whistle.revision, ...about })
  const recorded = async (whistle: { id: string; revision: number }, about: object) =>
    WhistleAnswer.parse((await record(whistle, about)).body).whistle
  const open = async (id: string, as: 'coordinator' | 'leader' = 'coordinator') =>
    (await street.send('GET', `/api/incidents/${id}`, { as })).body
  /** As if it had been blown so many minutes earlier. */
  const ago = (id: string, minutes: number) =>
    street.pool.query(
      `update whistle set sent_at = sent_at - $2::interval, answer_due_at = answer_due_at - $2::interval,
              arrive_due_at = arrive_due_at - $2::interval where id = $1`,
      [id, `${minutes} minutes`],
    )

  it('goes to several departments in the same second, each its own command, and leaves the incident as it is', async () => {
    const incident = await report()
    await post(`/api/incidents/${incident.id}/facts`, {
      id: randomUUID(),
      revision: incident.revision,
      kind: 'note',
      note: '已接',
    })
    const before = IncidentDetail.parse(await open(incident.id)).incident
    const ids = (await departments('whistled')).slice(0, 4)
    const answers = await Promise.all(ids.map((departmentId) => send(incident.id, { departmentId })))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const [first] = answers.map(({ body }) => WhistleAnswer.parse(body).whistle)
    if (!first) throw new Error('No whistle')
    expect(between(first.sentAt, first.answerDueAt)).toBe(10 * MINUTE_MS)
    expect(between(first.sentAt, first.arriveDueAt)).toBe(30 * MINUTE_MS)
    await recorded(first, { does: 'arrived' })
    const after = IncidentDetail.parse(await open(incident.id))
    expect(after.whistles).toHaveLength(4)
    expect(after.incident).toEqual(before)
    expect(after.incident).toMatchObject({ arrivedAt: null, status: 'received' })
  })

  it('is an answer to whoever called, when it is the first thing that is done', async () => {
    const incident = await report()
    const whistle = await sent(incident.id)
    const now = IncidentDetail.parse(await open(incident.id)).incident
    expect(now).toMatchObject({ respondedAt: whistle.sentAt, status: 'received', arrivedAt: null })
  })

  it('sent again with the same id is one whistle with the first answer; another body is refused as id-reused', async () => {
    const incident = await report()
    const id = randomUUID()
    const [first, again] = [await send(incident.id, { id }), await send(incident.id, { id })]
    expect(again).toEqual(first)
    expect(IncidentDetail.parse(await open(incident.id)).whistles).toHaveLength(1)
    const other = await send(incident.id, { id, reason: '带泵' })
    expect([other.status, ProblemBody.parse(other.body).code]).toEqual([409, 'id-reused'])
  })

  it('is answered, reminded, followed and judged: two times, and a state that follows from what was written down', async () => {
    const incident = await report()
    const whistle = await sent(incident.id, { reason: '带两台泵到车库' })
    const reminded = await recorded(whistle, { does: 'reminded' })
    expect(reminded).toMatchObject({ state: 'sent', reminders: 1 })
    const answered = await recorded(reminded, { does: 'answered', note: '两台泵，十分钟后出发' })
    const arrived = await recorded(answered, { does: 'arrived' })
    expect(arrived).toMatchObject({ state: 'arrived', answeredAt: answered.answeredAt, reminders: 1 })
    const judged = await recorded(arrived, { does: 'evaluated', verdict: 'on-time', mark: 5, note: '来得快' })
    expect(judged).toMatchObject({ state: 'evaluated', verdict: 'on-time', mark: 5, note: '来得快' })
    const { whistleFacts } = IncidentDetail.parse(await open(incident.id))
    expect(whistleFacts.map(({ kind }) => kind)).toEqual(['reminded', 'answered', 'arrived', 'evaluated'])
  })

  it('stays open when nobody comes: written down by a person after the time is over, never before, never by itself', async () => {
    const incident = await report()
    const whistle = await sent(incident.id)
    const early = await record(whistle, { does: 'no-show' })
    expect([early.status, ProblemBody.parse(early.body).code]).toEqual([400, 'invalid'])
    await ago(whistle.id, 31)
    expect(IncidentDetail.parse(await open(incident.id)).whistles).toMatchObject([{ state: 'sent', noShowAt: null }])
    expect(await recorded(whistle, { does: 'no-show' })).toMatchObject({ state: 'no-show', arrivedAt: null })
    const { items } = WhistleList.parse(
      (await street.send('GET', '/api/whistles?state=no-show', { as: 'leader' })).body,
    )
    expect(items.find(({ id }) => id === whistle.id)).toMatchObject({
      state: 'no-show',
      incident: { id: incident.id, number: incident.number },
    })
  })

  it('on an older picture is refused, with the whistle as it stands now', async () => {
    const whistle = await sent((await report()).id)
    const answered = await recorded(whistle, { does: 'answered' })
    const { status, body } = await record(whistle, { does: 'arrived' })
    expect([status, ProblemBody.parse(body)]).toMatchObject([409, { code: 'conflict', current: answered }])
  })

  it('to a department that has not come yet is refused, with the one that waits', async () => {
    const incident = await report()
    const whistle = await sent(incident.id)
    const { status, body } = await send(incident.id)
    expect([status, ProblemBody.parse(body)]).toMatchObject([409, { code: 'conflict', current: whistle }])
    await recorded(whistle, { does: 'arrived' })
    expect((await send(incident.id)).status).toBe(200)
  })

  it('sent by mistake is withdrawn with a word why: it stays to be seen, and the department can be whistled again', async () => {
    const incident = await report()
    const whistle = await sent(incident.id)
    const mute = await record(whistle, { does: 'withdrawn' })
    expect([mute.status, ProblemBody.parse(mute.body).code]).toEqual([400, 'invalid'])
    const withdrawn = await recorded(whistle, { does: 'withdrawn', note: '点错部门' })
    expect(withdrawn).toMatchObject({
      state: 'withdrawn',
      withdrawnAt: expect.any(String),
      withdrawnBy: '测试 coordinator',
      withdrawnWhy: '点错部门',
    })
    const again = await sent(incident.id)
    const { whistles, whistleFacts } = IncidentDetail.parse(await open(incident.id))
    expect(whistles.map(({ id, state }) => [id, state])).toEqual([
      [whistle.id, 'withdrawn'],
      [again.id, 'sent'],
    ])
    expect(whistleFacts).toMatchObject([
      { kind: 'withdrawn', whistleId: whistle.id, author: '测试 coordinator', note: '点错部门' },
    ])
  })

  it('that was withdrawn takes no more facts and says when that was; one that was followed is not withdrawn', async () => {
    const withdrawn = await recorded(await sent((await report()).id), { does: 'withdrawn', note: '点错部门' })
    for (const about of [
      { does: 'answered' },
      { does: 'arrived' },
      { does: 'reminded' },
      { does: 'evaluated', verdict: 'no-show', mark: 1 },
      { does: 'withdrawn', note: '再撤一次' },
    ]) {
      const { status, body } = await record(withdrawn, about)
      const problem = ProblemBody.parse(body)
      expect([status, problem.code]).toEqual([409, 'conflict'])
      expect(problem.detail).toContain(`was withdrawn at ${withdrawn.withdrawnAt}`)
    }
    const arrived = await recorded(await sent((await report()).id), { does: 'arrived' })
    expect((await record(arrived, { does: 'withdrawn', note: '点错部门' })).status).toBe(409)
  })

  it('that was withdrawn was the first response all the same: no clock is turned back', async () => {
    const incident = await report()
    const whistle = await sent(incident.id)
    const before = IncidentDetail.parse(await open(incident.id)).incident
    await recorded(whistle, { does: 'withdrawn', note: '点错部门' })
    expect(IncidentDetail.parse(await open(incident.id)).incident).toEqual(before)
    await post(`/api/incidents/${incident.id}/facts`, {
      id: randomUUID(),
      revision: before.revision,
      kind: 'arrived',
    })
    expect(IncidentDetail.parse(await open(incident.id)).incident.respondedAt).toBe(whistle.sentAt)
  })

  it('that was withdrawn is among no no-shows, however late it would be by now', async () => {
    const withdrawn = await recorded(await sent((await report()).id), { does: 'withdrawn', note: '点错部门' })
    await ago(withdrawn.id, 60)
    expect((await record(withdrawn, { does: 'no-show' })).status).toBe(409)
    const list = async (state: string) =>
      WhistleList.parse((await street.send('GET', `/api/whistles?state=${state}`, { as: 'leader' })).body).items
    expect((await list('no-show')).map(({ id }) => id)).not.toContain(withdrawn.id)
    expect((await list('withdrawn')).map(({ id }) => id)).toContain(withdrawn.id)
  })

  it('is withdrawn in the database only with who, when and why, and never after somebody came', async () => {
    const whistle = await sent((await report()).id)
    const withdraw = (rest: string) =>
      street.pool.query(`update whistle set state = 'withdrawn', ${rest} where id = $1`, [whistle.id])
    await expect(withdraw(`withdrawn_at = now(), withdrawn_by = '值班'`)).rejects.toThrow('whistle_withdrawn_check')
    await expect(
      withdraw(`withdrawn_at = now(), withdrawn_by = '值班', withdrawn_why = '错', arrived_at = now()`),
    ).rejects.toThrow('whistle_withdrawn_check')
  })

  it('never goes to 119 or to an own office, an own office is never whistled and an outside department never assigned', async () => {
    const incident = await report()
    const [called] = await departments('called')
    const [own] = await departments('own')
    const [outside] = await departments('whistled')
    const refused = [
      await send(incident.id, { departmentId: called }),
      await send(incident.id, { departmentId: own }),
      await post(`/api/incidents/${incident.id}/assignments`, {
        id: randomUUID(), revision: incident.revision, assignee: 'department', assigneeId: outside,
      }), // prettier-ignore
    ].map(({ body }) => ProblemBody.parse(body))
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400])
    expect(refused.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('is called, never whistled'),
      expect.stringContaining('assign it'),
      expect.stringContaining('whistle it'),
    ])
    expect((await send(incident.id, { departmentId: randomUUID() })).status).toBe(404)
  })

  it('goes to no incident that was merged or closed, and joint enforcement needs its time', async () => {
    const [from, into] = [await report(), await report()]
    await post(`/api/incidents/${from.id}/merge`, { id: randomUUID(), revision: from.revision, into: into.id })
    expect((await send(from.id)).status).toBe(409)
    expect((await send(into.id, { kind: 'joint-enforcement' })).status).toBe(400)
    expect((await send(into.id, { kind: 'emergency', agreedAt: '2030-01-01T00:00:00Z' })).status).toBe(400)
    expect((await send(into.id, { kind: 'joint-enforcement', agreedAt: '2020-01-01T00:00:00Z' })).status).toBe(400)
    const agreed = await sent(into.id, { kind: 'joint-enforcement', agreedAt: '2030-01-01T09:00:00+08:00' })
    expect(agreed.arriveDueAt).toBe('2030-01-01T01:00:00.000Z')
  })

  it('reaches the wall with label, kind, times and state, and with no reason, no judgement and nobody’s name', async () => {
    const socket = await street.socketOf('wall')
    const changes: FeedChange[] = []
    socket.on('feed:change', (change) => changes.push(FeedChange.parse(change)))
    await socket.timeout(5_000).emitWithAck('feed:join', { epoch: null, since: null })
    const incident = await report()
    const whistle = await sent(incident.id, { reason: '金丝雀：带泵' })
    const arrived = await recorded(whistle, { does: 'arrived', note: '金丝雀：到了' })
    await recorded(arrived, { does: 'evaluated', verdict: 'on-time', mark: 4, note: '金丝雀：尚可' })
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

    const mistake = await sent(incident.id)
    await recorded(mistake, { does: 'withdrawn', note: '金丝雀：点错部门' })
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
    const incident = await report()
    const whistle = await recorded(await sent(incident.id), { does: 'arrived' })
    await recorded(whistle, { does: 'evaluated', verdict: 'on-time', mark: 4, note: '回电 13800138000' })
    const Seen = z.object({ whistles: z.array(Whistle.partial()) })
    const [seen] = Seen.parse(await open(incident.id, 'leader')).whistles
    expect(seen).toMatchObject({ arrivedAt: whistle.arrivedAt, answeredAt: null, verdict: 'on-time', mark: 4 })
    expect(seen).toMatchObject({ note: '回电 …' })
    await recorded(await sent(incident.id), { does: 'withdrawn', note: '误拨 13800138000' })
    const taken = Seen.parse(await open(incident.id, 'leader')).whistles.find(({ state }) => state === 'withdrawn')
    expect(taken).toMatchObject({ withdrawnWhy: '误拨 …', withdrawnAt: expect.any(String) })
    expect(taken).not.toHaveProperty('withdrawnBy')
    expect(isOnLaneOf('whistle', 'worker')).toBe(false)
  })

  it('of a drill is a drill from birth, and stands in no list of the street', async () => {
    const { incident, declare } = await openPipeBurst(street)
    await declare({ drill: true })
    const whistle = await sent(incident.id)
    expect(whistle.drill).toBe(true)
    const list = async (query: string) =>
      WhistleList.parse((await street.send('GET', `/api/whistles?${query}`, { as: 'coordinator' })).body).items
    expect((await list('')).map(({ id }) => id)).not.toContain(whistle.id)
    expect((await list(`incident=${incident.id}`)).map(({ id }) => id)).toEqual([whistle.id])
  })

  it('stands in the story of its emergency, one line for each thing that was written down', async () => {
    const { incident, declare } = await openPipeBurst(street)
    const emergency = await declare()
    const whistle = await sent(incident.id)
    await recorded(await recorded(whistle, { does: 'reminded' }), { does: 'arrived' })
    await recorded(await sent(incident.id), { does: 'withdrawn', note: '重复吹哨' })
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
