import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Role } from '#shared/account'
import { eventPolicy, routePolicy } from '#shared/route-policy'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

const nobody = 'nobody'
const visitors = [...Role.options, nobody] as const
const keys = Object.entries(routePolicy).filter(([key]) => key !== 'DELETE /api/session')

describe('the policy', () => {
  let street: StreetServer
  beforeAll(async () => {
    street = await openStreetServer()
  })
  afterAll(() => street.close())

  describe.each(visitors)('lets %s', (visitor) => {
    it.each(keys)('into %s exactly as its row says', async (key, policy) => {
      const [method = '', path = ''] = key.split(' ')
      const body = method === 'POST' ? { nonsense: true } : undefined
      const as = visitor === nobody ? {} : { as: visitor }
      const { status } = await street.send(method, path.replace(':id', randomUUID()), { ...as, body })
      if (policy === 'public') expect([401, 403]).not.toContain(key === 'POST /api/session' ? 400 : status)
      else if (policy === 'device')
        expect([400, 401]).toContain(status) // no role is a phone
      else if (visitor === nobody) expect(status).toBe(401)
      else if (policy.some((role) => role === visitor)) expect([401, 403]).not.toContain(status)
      else expect(status).toBe(403)
    })
  })

  it.each(visitors)('lets %s on the socket exactly as its rows say', async (visitor) => {
    if (visitor === nobody || visitor === 'admin' || visitor === 'auditor') {
      await expect(visitor === nobody ? anonymous(street) : street.socketOf(visitor)).rejects.toThrow()
      return
    }
    const socket = await street.socketOf(visitor)
    const audience = visitor === 'coordinator' ? 'desk' : visitor
    const joined = await socket.timeout(5_000).emitWithAck('feed:join', { epoch: null, since: null })
    expect(joined.ok).toBe(true)
    const tracks = await socket.timeout(5_000).emitWithAck('tracks:join', {})
    const allowed: readonly string[] = eventPolicy['tracks:join'].in
    expect(tracks.ok).toBe(allowed.includes(audience))
  })

  it('tells somebody whose grid it is not that there is no such incident, rather than that it is forbidden', async () => {
    const { rows } = await street.pool.query<{ id: string }>(
      `select b.id from building b where b.grid_id <> (select w.grid_id from worker w join account a on a.worker_id = w.id) limit 1`,
    )
    const { body } = await street.report({ buildingId: rows[0]?.id })
    const { incident } = body as { incident: { id: string } } // a ReportAnswer, checked where reports are tested
    expect((await street.send('GET', `/api/incidents/${incident.id}`, { as: 'worker' })).status).toBe(404)
  })
})

async function anonymous(street: StreetServer): Promise<void> {
  const { io } = await import('socket.io-client')
  const socket = io(street.origin, { transports: ['websocket'], reconnection: false, forceNew: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  }).finally(() => socket.close())
}
