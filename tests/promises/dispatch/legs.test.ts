import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { IncidentDetail } from '#shared/api'
import type { FeedChange } from '#shared/feed'
import { LegAnswer, LegsAnswer, StartLegsAnswer } from '#shared/leg'
import type { Leg, LegCommand, LegParty } from '#shared/leg'
import { ReportAnswer } from '#shared/report'
import { PeopleCard } from '#shared/street'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

const FIVE = ['119', 'micro-fire-station', 'manager', 'evacuation', 'police']

describe('the legs of a plan', () => {
  let street: StreetServer
  beforeAll(async () => {
    street = await openStreetServer()
  })
  afterAll(() => street.close())

  const post = (path: string, body: object) =>
    street.send('POST', path, { as: 'coordinator', body: { id: randomUUID(), ...body } })
  const houseNamed = async (place: string) => {
    const { rows } = await street.pool.query<{ id: string }>(`select id from building where place = $1`, [place])
    return rows[0]?.id
  }
  const open = async (about: object) => ReportAnswer.parse((await street.report(about)).body).incident
  const fire = async () =>
    open({ kind: 'garage-fire', text: '车库着火了', buildingId: await houseNamed('松涛苑 7 号楼') })
  const shown = async (id: string) =>
    LegsAnswer.parse((await street.send('GET', `/api/incidents/${id}/legs`, { as: 'coordinator' })).body)
  const detail = async (id: string) =>
    IncidentDetail.parse((await street.send('GET', `/api/incidents/${id}`, { as: 'coordinator' })).body)
  const start = async (id: string) => {
    const { revision } = (await detail(id)).incident
    return StartLegsAnswer.parse((await post(`/api/incidents/${id}/legs`, { revision })).body)
  }
  const legOf = async (id: string, party: LegParty): Promise<Leg> => {
    const leg = (await shown(id)).legs.find((one) => one.party === party)
    if (!leg) throw new Error(`expected a leg ${party}`)
    return leg
  }
  const move = async (id: string, party: LegParty, step: Omit<LegCommand, 'id' | 'revision'>) => {
    const { id: legId, revision } = await legOf(id, party)
    return post(`/api/legs/${legId}`, { revision, ...step })
  }

  it('are shown before they go: five for a fire, each with who it would be', async () => {
    const { id } = await fire()
    const { plan, legs } = await shown(id)
    expect(legs).toEqual([])
    expect(plan.map(({ party }) => party)).toEqual(FIVE)
    expect(plan.map(({ unit }) => unit)).toEqual([
      '119', expect.stringMatching(/^微站/), '安居服务中心', expect.stringMatching(/网格$/), '社区民警',
    ]) // prettier-ignore
    expect(plan[3]?.asked).toBeGreaterThan(0)
  })

  it('go out with one command, in the same second, and the incident is on its way', async () => {
    const { id } = await fire()
    const { legs, incident } = await start(id)
    expect(legs.map(({ party, state }) => [party, state])).toEqual(FIVE.map((party) => [party, 'sent']))
    expect(new Set(legs.map(({ sentAt }) => sentAt)).size).toBe(1)
    expect(incident).toMatchObject({ status: 'assigned', respondedAt: legs[0]?.sentAt })
    const { assignments } = await detail(id)
    expect(assignments.map(({ assignee }) => assignee).sort()).toEqual(['team', 'worker'])
    expect((await post(`/api/incidents/${id}/legs`, { revision: incident.revision })).status).toBe(409)
  })

  it('have a state each: one moves, the others stay', async () => {
    const { id } = await fire()
    await start(id)
    await move(id, '119', { state: 'accepted', calledBy: 'manager' })
    await move(id, 'micro-fire-station', { state: 'arrived' })
    const states = Object.fromEntries((await shown(id)).legs.map(({ party, state }) => [party, state]))
    expect(states).toEqual({
      '119': 'accepted', 'micro-fire-station': 'arrived', manager: 'sent', evacuation: 'sent', police: 'sent',
    }) // prettier-ignore
    expect(await legOf(id, '119')).toMatchObject({ calledBy: 'manager', acceptedAt: expect.any(String) })
    expect((await detail(id)).incident.status).toBe('on-scene')
  })

  it('follow the errand of a unit of ours, wherever it is moved, and tell every screen', async () => {
    const socket = await street.socketOf('wall')
    const heard: FeedChange[] = []
    socket.on('feed:change', (change) => heard.push(change))
    await socket.timeout(5_000).emitWithAck('feed:join', { epoch: null, since: null })
    const { id } = await fire()
    await start(id)
    const { assignmentId, revision } = await legOf(id, 'micro-fire-station')
    await post(`/api/assignments/${assignmentId}`, { revision: 1, state: 'on-the-way' })
    expect(await legOf(id, 'micro-fire-station')).toMatchObject({ state: 'accepted', revision: revision + 1 })
    await vi.waitFor(() =>
      expect(
        heard.some(({ state }) => state?.['party'] === 'micro-fire-station' && state['state'] === 'accepted'),
      ).toBe(true),
    )
    const legs = heard.filter(({ entity }) => entity === 'leg')
    expect(new Set(legs.map(({ state }) => state?.['party']))).toEqual(new Set(FIVE))
    expect(JSON.stringify(legs)).not.toMatch(/安居服务中心|unit|calledBy|task/)
  })

  it('come to nothing only with somebody behind them: manager, then owner unit, then contractor', async () => {
    const { id } = await fire()
    await start(id)
    expect((await move(id, 'manager', { state: 'declined' })).status).toBe(400)
    const { next } = LegAnswer.parse((await move(id, 'manager', { state: 'declined', note: '值班人员不在' })).body)
    expect(next).toMatchObject({ party: 'owner', unit: '第一机床厂', instead: ['manager'], state: 'to-send' })
    await move(id, 'owner', { state: 'sent' })
    const { next: last } = LegAnswer.parse((await move(id, 'owner', { state: 'not-reached' })).body)
    expect(last).toMatchObject({
      party: 'contractor',
      unit: '应急维修队',
      instead: ['manager', 'owner'],
      state: 'to-send',
    })
    expect((await move(id, 'contractor', { state: 'sent' })).status).toBe(200)
  })

  it('know that a staircase is outside the contract: its manager is none, whoever manages the rest of the house', async () => {
    const buildingId = await houseNamed('统建里 14 号楼')
    const dark = (text: string) => open({ kind: 'power-outage', text, buildingId, address: text })
    const { plan } = await shown((await dark('5单元又跳闸了')).id)
    expect(plan[0]).toMatchObject({ party: 'owner', unit: '第三棉纺厂', instead: ['manager'] })
    const beside = await shown((await dark('3 单元跳闸了')).id)
    expect(beside.plan[0]).toMatchObject({ party: 'manager', unit: '同庆物业', instead: [] })
    const card = await street.send('GET', `/api/places/people/${buildingId}`, { as: 'coordinator' })
    expect(PeopleCard.parse(card.body)).toMatchObject({
      manager: '同庆物业',
      fallback: '应急维修队',
      unitManagers: [{ unit: 5, manager: null, note: '不在物业合同内' }],
    })
  })

  it('are the street’s own where it wrote some, and none for what needs no plan', async () => {
    const litter = await open({ kind: 'litter', text: '垃圾没人收' })
    expect((await shown(litter.id)).plan).toEqual([])
    expect((await post(`/api/incidents/${litter.id}/legs`, { revision: litter.revision })).status).toBe(400)
    const own = { kind: 'litter', legs: [{ party: 'contractor', task: '清运' }] }
    expect((await street.send('POST', '/api/leg-templates', { as: 'admin', body: { id: randomUUID(), ...own } })).status).toBe(200) // prettier-ignore
    expect((await shown(litter.id)).plan).toMatchObject([{ party: 'contractor', unit: '应急维修队', task: '清运' }])
  })

  it('say aloud that nobody could be found, instead of pretending', async () => {
    await street.pool.query(`update team set duty = 'off' where kind = 'micro-fire-station'`)
    const { id } = await fire()
    await start(id)
    expect(await legOf(id, 'micro-fire-station')).toMatchObject({ unit: null, state: 'to-send', sentAt: null })
    await street.pool.query(`update team set duty = 'on' where kind = 'micro-fire-station'`)
  })
})
