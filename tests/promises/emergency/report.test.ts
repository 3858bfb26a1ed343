import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AssignAnswer } from '#shared/api'
import type { Emergency, LedgerRow } from '#shared/emergency'
import { EmergencyDetail, LedgerAnswer } from '#shared/emergency-api'
import { CountKey, EmergencyReport } from '#shared/emergency-report'
import { WhistleAnswer } from '#shared/whistle-api'
import { recount } from '../../support/recount.ts'
import { openPipeBurst } from '../../support/pipe-burst.ts'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

describe('the report of an emergency', () => {
  let street: StreetServer
  let burst: Awaited<ReturnType<typeof openPipeBurst>>
  let emergency: Emergency
  let report: EmergencyReport

  const read = async (as: 'coordinator' | 'leader' = 'coordinator') =>
    street.send('GET', `/api/emergencies/${emergency.id}/report`, { as })
  const fact = async (row: Pick<LedgerRow, 'id' | 'revision'>, about: object) =>
    LedgerAnswer.parse((await burst.post(`/api/ledger-rows/${row.id}/facts`, { revision: row.revision, ...about })).body).row // prettier-ignore

  /** A whole event: calls, a question, doors, outcomes, staircases, steps, a planned cut, distribution, reports upward. */
  beforeAll(async () => {
    street = await openStreetServer()
    burst = await openPipeBurst(street)
    for (const text of ['停水了', '要不要下楼', '停电了，有老人'])
      await street.report({ text, incidentId: burst.incident.id })
    emergency = await burst.declare()
    const ledger = await burst.ledger(emergency.id)
    const [zero, one, two, three, four] = ledger
    if (!zero || !one || !two || !three || !four) throw new Error('expected five rows')
    await fact(await fact(zero, { kind: 'outcome', outcome: 'refused' }), { kind: 'outcome', outcome: 'moved' })
    await fact(await fact(one, { kind: 'supplied', items: ['饮用水'] }), { kind: 'outcome', outcome: 'supplied' })
    await fact(two, { kind: 'attempt', means: 'phone', answered: false })
    await fact(three, { kind: 'attempt', means: 'door', answered: true })
    await fact(four, { kind: 'outcome', outcome: 'with-family' })
    const last = ledger.at(-1)
    if (last) await fact(last, { kind: 'outcome', outcome: 'refused' })
    await answerOne()
    await sendAndArrive()
    const { body } = await street.send('GET', `/api/emergencies/${emergency.id}`, { as: 'coordinator' })
    const { sweep, plan, utilities } = EmergencyDetail.parse(body)
    for (const [nth, unit] of sweep.slice(0, 3).entries()) {
      await burst.post(`/api/sweep-units/${unit.id}`, { revision: 1, told: nth === 0 ? unit.households : 1 })
    }
    for (const step of plan.slice(0, 2)) await burst.post(`/api/plan-steps/${step.id}`, { revision: 1, done: true })
    const waters = utilities.filter(({ utility }) => utility === 'water')
    await burst.post(`/api/emergencies/${emergency.id}/utilities`, {
      set: waters.map(({ id, revision }) => ({ id, revision, state: 'on' })),
    })
    const up = { byPhone: true, inWriting: true, signedBy: '带班领导', casualties: 0, trapped: 0 }
    await burst.post(`/api/emergencies/${emergency.id}/reports`, { revision: await revision(), kind: 'first', ...up })
    await burst.post(`/api/emergencies/${emergency.id}/distribution`, {
      revision: await revision(),
      reason: '居民已聚集',
    })
    report = EmergencyReport.parse((await read()).body)
  })
  afterAll(() => street.close())

  /** One of those who asked is answered; the other one waits. */
  const answerOne = async () => {
    const { rows } = await street.pool.query<{ id: string }>(
      `select id from report where incident_id = $1 and needs_answer order by received_at, id limit 1`,
      [burst.incident.id],
    )
    await burst.post(`/api/reports/${rows[0]?.id}/answer`, { text: '请在家等候，正在处置' })
  }

  /** A team is sent and arrives, another one is on its way; a department is whistled and comes, one by mistake. */
  const sendAndArrive = async () => {
    const { rows: teams } = await street.pool.query<{ id: string }>(`select id from team order by code limit 2`)
    const sent = []
    for (const { id } of teams) {
      const path = `/api/incidents/${burst.incident.id}/assignments`
      const answer = await burst.post(path, { revision: await incidentRevision(), assignee: 'team', assigneeId: id })
      sent.push(AssignAnswer.parse(answer.body).assignment)
    }
    await burst.post(`/api/assignments/${sent[0]?.id}`, { revision: 1, state: 'arrived' })
    const { rows: departments } = await street.pool.query<{ id: string }>(
      `select id from department where relation = 'whistled' order by code limit 2`,
    )
    const path = `/api/incidents/${burst.incident.id}/whistles`
    for (const [nth, about] of [{ does: 'arrived' }, { does: 'withdrawn', note: '金丝雀：点错部门' }].entries()) {
      const { body } = await burst.post(path, { departmentId: departments[nth]?.id, kind: 'emergency' })
      const { id, revision: seen } = WhistleAnswer.parse(body).whistle
      await burst.post(`/api/whistles/${id}`, { revision: seen, ...about })
    }
  }

  const incidentRevision = async () => {
    const { rows } = await street.pool.query<{ revision: number }>(`select revision from incident where id = $1`, [
      burst.incident.id,
    ])
    return rows[0]?.revision ?? 0
  }

  const revision = async () => {
    const { rows } = await street.pool.query<{ revision: number }>(`select revision from emergency where id = $1`, [
      emergency.id,
    ])
    return rows[0]?.revision ?? 0
  }

  it.each(CountKey.options)(
    'prints for %s the number that the facts give when they are counted by hand',
    async (key) => {
      const values = [emergency.id, burst.incident.id].filter((_, nth) => recount[key].includes(`$${nth + 1}`))
      const query = recount[key].includes('$1') ? recount[key] : recount[key].replaceAll('$2', '$1')
      const { rows } = await street.pool.query({ text: query, values, rowMode: 'array' })
      const [n, of] = z.tuple([z.coerce.number(), z.coerce.number().nullable()]).parse(rows[0])
      expect(report.counts.find((one) => one.key === key)).toMatchObject({ n, of })
    },
  )

  it('tells something happened in every count that this event touched, so that equality is not nothing with nothing', () => {
    const untouched = report.counts.filter(({ n }) => n === 0).map(({ key }) => key)
    expect(untouched).toEqual([])
  })

  it('lists a whistle that was sent by mistake, in no number and without the words why', () => {
    expect(report.whistles.map(({ state }) => state)).toEqual(['arrived', 'withdrawn'])
    expect(report.counts.find(({ key }) => key === 'whistles')).toMatchObject({ n: 1, of: 1 })
    expect(report.timeline.some(({ text }) => text.endsWith('：撤回吹哨'))).toBe(true)
    expect(JSON.stringify(report)).not.toContain('金丝雀')
  })

  it('adds up: outcomes and open ones to all households, tiers to the ledger, states to buildings', () => {
    const n = (key: CountKey) => report.counts.find((one) => one.key === key)?.n ?? NaN
    const of = (key: CountKey) => report.counts.find((one) => one.key === key)?.of ?? NaN
    expect(n('supplied') + n('moved') + n('withFamily') + n('refused') + n('open')).toBe(report.rows?.length)
    expect(of('priority') + of('attention')).toBe(report.rows?.length)
    expect(report.tiers.reduce((sum, { reached }) => sum + reached, 0)).toBe(n('priority') + n('attention'))
    const total = (of: (one: EmergencyReport['sweep'][number]) => number) =>
      report.sweep.reduce((sum, one) => sum + of(one), 0)
    expect(total(({ told }) => told)).toBe(n('told'))
    expect(total(({ households }) => households)).toBe(n('households'))
    expect(total(({ finished }) => finished)).toBe(n('staircases'))
    expect(report.plan.filter(({ doneAt }) => doneAt).length).toBe(n('steps'))
    for (const { states, buildings } of report.utilities) {
      expect(Object.values(states).reduce((sum, one) => sum + one, 0)).toBe(buildings)
    }
  })

  it('keeps two clocks: water is back in every building, the cause is not gone', () => {
    expect(report.utilities.find(({ utility }) => utility === 'water')).toMatchObject({
      states: { on: 12 },
      restoredAt: expect.any(String),
    })
    expect(report.utilities.find(({ utility }) => utility === 'power')?.restoredAt).toBeNull()
    expect(report).toMatchObject({ restoredAt: null, rootedOutAt: null, receivedAt: burst.incident.receivedAt })
  })

  it('names who decided by post, with the reason where one was needed', () => {
    expect(report.decided).toEqual([
      expect.objectContaining({ what: 'declared', by: '测试 coordinator' }),
      expect.objectContaining({ what: 'distribution', by: '测试 coordinator', reason: '居民已聚集' }),
    ])
  })

  it('tells the whole timeline, and in it nobody’s name, telephone, door or words', async () => {
    const text = JSON.stringify((await read()).body)
    for (const row of (await burst.ledger(emergency.id)).slice(0, 8)) {
      expect(text).not.toContain(row.residents?.[0]?.name)
      expect(text).not.toContain(row.residents?.[0]?.phoneMasked)
    }
    expect(text).not.toContain('要不要下楼')
    expect(report.timeline.length).toBeGreaterThan(8)
  })

  it('gives a leader the counts without rows of households and without posts of the desk, a wall nothing', async () => {
    const seen = EmergencyReport.parse((await read('leader')).body)
    expect(seen.rows).toBeNull()
    expect(seen.counts).toEqual(report.counts)
    expect(seen.timeline.every(({ by }) => by === null)).toBe(true)
    expect(seen.decided.map(({ what }) => what)).toEqual(['distribution'])
    for (const as of ['wall', 'worker', 'helper', 'admin'] as const) {
      expect((await street.send('GET', `/api/emergencies/${emergency.id}/report`, { as })).status).toBe(403)
    }
    const nowhere = `/api/emergencies/${randomUUID()}/report`
    expect((await street.send('GET', nowhere, { as: 'leader' })).status).toBe(404)
  })
})
