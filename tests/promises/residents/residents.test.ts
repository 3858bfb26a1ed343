import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { listOf } from '#shared/api'
import { Resident, ResidentCounts, RevealedResident } from '#shared/resident'
import { openPipeBurst } from '../../support/pipe-burst.ts'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

const ResidentList = listOf(Resident)

describe('the priority register', () => {
  let street: StreetServer
  beforeAll(async () => {
    street = await openStreetServer()
  })
  afterAll(() => street.close())

  const list = async (as: 'coordinator' | 'worker', query = '') =>
    ResidentList.parse((await street.send('GET', `/api/residents?limit=200${query}`, { as })).body)
  const reveal = (residentId: string, about: object = {}, as: 'coordinator' | 'worker' = 'coordinator') =>
    street.send('POST', `/api/residents/${residentId}/reveal`, { as, body: { id: randomUUID(), ...about } })
  const audited = async (action: string) => {
    const { rows } = await street.pool.query<{ n: number }>(`select count(*) as n from audit where action = $1`, [
      action,
    ])
    return rows[0]?.n
  }

  it('is listed with masked telephones and without doors, page by page', async () => {
    const first = await list('coordinator')
    expect(first).toMatchObject({ total: 1_800, next: expect.any(String) })
    expect(first.items.every(({ phoneMasked }) => /^\d{3}\*{4}\d{4}$/.test(phoneMasked ?? ''))).toBe(true)
    expect(JSON.stringify(first.items)).not.toMatch(/"room"|"floor"|"unit"/)
    const second = await list('coordinator', `&cursor=${first.next}`)
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id)
  })

  it('shows a grid worker the own grid and a leader only counts', async () => {
    const own = await list('worker')
    expect(own.total).toBeGreaterThan(0)
    expect(new Set(own.items.map(({ gridId }) => gridId)).size).toBe(1)
    expect((await street.send('GET', '/api/residents', { as: 'leader' })).status).toBe(403)
    const counts = ResidentCounts.parse((await street.send('GET', '/api/residents/counts', { as: 'leader' })).body)
    expect(counts.total).toBe(1_800)
    expect(counts.communities.reduce((sum, { residents }) => sum + residents, 0)).toBe(1_800)
  })

  it('lies sealed in the database', async () => {
    const { rows } = await street.pool.query(`select * from resident limit 5`)
    const [one] = (await list('coordinator')).items
    expect(JSON.stringify(rows)).not.toMatch(/living-alone|bed-bound|life-support/)
    expect(JSON.stringify(rows)).not.toContain(one?.name)
  })

  it('shows a number only with a reason, and writes down who, whom and why, never the number', async () => {
    const [resident] = (await list('coordinator')).items
    expect((await reveal(resident?.id ?? '')).status).toBe(400)
    const { body } = await reveal(resident?.id ?? '', { reason: '复核台账' })
    const revealed = RevealedResident.parse(body)
    expect(revealed.phone).toMatch(/^1003\d{7}$/)
    const { rows } = await street.pool.query(`select * from audit where action = 'reveal' and id = $1`, [resident?.id])
    expect(rows).toMatchObject([{ reason: '复核台账', entity: 'resident', actor: '测试 coordinator' }])
    expect(JSON.stringify(rows)).not.toContain(revealed.phone)
    expect((await reveal(resident?.id ?? '', { reason: '想看' }, 'worker')).status).toBe(404)
  })

  it('shows thirty numbers in ten minutes and then no more, except inside an open emergency', async () => {
    const { items } = await list('coordinator')
    const asked = await Promise.all(items.slice(1, 40).map(({ id }) => reveal(id, { reason: '批量' })))
    expect(asked.filter(({ status }) => status === 200)).toHaveLength(29) // one was shown above
    expect(asked.filter(({ status }) => status === 429)).toHaveLength(10)

    const burst = await openPipeBurst(street)
    const emergency = await burst.declare()
    const affected = z.uuid().parse((await burst.ledger(emergency.id))[0]?.residents?.[0]?.id)
    expect((await reveal(affected)).status).toBe(200)
    expect(await audited('reveal-in-emergency')).toBe(1)
    const { rows } = await street.pool.query(`select reason from audit where action = 'reveal-in-emergency'`)
    expect(rows[0]).toEqual({ reason: burst.incident.number })
  })
})
