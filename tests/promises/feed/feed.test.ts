import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { CatchUp, FeedChange, Snapshot } from '#shared/feed'
import type { FeedTick, JoinAnswer, JoinRequest } from '#shared/feed'
import { Incident } from '#shared/incident'
import { fieldPolicy } from '#shared/field-policy'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer, TestSocket } from '../../support/street-server.ts'

const Reported = z.object({ incident: Incident, seq: z.int() })

describe('the live feed', () => {
  let street: StreetServer

  beforeAll(async () => {
    street = await openStreetServer()
  })
  afterAll(() => street.close())

  async function join(socket: TestSocket, request: JoinRequest = { epoch: null, since: null }): Promise<JoinAnswer> {
    const reply = await socket.timeout(5_000).emitWithAck('feed:join', request)
    if (!reply.ok) throw new Error(reply.problem.detail)
    return reply.value
  }

  const report = async (about: object = {}) => Reported.parse((await street.report(about)).body)

  function listen(socket: TestSocket) {
    const changes: FeedChange[] = []
    const ticks: FeedTick[] = []
    socket.on('feed:change', (change) => changes.push(FeedChange.parse(change)))
    socket.on('feed:tick', (tick) => ticks.push(tick))
    return { changes, ticks }
  }

  it('shows a newcomer what is there as a snapshot, then what happens next', async () => {
    const before = await report()
    const socket = await street.socketOf('coordinator')
    const { changes } = listen(socket)
    const answer = await join(socket)
    const snapshot = Snapshot.parse('snapshot' in answer ? answer.snapshot : null)
    expect(snapshot.entities.incident.map(({ id }) => id)).toContain(before.incident.id)

    const after = await report()
    await vi.waitFor(() => expect(changes.map(({ id }) => id)).toContain(after.incident.id))
  })

  it('tells whoever was away exactly what they missed, in order', async () => {
    const { seq } = await report()
    const epoch = await epochOf()
    const missed = [await report(), await report(), await report()]
    const socket = await street.socketOf('coordinator')
    const answer = CatchUp.parse(await join(socket, { epoch, since: seq }))
    expect(answer.changes.map(({ id }) => id)).toEqual(missed.map(({ incident }) => incident.id))
    expect(answer.seq).toBe(missed.at(-1)?.seq)
  })

  it.each([
    ['a cursor of another epoch', () => ({ epoch: randomUUID(), since: 1 })],
    ['a cursor ahead of the head', async () => ({ epoch: await epochOf(), since: 9_999_999 })],
    ['no cursor', () => ({ epoch: null, since: null })],
  ])('answers %s with a snapshot', async (_what, cursor) => {
    const answer = await join(await street.socketOf('wall'), await cursor())
    expect(Snapshot.safeParse('snapshot' in answer ? answer.snapshot : null).success).toBe(true)
  })

  it('gives no audience a field that the policy does not name for it', async () => {
    await report({ text: '煤气味很大，找王金丝雀 13800138000', reporter: { name: '王金丝雀', phone: '13800138000' } })
    for (const role of ['wall', 'leader', 'coordinator'] as const) {
      const answer = await join(await street.socketOf(role))
      const snapshot = Snapshot.parse('snapshot' in answer ? answer.snapshot : null)
      const audience = role === 'coordinator' ? 'desk' : role
      for (const [entity, things] of Object.entries(snapshot.entities)) {
        for (const field of new Set(things.flatMap((thing) => Object.keys(thing)))) {
          const seers = fieldPolicy[entity as keyof typeof fieldPolicy][field] // the snapshot's keys are the lane's entities
          expect(seers, `${entity}.${field} for ${role}`).toContain(audience)
        }
      }
    }
    const wall = JSON.stringify(await join(await street.socketOf('wall')))
    expect(wall).not.toMatch(/金丝雀|13800138000/)
    const leader = JSON.stringify(await join(await street.socketOf('leader')))
    expect(leader).not.toContain('13800138000')
  })

  it('ticks through what was sent, and says when the database was last seen', async () => {
    const socket = await street.socketOf('wall')
    const { ticks } = listen(socket)
    await join(socket)
    const { seq } = await report()
    await vi.waitFor(() => expect(ticks.at(-1)?.through).toBeGreaterThanOrEqual(seq), { timeout: 5_000 })
    expect(Date.now() - Date.parse(ticks.at(-1)?.checkedAt ?? '')).toBeLessThan(10_000)
  })

  it('lets a worker know of the own grid and of nothing else', async () => {
    const socket = await street.socketOf('worker')
    const { changes } = listen(socket)
    await join(socket)
    const { rows } = await street.pool.query<{ own: string; other: string }>(
      `select (select b.id from building b join worker w on w.grid_id = b.grid_id join account a on a.worker_id = w.id limit 1) as own,
              (select b.id from building b where b.grid_id <> (select w.grid_id from worker w join account a on a.worker_id = w.id) limit 1) as other`,
    )
    const [ids] = rows
    const foreign = await report({ buildingId: ids?.other })
    const own = await report({ buildingId: ids?.own })
    await vi.waitFor(() => expect(changes.map(({ id }) => id)).toContain(own.incident.id))
    expect(changes.find(({ id }) => id === foreign.incident.id)).toMatchObject({ state: null, gone: true })
    expect(changes.find(({ id }) => id === own.incident.id)?.state).toMatchObject({ gridId: own.incident.gridId })
  })

  it('takes over HTTP the same question and gives the same answer', async () => {
    const { seq } = await report()
    const { incident } = await report()
    const { body } = await street.send('GET', `/api/changes?epoch=${await epochOf()}&since=${seq}`, { as: 'wall' })
    expect(CatchUp.parse(body).changes.map(({ id }) => id)).toEqual([incident.id])
    const whole = await street.send('GET', '/api/changes', { as: 'wall' })
    expect(whole.body).toMatchObject({ snapshot: { seq: seq + 1 }, seq: seq + 1 })
  })

  it('closes the screens of a session within two seconds of its end', async () => {
    const { body } = await street.send('POST', '/api/session', { body: { username: 'leader', password: 'demo' } })
    const token = z.object({ token: z.string() }).parse(body).token
    const socket = await street.socketOf('leader')
    socket.auth = { token }
    socket.disconnect().connect()
    await vi.waitFor(() => expect(socket.connected).toBe(true))
    await street.send('DELETE', '/api/session', { headers: { authorization: `Bearer ${token}` } })
    await vi.waitFor(() => expect(socket.connected).toBe(false), { timeout: 3_000 })
  })

  async function epochOf(): Promise<string> {
    const { body } = await street.send('GET', '/readyz')
    return z.object({ epoch: z.uuid() }).parse(body).epoch
  }
})
