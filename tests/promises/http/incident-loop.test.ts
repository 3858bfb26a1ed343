import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AssignAnswer, IncidentAnswer, IncidentDetail } from '#shared/api'
import { ProblemBody } from '#shared/problem'
import { ReportAnswer } from '#shared/report'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

describe('an incident', () => {
  let street: StreetServer
  beforeAll(async () => {
    street = await openStreetServer()
  })
  afterAll(() => street.close())

  const report = async (about: object = {}) => ReportAnswer.parse((await street.report(about)).body)
  const post = (path: string, body: object) => street.send('POST', path, { as: 'coordinator', body })
  const open = async (id: string) =>
    IncidentDetail.parse((await street.send('GET', `/api/incidents/${id}`, { as: 'coordinator' })).body)

  const fact = (incident: { id: string; revision: number }, about: object) =>
    post(`/api/incidents/${incident.id}/facts`, { id: randomUUID(), revision: incident.revision, ...about })

  it('goes through the loop by facts: sent, arrived, controlled, restored, done, revisited, closed', async () => {
    let { incident } = await report({ text: '水管爆了，往外喷水' })
    const { rows } = await street.pool.query<{ id: string }>(`select id from team order by code limit 1`)
    const sent = await post(`/api/incidents/${incident.id}/assignments`, {
      id: randomUUID(), revision: incident.revision, assignee: 'team', assigneeId: rows[0]?.id,
    }) // prettier-ignore
    const errand = AssignAnswer.parse(sent.body)
    expect(errand.incident.status).toBe('assigned')
    const arrived = await post(`/api/assignments/${errand.assignment.id}`, {
      id: randomUUID(), revision: errand.assignment.revision, state: 'arrived',
    }) // prettier-ignore
    incident = IncidentAnswer.parse(arrived.body).incident
    expect(incident.status).toBe('on-scene')
    for (const [kind, status] of [
      ['controlled', 'controlled'],
      ['restored', 'restored'],
      ['rooted-out', 'restored'],
      ['done', 'done'],
      ['revisited', 'revisited'],
      ['closed', 'closed'],
    ] as const) {
      incident = IncidentAnswer.parse((await fact(incident, { kind, satisfied: true })).body).incident
      expect(incident.status, kind).toBe(status)
    }
    expect(incident.rootedOutAt).not.toBeNull()
    expect((await fact(incident, { kind: 'reopened' })).body).toMatchObject({
      incident: { status: 'restored', doneAt: null, receivedAt: incident.receivedAt, dueAt: incident.dueAt },
    })
  })

  it('answers the second of two people with 409 and what it is now', async () => {
    const { incident } = await report()
    expect((await fact(incident, { kind: 'arrived' })).status).toBe(200)
    const second = await fact(incident, { kind: 'done' })
    expect(ProblemBody.parse(second.body)).toMatchObject({
      code: 'conflict',
      current: { id: incident.id, status: 'on-scene' },
    })
  })

  it('is merged with every caller kept, and comes apart again exactly as it was', async () => {
    const building = await street.buildingId()
    const into = await report({ text: '停电了', buildingId: building })
    const from = await report({ text: '没电，有老人，怎么办', buildingId: building })
    const merged = await post(`/api/incidents/${from.incident.id}/merge`, {
      id: randomUUID(), revision: from.incident.revision, into: into.incident.id,
    }) // prettier-ignore
    expect(merged.body).toMatchObject({ incident: { status: 'merged' }, into: { reportCount: 2, unanswered: 1 } })
    const { incident } = IncidentAnswer.parse(merged.body)
    const apart = await post(`/api/incidents/${incident.id}/unmerge`, {
      id: randomUUID(),
      revision: incident.revision,
    })
    expect(apart.body).toMatchObject({
      incident: { status: 'received', reportCount: 1, unanswered: 1 }, into: { reportCount: 1, unanswered: 0 },
    }) // prettier-ignore
  })

  it('of level 1 raises an alarm that only a person ends', async () => {
    const { incident } = await report({ text: '电梯困人了' })
    const [alarm] = (await open(incident.id)).alarms
    expect(alarm).toMatchObject({ level: 1, acknowledgedAt: null })
    const answered = await post(`/api/alarms/${alarm?.id}`, {
      id: randomUUID(),
      revision: alarm?.revision,
      does: 'acknowledge',
    })
    expect(answered.body).toMatchObject({
      alarm: { acknowledgedBy: '测试 coordinator' },
      incident: { falseAlarm: false },
    })
  })

  it('said to be 误报 counts in no figure, and no name stays attached', async () => {
    const { incident } = await report({ text: '闻到煤气味' })
    const [alarm] = (await open(incident.id)).alarms
    const before = await street.send('GET', '/api/figures', { as: 'leader' })
    await post(`/api/alarms/${alarm?.id}`, { id: randomUUID(), revision: alarm?.revision, does: 'false-alarm' })
    const after = await street.send('GET', '/api/figures', { as: 'leader' })
    const total = (answer: unknown) => (answer as { received: { total: number } }).received.total // Figures, checked elsewhere
    expect(total(after.body)).toBe(total(before.body) - 1)
    expect(JSON.stringify((await open(incident.id)).facts)).not.toContain('测试')
  })

  it('can be sent a unit that is busy, with a warning; 119 is called and never sent', async () => {
    const { rows: workers } = await street.pool.query<{ id: string }>(
      `select id from worker where duty = 'on' order by code limit 1`,
    )
    const send = async (assignee: string, assigneeId: string | undefined) => {
      const { incident } = await report()
      return post(`/api/incidents/${incident.id}/assignments`, {
        id: randomUUID(),
        revision: incident.revision,
        assignee,
        assigneeId,
      })
    }
    expect((await send('worker', workers[0]?.id)).body).toMatchObject({ warnings: [] })
    expect((await send('worker', workers[0]?.id)).body).toMatchObject({ warnings: ['busy'] })
    const { rows: called } = await street.pool.query<{ id: string }>(
      `select id from department where relation = 'called' limit 1`,
    )
    expect((await send('department', called[0]?.id)).status).toBe(400)
  })
})
