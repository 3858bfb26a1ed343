import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Emergency } from '#shared/emergency'
import { EmergencyDetail, Ledger } from '#shared/emergency-api'
import { openPipeBurst } from '../../support/pipe-burst.ts'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

/** Around everything. */
const box: [number, number][] = [[-179, -89], [179, -89], [179, 89], [-179, 89], [-179, -89]] // prettier-ignore

describe('declaring the emergency of the pipe burst', () => {
  let street: StreetServer
  let burst: Awaited<ReturnType<typeof openPipeBurst>>
  let emergency: Emergency
  let tookMs: number
  beforeAll(async () => {
    street = await openStreetServer()
    burst = await openPipeBurst(street)
    const began = performance.now()
    emergency = await burst.declare()
    await burst.ledger(emergency.id)
    tookMs = performance.now() - began
  })
  afterAll(() => street.close())

  it('has the whole compound by itself: 12 buildings, 2,000 households, three supplies cut in each', () => {
    expect(emergency.buildingIds).toHaveLength(12)
    expect(emergency.counters).toMatchObject({
      households: 2_000,
      told: 0,
      priority: { reached: 0, all: 8 },
      attention: { reached: 0, all: 64 },
      utilities: [
        { utility: 'water', cut: 12, temporary: 0, on: 0 },
        { utility: 'power', cut: 12, temporary: 0, on: 0 },
        { utility: 'heating', cut: 12, temporary: 0, on: 0 },
      ],
    })
    expect(emergency.deskCounters.tiers).toMatchObject({ '0': { all: 1 }, '1': { all: 3 }, '2': { all: 4 } })
    process.stdout.write(`  declare and read the ledger, 2,000 households: ${Math.round(tookMs)} ms\n`)
  })

  it('answers with a ledger in order of need: life support first, then bed-bound and high floors, then the very old', async () => {
    const ledger = await burst.ledger(emergency.id)
    expect(ledger.map(({ tier }) => tier)).toEqual([0, ...Array(3).fill(1), ...Array(4).fill(2), ...Array(64).fill(3)])
    expect(ledger[0]).toMatchObject({
      reason: '制氧机余电约 2 时，恢复时间未知',
      door: { place: '翠屏里 6 号楼', unit: 2, floor: 6 },
    })
    expect(ledger.every(({ visitor }) => visitor !== null)).toBe(true)
    const reasons = ledger.slice(1, 4).map(({ reason }) => reason)
    expect(reasons).toContain('住 11 层停梯，用水泵停，行动不便')
    expect(reasons).toContain('失智，停水、停电、停暖')
  })

  it('shows the desk names and doors with masked telephones', async () => {
    const [row] = await burst.ledger(emergency.id)
    expect(row?.residents?.[0]).toMatchObject({
      phoneMasked: expect.stringMatching(/^100\d?\*{4}\d{4}$/),
      hasContact: true,
    })
  })

  it('shows a leader the list masked, without doors and reasons, and a grid worker only doors of their own', async () => {
    const asked = async (as: 'leader' | 'worker') =>
      Ledger.parse((await street.send('GET', `/api/emergencies/${emergency.id}/ledger`, { as })).body).items
    const leader = await asked('leader')
    expect(leader).toHaveLength(72)
    expect(leader[0]?.residents?.[0]?.name).toMatch(/^.\*\*$/)
    for (const field of ['door', 'reason', 'visitor', 'attempts']) expect(leader[0]).not.toHaveProperty(field)
    expect(await asked('worker')).toEqual([])
  })

  it('sets supplies aside for the eight and sends visitors before anything is given out', async () => {
    const { body } = await street.send('GET', `/api/emergencies/${emergency.id}`, { as: 'coordinator' })
    const detail = EmergencyDetail.parse(body)
    expect(emergency.setAsideAt).toBe(emergency.declaredAt)
    expect(detail.supplies.every(({ setAside }) => setAside === 8)).toBe(true)
    expect(emergency.distributionStartedAt).toBeNull()
    expect(emergency.deskCounters.unassigned).toBe(0)
    expect(detail.sweep.reduce((sum, { households }) => sum + households, 0)).toBe(2_000)
    expect(detail.plan.length).toBeGreaterThan(5)
  })

  it('sent again with the same id gets the same answer; a second one for the incident is refused with the first', async () => {
    const again = await burst.post('/api/emergencies', {
      id: emergency.id,
      incidentId: burst.incident.id,
      utilities: ['power', 'water', 'heating'],
    })
    expect(again.status).toBe(200)
    const second = await burst.post('/api/emergencies', { incidentId: burst.incident.id })
    expect(second).toMatchObject({ status: 409, body: { code: 'conflict', current: { id: emergency.id } } })
  })

  it('refuses an area in which nobody lives, a building nobody knows and an incident that is not there', async () => {
    const lake = { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] } // prettier-ignore
    const other = await openPipeBurst(street)
    expect((await other.post('/api/emergencies', { incidentId: other.incident.id, area: lake })).status).toBe(400)
    const stranger = { incidentId: other.incident.id, buildingIds: [randomUUID()] }
    expect((await other.post('/api/emergencies', stranger)).status).toBe(400)
    expect((await other.post('/api/emergencies', { incidentId: randomUUID() })).status).toBe(404)
  })

  it('takes what an area touches, and picked buildings beside it', async () => {
    const other = await openPipeBurst(street)
    const { rows } = await street.pool.query<{ footprint: [number, number][] }>(
      `select footprint from building where id = $1`,
      [other.buildingIds[4]],
    )
    const area = { type: 'Polygon' as const, coordinates: [rows[0]?.footprint ?? []] }
    const picked = other.buildingIds.slice(9, 10)
    const declared = await other.declare({ area, buildingIds: picked, drill: true })
    expect(new Set(declared.buildingIds)).toEqual(new Set([other.buildingIds[4], other.buildingIds[9]]))
    expect(declared.drill).toBe(true)
  })

  it('leaves out what was taken out of the area by hand, and keeps the area as it was drawn', async () => {
    const other = await openPipeBurst(street)
    const area = { type: 'Polygon' as const, coordinates: [box] }
    const withoutBuildingIds = other.buildingIds.slice(0, 1)
    const declared = await other.declare({ area, withoutBuildingIds })
    expect(declared.buildingIds).not.toContain(withoutBuildingIds[0])
    expect(other.buildingIds.slice(1).every((id) => declared.buildingIds.includes(id))).toBe(true)
    expect(declared.area).toEqual(area)
  })
})
