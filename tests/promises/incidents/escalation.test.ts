import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Figures, IncidentDetail } from '#shared/api'
import type { Alarm } from '#shared/assignment'
import { Snapshot } from '#shared/feed'
import { CaseList } from '#shared/history'
import { ReportAnswer } from '#shared/report'
import { MINUTE_MS, plus, SECOND_MS } from '#shared/time'
import type { Role } from '#shared/account'
import { withDatabase } from '../../support/database-admin.ts'
import { copyOfStreet, openStreetServer, openTwin } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

describe('an alarm that nobody acknowledges', () => {
  let street: StreetServer
  let aheadMs = 0
  beforeAll(async () => {
    street = await openStreetServer()
  })
  afterAll(() => street.close())

  /** The street's clock is put forward, for all processes. */
  const pass = async (ms: number) => {
    aheadMs += ms
    await street.pool.query(
      `insert into domain_clock (real_at, told_at, rate) values ($1, $2, 1)
       on conflict (one) do update set real_at = excluded.real_at, told_at = excluded.told_at`,
      [new Date().toISOString(), new Date(Date.now() + aheadMs).toISOString()],
    )
  }
  const post = (path: string, body: object, as: Role = 'coordinator') =>
    street.send('POST', path, { as, body: { id: randomUUID(), ...body } })
  const detail = async (id: string) =>
    IncidentDetail.parse((await street.send('GET', `/api/incidents/${id}`, { as: 'coordinator' })).body)
  const alarmOf = async (id: string): Promise<Alarm> => {
    const [alarm] = (await detail(id)).alarms
    if (!alarm) throw new Error('expected an alarm')
    return alarm
  }
  const figures = async () => Figures.parse((await street.send('GET', '/api/figures', { as: 'coordinator' })).body)
  const fire = async () =>
    ReportAnswer.parse((await street.report({ kind: 'garage-fire', text: '车库着火了' })).body).incident
  const calledAfter = ({ steps, raisedAt }: Alarm) =>
    steps.map(({ called, at }) => [called, Date.parse(at) - Date.parse(raisedAt)])
  const acknowledge = async (id: string, as: Role = 'coordinator') => {
    const { id: alarmId, revision } = await alarmOf(id)
    return post(`/api/alarms/${alarmId}`, { does: 'acknowledge', revision }, as)
  }
  const everyoneCalled = async (id: string) => {
    await vi.waitFor(async () => expect((await alarmOf(id)).steps).toHaveLength(3), { timeout: 15_000 })
  }

  it('is called to the desk at once, after a minute to the leader on duty by post, after two to everybody', async () => {
    const { id } = await fire()
    expect(await alarmOf(id)).toMatchObject({
      steps: [{ step: 0, called: 'coordinator', post: '值班调度' }],
      nextStepAt: plus((await alarmOf(id)).raisedAt, MINUTE_MS),
    })
    await pass(61 * SECOND_MS)
    await vi.waitFor(async () => expect((await alarmOf(id)).steps).toHaveLength(2), { timeout: 15_000 })
    expect((await alarmOf(id)).steps[1]?.post).toMatch(/副主任|副书记/)
    await pass(MINUTE_MS)
    await everyoneCalled(id)
    const alarm = await alarmOf(id)
    expect(calledAfter(alarm)).toEqual([['coordinator', 0], ['leader', MINUTE_MS], ['everybody', 2 * MINUTE_MS]]) // prettier-ignore
    expect(alarm).toMatchObject({ acknowledgedAt: null, nextStepAt: null })
    await acknowledge(id)
  })

  it('goes on by itself in the order of time after the clock has jumped, each step at its own time', async () => {
    const one = await fire()
    await pass(20 * SECOND_MS)
    await vi.waitFor(async () => expect((await figures()).asOf > plus(one.receivedAt, 15 * SECOND_MS)).toBe(true), {
      timeout: 10_000,
    })
    const other = await fire()
    await pass(60 * MINUTE_MS)
    await everyoneCalled(one.id)
    await everyoneCalled(other.id)
    const { rows } = await street.pool.query<{ at: string }>(
      `select at from change where entity = 'alarm' and fields = '{steps}' and at >= $1 order by seq`,
      [one.receivedAt],
    )
    const times = rows.map(({ at }) => at)
    expect(times).toHaveLength(4)
    expect(times).toEqual([...times].sort())
    expect(calledAfter(await alarmOf(one.id)).at(-1)).toEqual(['everybody', 2 * MINUTE_MS])
    await acknowledge(one.id)
    await acknowledge(other.id)
  })

  it('is called to nobody else once a person has acknowledged, and says who did', async () => {
    const { id } = await fire()
    await acknowledge(id)
    await pass(10 * MINUTE_MS)
    const later = await fire()
    await pass(10 * MINUTE_MS)
    await everyoneCalled(later.id)
    expect(await alarmOf(id)).toMatchObject({ acknowledgedBy: '测试 coordinator', nextStepAt: null })
    expect((await alarmOf(id)).steps).toHaveLength(1)
    await acknowledge(later.id)
  })

  it('is called once however many servers there are', async () => {
    const twin = await openTwin(street)
    const { id } = await fire()
    await pass(5 * MINUTE_MS)
    await everyoneCalled(id)
    await twin.close()
    expect(calledAfter(await alarmOf(id)).map(([called]) => called)).toEqual(['coordinator', 'leader', 'everybody'])
    await acknowledge(id)
  })

  it('survives that the server is away: what was due meanwhile is called when it is back', async () => {
    const url = await copyOfStreet()
    const first = await openTwin({ url })
    const { body } = await first.report({ kind: 'garage-fire', text: '车库着火了' })
    const { id, receivedAt } = ReportAnswer.parse(body).incident
    await first.close()
    await withDatabase(url, (db) =>
      db.query(`insert into domain_clock (real_at, told_at, rate) values ($1, $2, 1)`, [
        new Date().toISOString(),
        plus(receivedAt, 10 * MINUTE_MS),
      ]),
    )
    const second = await openTwin({ url })
    const steps = async () => {
      const path = `/api/incidents/${id}`
      const told = IncidentDetail.parse((await second.send('GET', path, { as: 'coordinator' })).body)
      return told.alarms.map(calledAfter)
    }
    const all = [['coordinator', 0], ['leader', MINUTE_MS], ['everybody', 2 * MINUTE_MS]] // prettier-ignore
    await vi.waitFor(async () => expect(await steps()).toEqual([all]), { timeout: 15_000 })
    await second.close()
  })

  it('knows on whose screens it is shown; that is not to be acknowledged, and stops no key pressed meanwhile', async () => {
    const { id } = await fire()
    const { id: alarmId, revision } = await alarmOf(id)
    expect((await post(`/api/alarms/${alarmId}/shown`, {})).status).toBe(200)
    await post(`/api/alarms/${alarmId}/shown`, {})
    await post(`/api/alarms/${alarmId}/shown`, {}, 'leader')
    const shown = await alarmOf(id)
    expect(shown.deliveries.map(({ label }) => label)).toEqual(['测试 coordinator', '测试 leader'])
    expect(shown.acknowledgedAt).toBeNull()
    const { status } = await post(`/api/alarms/${alarmId}`, { does: 'acknowledge', revision }, 'leader')
    expect(status).toBe(200)
    expect(await alarmOf(id)).toMatchObject({ acknowledgedBy: '测试 leader' })
    expect((await post(`/api/alarms/${alarmId}`, { does: 'acknowledge', revision })).status).toBe(409)
  })

  it('shows the wall neither who was called nor who has seen it', async () => {
    const { id } = await fire()
    const socket = await street.socketOf('wall')
    const answer = await socket.timeout(5_000).emitWithAck('feed:join', { epoch: null, since: null })
    if (!answer.ok || !('snapshot' in answer.value)) throw new Error('expected a snapshot')
    const seen = Snapshot.parse(answer.value.snapshot).entities.alarm.find(({ incidentId }) => incidentId === id)
    expect(seen).toBeDefined()
    expect(Object.keys(seen ?? {})).not.toEqual(expect.arrayContaining(['steps']))
    expect(JSON.stringify(seen)).not.toMatch(/值班|deliveries|nextStepAt/)
    await acknowledge(id)
  })

  it('is 误报 with one command: closed, in no rate and no history, with nobody’s name, and called to nobody else', async () => {
    const before = await figures()
    const { body } = await street.report({ kind: 'garage-fire', text: '车库着火了', channel: 'wechat' })
    const { id, buildingId } = ReportAnswer.parse(body).incident
    const { id: alarmId, revision } = await alarmOf(id)
    await post(`/api/alarms/${alarmId}`, { does: 'false-alarm', revision })
    const after = await figures()
    expect({ ...after, asOf: '', excluded: null }).toEqual({ ...before, asOf: '', excluded: null })
    expect(after.excluded.falseAlarms).toBe(before.excluded.falseAlarms + 1)
    const told = await detail(id)
    expect(told.incident).toMatchObject({ status: 'closed', falseAlarm: true })
    expect(told.facts).toMatchObject([{ kind: 'false-alarm', author: '值班调度' }])
    expect(told.alarms).toMatchObject([{ acknowledgedBy: null, falseAlarm: true, nextStepAt: null }])
    const hint = await street.send('POST', '/api/reports/hint', { as: 'coordinator', body: { text: '车库着火了', buildingId } }) // prettier-ignore
    expect(JSON.stringify(hint.body)).not.toContain(id)
    const cases = async (query: string) =>
      CaseList.parse(
        (await street.send('GET', `/api/hotspots/cases?group=all&limit=200${query}`, { as: 'leader' })).body,
      )
    expect((await cases('')).items.map((one) => one.id)).not.toContain(id)
    expect((await cases('&leftOut=false-alarm')).items.map((one) => one.id)).toContain(id)
  })

  it('rings anew when it burns after all: reopening what was said to be false calls everybody again', async () => {
    const { id } = await fire()
    const record = async (kind: string) => {
      const { revision } = (await detail(id)).incident
      return post(`/api/incidents/${id}/facts`, { kind, revision })
    }
    expect((await record('false-alarm')).status).toBe(200)
    expect((await detail(id)).facts).toMatchObject([{ kind: 'false-alarm', author: '值班调度' }])
    expect((await alarmOf(id)).falseAlarm).toBe(true)
    await record('reopened')
    const { alarms } = await detail(id)
    expect(alarms).toHaveLength(2)
    expect(alarms[1]).toMatchObject({ acknowledgedAt: null, steps: [{ called: 'coordinator' }] })
    await record('false-alarm')
  })
})
