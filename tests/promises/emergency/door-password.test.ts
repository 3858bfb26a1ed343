import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DoorPassword } from '#shared/door-password'
import type { Emergency } from '#shared/emergency'
import { EmergencyAnswer } from '#shared/emergency-api'
import { openPipeBurst } from '../../support/pipe-burst.ts'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

describe('the password said at the doors of an emergency', () => {
  let street: StreetServer
  let burst: Awaited<ReturnType<typeof openPipeBurst>>
  let emergency: Emergency
  beforeAll(async () => {
    street = await openStreetServer()
  })
  afterAll(() => street.close())

  const path = (rest = '') => `/api/emergencies/${emergency.id}/door-password${rest}`
  const begin = async () => {
    burst = await openPipeBurst(street)
    emergency = await burst.declare()
  }
  const read = async () => DoorPassword.parse((await street.send('GET', path(), { as: 'coordinator' })).body)
  const give = async (visitors: { kind: string; id: string }[]) =>
    burst.post(path('/given'), { visitors: visitors.map(({ kind, id }) => ({ kind, id })) })
  const revision = async () => {
    const { rows } = await street.pool.query<{ revision: number }>(`select revision from emergency where id = $1`, [
      emergency.id,
    ])
    return rows[0]?.revision ?? 0
  }

  it('is there from the declaration, for everybody who goes to a door, and nobody has been told yet', async () => {
    await begin()
    const { word, holders } = await read()
    expect(word).toMatch(/^\p{Script=Han}{2} [235689]{2}$/u)
    expect(holders.length).toBeGreaterThan(1)
    expect(holders.every(({ givenAt }) => givenAt === null)).toBe(true)
  })

  it('says who was told, by whom and when; telling again changes nothing', async () => {
    await begin()
    const [first, second] = (await read()).holders
    if (!first || !second) throw new Error('expected two visitors')
    expect((await give([first, second])).status).toBe(200)
    expect((await give([first])).status).toBe(200)
    const told = (await read()).holders.filter(({ givenAt }) => givenAt !== null)
    expect(told.map(({ id }) => id).sort()).toEqual([first.id, second.id].sort())
    expect(told[0]).toMatchObject({ givenBy: '测试 coordinator' })
    const stranger = { kind: 'worker', id: emergency.id }
    expect((await give([stranger])).status).toBe(404)
  })

  it('is renewed with a reason only, and then everybody has to be told again', async () => {
    await begin()
    const before = await read()
    await give(before.holders)
    expect((await burst.post(path(), { revision: await revision() })).status).toBe(400)
    const { status, body } = await burst.post(path(), { revision: await revision(), reason: '有人冒用' })
    expect(status).toBe(200)
    expect(EmergencyAnswer.parse(body).emergency.latest[0]?.text).toBe('上门口令已更换')
    const after = await read()
    expect(after.word).not.toBe(before.word)
    expect(after).toMatchObject({ reason: '有人冒用' })
    expect(after.holders.every(({ givenAt }) => givenAt === null)).toBe(true)
    expect((await burst.post(path(), { revision: 1, reason: '迟到的一次' })).status).toBe(409)
  })

  it('is for no leader and no wall, and for a worker or a specialist only who was told and still has a door to go to', async () => {
    await begin()
    for (const as of ['leader', 'wall', 'admin', 'auditor'] as const) {
      expect((await street.send('GET', path(), { as })).status).toBe(403)
    }
    expect((await street.send('GET', path(), { as: 'helper' })).status).toBe(404)
    const asWorker = () => street.send('GET', path(), { as: 'worker' })
    expect((await asWorker()).status).toBe(404)
    const { rows } = await street.pool.query<{ id: string }>(
      `select worker_id as id from account where role = 'worker'`,
    )
    const workerId = rows[0]?.id ?? ''
    const [row] = await burst.ledger(emergency.id)
    const visitor = { kind: 'worker', id: workerId }
    await burst.post(`/api/ledger-rows/${row?.id}/visitor`, { revision: row?.revision, visitor })
    expect((await asWorker()).status).toBe(404)
    await give([visitor])
    const seen = DoorPassword.parse((await asWorker()).body)
    expect(seen).toMatchObject({ word: (await read()).word, holders: [{ id: workerId }] })
  })

  it('stands sealed in one table and nowhere else: in no audit, change, command or story, and ends with the emergency', async () => {
    await begin()
    const { word, holders } = await read()
    await give(holders)
    await burst.post(path(), { revision: await revision(), reason: '换班' })
    const secrets = [word, (await read()).word]
    for (const table of ['audit', 'change', 'command', 'emergency', 'emergency_event', 'door_password']) {
      const { rows } = await street.pool.query<{ line: string }>(`select row_to_json(t)::text as line from ${table} t`)
      for (const secret of secrets) expect(rows.filter(({ line }) => line.includes(secret ?? '?'))).toEqual([])
    }
    await burst.post(`/api/emergencies/${emergency.id}/edit`, { revision: await revision(), state: 'ended' })
    expect((await read()).word).toBeNull()
  })
})
