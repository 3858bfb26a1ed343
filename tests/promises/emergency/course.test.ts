import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Emergency, LedgerRow } from '#shared/emergency'
import { EmergencyAnswer, EmergencyDetail, LedgerAnswer } from '#shared/emergency-api'
import { Snapshot } from '#shared/feed'
import { openPipeBurst } from '../../support/pipe-burst.ts'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

describe('a running emergency', () => {
  let street: StreetServer
  let burst: Awaited<ReturnType<typeof openPipeBurst>>
  let emergency: Emergency
  beforeAll(async () => {
    street = await openStreetServer()
  })
  afterAll(() => street.close())

  const begin = async (expectedRestoreAt?: string) => {
    burst = await openPipeBurst(street)
    emergency = await burst.declare(expectedRestoreAt ? { expectedRestoreAt } : {})
  }
  const detail = async () =>
    EmergencyDetail.parse((await street.send('GET', `/api/emergencies/${emergency.id}`, { as: 'coordinator' })).body)
  const fact = async (row: Pick<LedgerRow, 'id' | 'revision'>, about: object) => {
    const { body } = await burst.post(`/api/ledger-rows/${row.id}/facts`, { revision: row.revision, ...about })
    return LedgerAnswer.parse(body)
  }
  const firstOf = async (tier: number) => {
    const row = (await burst.ledger(emergency.id)).find((one) => one.tier === tier)
    if (!row) throw new Error(`expected a row of tier ${tier}`)
    return row
  }
  const edit = async (about: object) => {
    const { revision } = (await detail()).emergency
    const { body } = await burst.post(`/api/emergencies/${emergency.id}/edit`, { revision, ...about })
    return EmergencyAnswer.parse(body).emergency
  }

  it('raises its counters with every household that is reached, in the same change', async () => {
    await begin()
    const row = await firstOf(2)
    const called = await fact(row, { kind: 'attempt', means: 'phone', answered: false })
    expect(called.emergency.deskCounters.noAnswer).toBe(1)
    expect((await firstOf(2)).id).toBe(row.id) // no answer to the last call goes first
    const knocked = await fact(called.row, { kind: 'attempt', means: 'door', answered: true })
    expect(knocked.row.reached).toBe(true)
    expect(knocked.emergency.counters).toMatchObject({ priority: { reached: 1, all: 8 } })
    expect(knocked.emergency.revision).toBe(called.emergency.revision + 1)
    const given = await fact(knocked.row, { kind: 'supplied', items: ['饮用水（5 升）'] })
    const settled = await fact(given.row, { kind: 'outcome', outcome: 'supplied', note: '女儿已通话' })
    expect(settled.row.closed).toBe(true)
    expect(settled.emergency.deskCounters).toMatchObject({ closed: 1, supplied: 1, noAnswer: 0 })
  })

  it('counts what was handed over at a door as given, beside what the square gives, and as taken in at the least', async () => {
    await begin()
    const water = async () => (await detail()).supplies.find(({ item }) => item === '饮用水（5 升）')
    const before = await water()
    const first = await fact(await firstOf(2), { kind: 'supplied', items: ['饮用水（5 升）', '一床被子'] })
    expect(await water()).toMatchObject({ given: 1, stock: 1 })
    // Whoever counts the square by hand saw another number, and is told so.
    const late = await burst.post(`/api/supplies/${before?.id}`, { revision: before?.revision, given: 40 })
    expect(late.status).toBe(409)
    const now = await water()
    await burst.post(`/api/supplies/${now?.id}`, { revision: now?.revision, stock: 800, given: 41 })
    await fact(first.row, { kind: 'supplied', items: ['饮用水（5 升）'] })
    expect(await water()).toMatchObject({ given: 42, stock: 800 })
  })

  it('never closes a row of life support on a refusal alone, and asks again in an hour', async () => {
    await begin()
    const refused = await fact(await firstOf(0), { kind: 'outcome', outcome: 'refused' })
    expect(refused.row).toMatchObject({ reached: true, closed: false })
    expect((await firstOf(0)).next?.step).toBe('ask-again')
    const moved = await fact(refused.row, { kind: 'outcome', outcome: 'moved' })
    expect(moved.row.closed).toBe(true)
  })

  it('refuses the second of two people at one door with what the first one recorded', async () => {
    await begin()
    const row = await firstOf(1)
    await fact(row, { kind: 'visited' })
    const late = await burst.post(`/api/ledger-rows/${row.id}/facts`, { revision: row.revision, kind: 'contacted' })
    expect(late).toMatchObject({ status: 409, body: { code: 'conflict', current: { visitedAt: expect.any(String) } } })
    expect(JSON.stringify(late.body)).not.toContain(row.residents?.[0]?.name)
  })

  it('computes tiers again when the time to restore changes: a battery that lasts is no longer the first', async () => {
    await begin()
    const soon = await edit({ expectedRestoreAt: new Date(Date.parse(emergency.declaredAt) + 3_600_000).toISOString() })
    expect(soon.deskCounters.tiers).toMatchObject({ '0': { all: 0 }, '1': { all: 4 } })
    const unknown = await edit({ expectedRestoreAt: null })
    expect(unknown.deskCounters.tiers).toMatchObject({ '0': { all: 1 }, '1': { all: 3 } })
    const cold = await edit({ alert: 'cold' })
    expect(cold.deskCounters.tiers).toMatchObject({ '1': { all: 7 }, '2': { all: 0 } })
    expect(cold.counters.priority.all).toBe(8)
  })

  it('restores each supply of each building by itself, and tiers follow', async () => {
    await begin()
    const powers = (await detail()).utilities.filter(({ utility }) => utility === 'power')
    const switchOn = async (state: string, which: typeof powers) =>
      burst.post(`/api/emergencies/${emergency.id}/utilities`, {
        set: which.map(({ id, revision }) => ({ id, revision, state })),
      })
    const { body } = await switchOn('temporary', powers.slice(0, 6))
    const after = EmergencyAnswer.parse(body).emergency
    expect(after.counters.utilities).toContainEqual({ utility: 'power', cut: 6, temporary: 6, on: 0 })
    expect(after.deskCounters.tiers['0'].all).toBe(0) // 6 号楼 has a generator now
    expect(after.latest[0]?.text).toBe('翠屏里 1 号楼等 6 栋临时供电')
    expect((await switchOn('on', powers.slice(0, 1))).status).toBe(409)
  })

  it('counts the doors that were told, and no more than a staircase has', async () => {
    await begin()
    const [unit] = (await detail()).sweep
    if (!unit) throw new Error('expected a staircase')
    const told = await burst.post(`/api/sweep-units/${unit.id}`, { revision: 1, told: unit.households })
    expect(EmergencyAnswer.parse(told.body).emergency.counters).toMatchObject({
      told: unit.households,
      households: 2_000,
    })
    expect((await burst.post(`/api/sweep-units/${unit.id}`, { revision: 2, told: 999 })).status).toBe(400)
  })

  it('says aloud whom nobody was sent to, and lets general distribution start earlier with a named reason', async () => {
    await begin()
    const row = await firstOf(2)
    const unsent = await burst.post(`/api/ledger-rows/${row.id}/visitor`, { revision: row.revision, visitor: null })
    const { emergency: now } = LedgerAnswer.parse(unsent.body)
    expect(now.deskCounters.unassigned).toBe(1)
    expect((await detail()).reminders).toContain('assign-visitors')
    const path = `/api/emergencies/${emergency.id}/distribution`
    expect((await burst.post(path, { revision: now.revision })).status).toBe(400)
    const early = await burst.post(path, { revision: now.revision, reason: '小广场已聚集 200 人' })
    expect(EmergencyAnswer.parse(early.body).emergency).toMatchObject({
      distributionBy: '测试 coordinator',
      distributionReason: '小广场已聚集 200 人',
    })
  })

  it('reminds of the two highest tiers before a planned cut, which has a time and who decided it, and blocks nothing', async () => {
    await begin()
    const at = new Date(Date.parse(emergency.declaredAt) + 3_600_000).toISOString()
    const planned = await edit({ plannedCut: { at, decidedBy: '社区、物业' } })
    expect(planned).toMatchObject({ plannedCutAt: at, plannedCutBy: '社区、物业' })
    expect(planned.deskCounters.warned).toEqual({ reached: 0, all: 4 })
    expect((await detail()).reminders).toContain('warn-before-cut')
    for (const tier of [0, 1]) {
      for (const row of (await burst.ledger(emergency.id)).filter((one) => one.tier === tier)) {
        await fact(row, { kind: 'contacted' })
      }
    }
    expect((await detail()).reminders).not.toContain('warn-before-cut')
  })

  it('keeps the clock of reports upward and who signed them, with casualties and trapped', async () => {
    await begin()
    const about = { kind: 'first', byPhone: true, inWriting: true, signedBy: '带班领导', casualties: 0, trapped: 2 }
    const { body } = await burst.post(`/api/emergencies/${emergency.id}/reports`, { revision: 1, ...about })
    const { emergency: next } = EmergencyAnswer.parse(body)
    expect(next).toMatchObject({ trapped: 2, firstReportedAt: expect.any(String), followUpDueAt: expect.any(String) })
    expect(Date.parse(next.followUpDueAt ?? '') - Date.parse(next.firstReportedAt ?? '')).toBe(3_600_000)
    expect((await detail()).reports).toMatchObject([{ kind: 'first', signedBy: '带班领导' }])
  })

  it('ticks the steps of its plan, and takes them from the street’s own template when there is one', async () => {
    const own = { kind: 'pipe-burst', steps: [{ text: '先关总阀', minutes: 3 }], supplies: ['饮用水'] }
    expect((await street.send('POST', '/api/plans', { as: 'admin', body: { id: randomUUID(), ...own } })).status).toBe(
      200,
    )
    await begin()
    const [step] = (await detail()).plan
    expect(step).toMatchObject({ text: '先关总阀', doneAt: null })
    await burst.post(`/api/plan-steps/${step?.id}`, { revision: 1, done: true })
    expect((await detail()).plan[0]).toMatchObject({ doneBy: '测试 coordinator', revision: 2 })
  })

  it('is closed only after the cause is gone and somebody has asked: restored is not rooted out', async () => {
    await begin()
    const record = async (kind: string) => {
      const path = `/api/incidents/${burst.incident.id}`
      const { body } = await street.send('GET', path, { as: 'coordinator' })
      const { revision } = z.object({ incident: z.object({ revision: z.int() }) }).parse(body).incident
      return burst.post(`${path}/facts`, { revision, kind, ...(kind === 'revisited' ? { satisfied: true } : {}) })
    }
    for (const kind of ['restored', 'done', 'revisited']) expect((await record(kind)).status).toBe(200)
    expect((await record('closed')).status).toBe(409)
    expect((await record('rooted-out')).status).toBe(200)
    expect((await record('closed')).status).toBe(200)
  })

  it('tells its whole story with one line for every fact, by building and without a name', async () => {
    await begin()
    const row = await firstOf(1)
    const called = await fact(row, { kind: 'attempt', means: 'phone', answered: false, note: '铃响无人' })
    await fact(called.row, { kind: 'outcome', outcome: 'with-family' })
    const { timeline } = await detail()
    expect(timeline.map(({ text }) => text)).toEqual([
      '翠屏里 1 号楼等 12 栋启动应急预案',
      '优先户 8 户物资单列、上门',
      `${row.door?.place}优先户：电话无人应答`,
      `${row.door?.place}优先户：家属接走`,
    ])
  })

  it('ends as a record: nothing at its doors is changed any more, and details close a day later', async () => {
    await begin()
    const row = await firstOf(2)
    await edit({ state: 'ended' })
    const late = await burst.post(`/api/ledger-rows/${row.id}/facts`, { revision: row.revision, kind: 'visited' })
    expect(late.status).toBe(409)
    await street.pool.query(`update emergency set ended_at = ended_at - interval '25 hours' where id = $1`, [
      emergency.id,
    ])
    const [closed] = await burst.ledger(emergency.id)
    expect(closed).toMatchObject({ door: null, residents: [], reason: '' })
  })

  it('gives the wall counts and buildings, and never a name, a telephone, a door or a reason', async () => {
    const socket = await street.socketOf('wall')
    const heard: string[] = []
    socket.onAny((...args: unknown[]) => heard.push(JSON.stringify(args)))
    await socket.timeout(5_000).emitWithAck('feed:join', { epoch: null, since: null })
    await begin()
    const ledger = await burst.ledger(emergency.id)
    const row = await firstOf(0)
    const { emergency: now } = await fact(row, { kind: 'visited', note: '已换备用电池' })
    const [unit] = (await detail()).sweep
    await burst.post(`/api/sweep-units/${unit?.id}`, { revision: 1, told: 3 })
    await vi.waitFor(() => expect(heard.join()).toContain('"told":3'), { timeout: 10_000 })
    expect(heard.join()).toMatch(/"priority":\{"(all":8,"reached":1|reached":1,"all":8)\}/)

    const answer = await socket.timeout(5_000).emitWithAck('feed:join', { epoch: null, since: null })
    if (!answer.ok || !('snapshot' in answer.value)) throw new Error('expected a snapshot')
    const snapshot = Snapshot.parse(answer.value.snapshot)
    expect(snapshot.entities.ledgerRow).toEqual([])
    expect(snapshot.entities.emergency.find(({ id }) => id === now.id)).toMatchObject({ casualties: 0, trapped: 0 })
    expect(snapshot.entities.sweepUnit.every((one) => !('unit' in one))).toBe(true)
    const overHttp = await street.send('GET', '/api/emergencies', { as: 'wall' })
    const wall = [...heard, JSON.stringify(snapshot), JSON.stringify(overHttp.body)].join('\n')
    for (const { residents, door, reason, visitor, id, householdId } of ledger) {
      const [resident] = residents ?? []
      const secrets = [resident?.name, resident?.phoneMasked, resident?.id, id, householdId, visitor?.label, reason]
      for (const secret of secrets) expect(wall).not.toContain(secret)
      expect(wall).not.toContain(`"room":"${door?.room}"`)
    }
    expect(wall).not.toMatch(/制氧|备用电池|"floor"|"door"|phoneMasked|"tiers"/)
  })
})
