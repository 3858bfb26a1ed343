import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IncidentDetail } from '#shared/api'
import { ProblemBody } from '#shared/problem'
import { WhistleList } from '#shared/whistle-api'
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

  it('sent by mistake is withdrawn with a word why: it stays to be seen, and the department can be whistled again', async () => {
    const incident = await whistling.report()
    const whistle = await whistling.sent(incident.id)
    const mute = await whistling.record(whistle, { does: 'withdrawn' })
    expect([mute.status, ProblemBody.parse(mute.body).code]).toEqual([400, 'invalid'])
    const withdrawn = await whistling.recorded(whistle, { does: 'withdrawn', note: '点错部门' })
    expect(withdrawn).toMatchObject({
      state: 'withdrawn',
      withdrawnAt: expect.any(String),
      withdrawnBy: '测试 coordinator',
      withdrawnWhy: '点错部门',
    })
    const again = await whistling.sent(incident.id)
    const { whistles, whistleFacts } = IncidentDetail.parse(await whistling.open(incident.id))
    expect(whistles.map(({ id, state }) => [id, state])).toEqual([
      [whistle.id, 'withdrawn'],
      [again.id, 'sent'],
    ])
    expect(whistleFacts).toMatchObject([
      { kind: 'withdrawn', whistleId: whistle.id, author: '测试 coordinator', note: '点错部门' },
    ])
  })

  it('that was withdrawn takes no more facts and says when that was; one that was followed is not withdrawn', async () => {
    const withdrawn = await whistling.recorded(await whistling.sent((await whistling.report()).id), {
      does: 'withdrawn',
      note: '点错部门',
    })
    for (const about of [
      { does: 'answered' },
      { does: 'arrived' },
      { does: 'reminded' },
      { does: 'evaluated', verdict: 'no-show', mark: 1 },
      { does: 'withdrawn', note: '再撤一次' },
    ]) {
      const { status, body } = await whistling.record(withdrawn, about)
      const problem = ProblemBody.parse(body)
      expect([status, problem.code]).toEqual([409, 'conflict'])
      expect(problem.detail).toContain(`was withdrawn at ${withdrawn.withdrawnAt}`)
    }
    const arrived = await whistling.recorded(await whistling.sent((await whistling.report()).id), { does: 'arrived' })
    expect((await whistling.record(arrived, { does: 'withdrawn', note: '点错部门' })).status).toBe(409)
  })

  it('that was withdrawn was the first response all the same: no clock is turned back', async () => {
    const incident = await whistling.report()
    const whistle = await whistling.sent(incident.id)
    const before = IncidentDetail.parse(await whistling.open(incident.id)).incident
    await whistling.recorded(whistle, { does: 'withdrawn', note: '点错部门' })
    expect(IncidentDetail.parse(await whistling.open(incident.id)).incident).toEqual(before)
    await whistling.post(`/api/incidents/${incident.id}/facts`, {
      id: randomUUID(),
      revision: before.revision,
      kind: 'arrived',
    })
    expect(IncidentDetail.parse(await whistling.open(incident.id)).incident.respondedAt).toBe(whistle.sentAt)
  })

  it('that was withdrawn is among no no-shows, however late it would be by now', async () => {
    const withdrawn = await whistling.recorded(await whistling.sent((await whistling.report()).id), {
      does: 'withdrawn',
      note: '点错部门',
    })
    await whistling.ago(withdrawn.id, 60)
    expect((await whistling.record(withdrawn, { does: 'no-show' })).status).toBe(409)
    const list = async (state: string) =>
      WhistleList.parse((await street.send('GET', `/api/whistles?state=${state}`, { as: 'leader' })).body).items
    expect((await list('no-show')).map(({ id }) => id)).not.toContain(withdrawn.id)
    expect((await list('withdrawn')).map(({ id }) => id)).toContain(withdrawn.id)
  })

  it('is withdrawn in the database only with who, when and why, and never after somebody came', async () => {
    const whistle = await whistling.sent((await whistling.report()).id)
    const withdraw = (rest: string) =>
      street.pool.query(`update whistle set state = 'withdrawn', ${rest} where id = $1`, [whistle.id])
    await expect(withdraw(`withdrawn_at = now(), withdrawn_by = '值班'`)).rejects.toThrow('whistle_withdrawn_check')
    await expect(
      withdraw(`withdrawn_at = now(), withdrawn_by = '值班', withdrawn_why = '错', arrived_at = now()`),
    ).rejects.toThrow('whistle_withdrawn_check')
  })
})
