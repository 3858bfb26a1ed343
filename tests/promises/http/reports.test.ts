import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Figures, IncidentAnswer, IncidentDetail, IncidentList } from '#shared/api'
import { ProblemBody } from '#shared/problem'
import { Hint, ReportAnswer } from '#shared/report'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

describe('a report', () => {
  let street: StreetServer
  beforeAll(async () => {
    street = await openStreetServer()
  })
  afterAll(() => street.close())

  const report = async (about: object = {}) => ReportAnswer.parse((await street.report(about)).body)
  const post = (path: string, body: object) => street.send('POST', path, { as: 'coordinator', body })
  const open = async (id: string) =>
    IncidentDetail.parse((await street.send('GET', `/api/incidents/${id}`, { as: 'coordinator' })).body)
  const count = async () => Number((await street.pool.query(`select count(*) as n from incident`)).rows[0].n)

  it('opens an incident whose kind, level, grid, community and promise nobody was asked for', async () => {
    const { incident, report: said } = await report({
      text: '一单元又跳闸停电了',
      buildingId: await street.buildingId(),
    })
    expect(incident).toMatchObject({
      kind: 'power-outage',
      severity: 3,
      status: 'received',
      origin: 'own',
      tier: 'before-noon',
    })
    expect(incident.gridId).not.toBeNull()
    expect(incident.communityId).not.toBeNull()
    expect(incident.dueAt).not.toBeNull()
    expect(incident.number).toMatch(/^\d{4}-\d{4}$/)
    expect(said.place).toBe(incident.place)
  })

  it('sent again with the same id gets the same answer with 200, and changes nothing', async () => {
    const id = randomUUID()
    const first = await street.report({ id })
    const before = await count()
    const again = await street.report({ id })
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.body).toEqual(first.body)
    expect(await count()).toBe(before)
  })

  it('sent a hundred times at once opens one incident', async () => {
    const [id, before] = [randomUUID(), await count()]
    const answers = await Promise.all(Array.from({ length: 100 }, () => street.report({ id })))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(99)
    expect(await count()).toBe(before + 1)
  })

  it('with the id of another report is refused as id-reused', async () => {
    const id = randomUUID()
    await street.report({ id })
    const other = await street.report({ id, text: '别的事' })
    expect(ProblemBody.parse(other.body)).toMatchObject({ code: 'id-reused', status: 409 })
  })

  it('converts what speaks GCJ-02 once, and takes WGS-84 as it is', async () => {
    const [lng, lat] = [116.302, 39.902]
    const plain = await report({ position: [lng, lat] })
    const chinese = await report({ position: [lng, lat], crs: 'GCJ02' })
    expect(plain.incident.position).toEqual([lng, lat])
    const east = (chinese.incident.position[0] - lng) * 111_195 * Math.cos((lat * Math.PI) / 180)
    const north = (chinese.incident.position[1] - lat) * 111_195
    expect(Math.hypot(east, north)).toBeGreaterThan(400)
    expect(Math.hypot(east, north)).toBeLessThan(700)
  })

  it('near one of the same kind suggests it, and opens its own all the same', async () => {
    const building = await street.buildingId()
    const first = await report({ text: '楼道漏水了', buildingId: building })
    const second = await report({ text: '我家天花板滴水', buildingId: building })
    expect(second.suggestion).toMatchObject({ incidentId: first.incident.id, distanceMeters: 0 })
    expect(second.incident.id).not.toBe(first.incident.id)
  })

  it('joined to an incident by a person adds a caller and leaves the clock alone', async () => {
    const first = await report({ text: '整栋楼停水' })
    const second = await report({ text: '我家也停水了', incidentId: first.incident.id })
    expect(second.incident).toMatchObject({
      id: first.incident.id, reportCount: 2, receivedAt: first.incident.receivedAt, dueAt: first.incident.dueAt,
    }) // prettier-ignore
    expect((await open(first.incident.id)).reports).toHaveLength(2)
  })

  it('with a question stays an unanswered item of its own until a person answers', async () => {
    const first = await report({ text: '车库着火了，全是烟' })
    const question = await report({ text: '楼道里都是烟味，要不要下楼？', incidentId: first.incident.id })
    expect(question.incident.unanswered).toBe(1)
    const answered = await post(`/api/reports/${question.report.id}/answer`, {
      id: randomUUID(),
      text: '请用湿毛巾捂口鼻下楼',
    })
    expect(IncidentAnswer.parse(answered.body).incident.unanswered).toBe(0)
  })

  it('keeps name and telephone encrypted and apart, masked at the desk, whole only when asked for and written down', async () => {
    const reporter = { name: '王金丝雀', phone: '10012345678' }
    const { report: said, incident } = await report({ reporter })
    expect(said).toMatchObject({ phoneMasked: '100****5678', hasName: true })
    const { rows } = await street.pool.query(`select to_jsonb(r)::text as row from report r where id = $1`, [said.id])
    expect(rows[0].row).not.toContain('金丝雀')
    const whole = await street.pool.query(
      `select string_agg(t, '') as all from (select to_jsonb(reporter)::text as t from reporter union all
       select answer::text from command union all select to_jsonb(change)::text from change union all
       select to_jsonb(audit)::text from audit) everything`,
    )
    expect(whole.rows[0].all).not.toMatch(/金丝雀|10012345678/)

    const revealed = await post(`/api/reports/${said.id}/reveal`, { id: randomUUID(), reason: '回电' })
    expect(revealed.body).toEqual(reporter)
    const audit = await street.send('GET', '/api/audit', { as: 'auditor' })
    expect(JSON.stringify(audit.body)).toContain('"reveal"')
    const found = await street.send('GET', '/api/incidents?q=5678', { as: 'coordinator' })
    expect(IncidentList.parse(found.body).items.map(({ id }) => id)).toContain(incident.id)
  })

  it('of a 举报 hides the informant, even from the desk', async () => {
    const { report: said } = await report({
      nature: 'denunciation',
      text: '有人群租',
      reporter: { phone: '10012349999' },
    })
    expect(said).toMatchObject({ phoneMasked: null, hasName: false })
    const refused = await post(`/api/reports/${said.id}/reveal`, { id: randomUUID(), reason: '好奇' })
    expect(refused.status).toBe(403)
  })

  it.each([
    ['without any place', { channel: 'hotline', text: '没说在哪' }],
    ['far outside the street', { channel: 'hotline', text: '在上海', position: [121.47, 31.23] }],
    ['with latitude and longitude swapped', { channel: 'hotline', text: '反了', position: [39.9, 116.3] }],
    ['with an unknown channel', { channel: 'pigeon', text: '你好', position: [116.302, 39.902] }],
    ['of an unknown building', { channel: 'hotline', text: '你好', buildingId: randomUUID() }],
    ['with an empty text', { channel: 'hotline', text: '  ', position: [116.302, 39.902] }],
  ])('%s is refused with the reason, and no row is written', async (_what, body) => {
    const before = await count()
    const answer = await post('/api/reports', { id: randomUUID(), ...body })
    expect(ProblemBody.parse(answer.body)).toMatchObject({ code: 'invalid', status: 400 })
    expect(await count()).toBe(before)
  })

  it('is hinted at while it is being taken, with the words that spoke for the kind', async () => {
    const answer = await post('/api/reports/hint', {
      text: '地下车库冒黑烟，要不要下楼？',
      buildingId: await street.buildingId(),
    })
    expect(Hint.parse(answer.body)).toMatchObject({
      kind: 'garage-fire',
      severity: 1,
      words: ['冒黑烟'],
      needsAnswer: true,
    })
  })

  it('adds up: received = done + open = the three origins, and open = today + older = the five levels', async () => {
    const { body } = await street.send('GET', '/api/figures', { as: 'wall' })
    const { received, open: now, responded } = Figures.parse(body)
    expect(received.own + received.found + received['12345']).toBe(received.total)
    expect(received.done + received.open).toBe(received.total)
    expect(now.today + now.older).toBe(now.total)
    expect(Object.values(now.bySeverity).reduce((sum, n) => sum + n, 0)).toBe(now.total)
    expect(responded.d).toBe(received.total)
  })

  it('is listed by page, and pages together hold everything once', async () => {
    const ids: string[] = []
    let cursor: string | null = ''
    let total = 0
    while (cursor !== null) {
      const answer = await street.send(
        'GET',
        `/api/incidents?limit=7${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
        { as: 'coordinator' },
      )
      const page = IncidentList.parse(answer.body)
      ids.push(...page.items.map(({ id }) => id))
      cursor = page.next
      total = page.total
    }
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toHaveLength(total)
    expect(total).toBe(await count())
  })
})
