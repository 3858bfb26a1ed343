import { randomUUID } from 'node:crypto'
import { setInterval } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openFaultProxy } from '../support/fault-proxy.ts'
import type { FaultProxy } from '../support/fault-proxy.ts'
import { openScreen } from '../support/screen.ts'
import { openStreetServer } from '../support/street-server.ts'
import type { StreetServer } from '../support/street-server.ts'
import { withDatabase } from '../support/database-admin.ts'

const WRITE_EVERY_MS = 200
const AWAY_MS = 20_000

describe('a database that is away for twenty seconds', () => {
  let street: StreetServer
  let cable: FaultProxy

  beforeAll(async () => {
    street = await openStreetServer(async (url) => {
      cable = await openFaultProxy(url)
      return cable.url
    })
  })
  afterAll(async () => {
    await street.close()
    await cable.close()
  })

  it('costs no acknowledged report: writes are refused with 503 within 2 s, the server lives, the screen catches up', async () => {
    const buildingId = await street.buildingId()
    const screen = openScreen(street.origin, await street.signIn('wall'))
    await vi.waitFor(() => expect(screen.facts()?.joined).toBe(true), { timeout: 5_000 })
    expect((await street.report({ buildingId })).status).toBe(201)
    const unsure: string[] = []
    const refusals: number[] = []

    // Eight desks are in the middle of a write when the cable is pulled: nobody knows which of them were stored.
    const acknowledged = new Set<string>()
    const interrupted = new Set<string>()
    const writing = Array.from({ length: 8 }, async () => {
      for (let status = 201; status === 201;) {
        const id = randomUUID()
        status = (await street.report({ id, buildingId })).status
        if (status === 201) acknowledged.add(id)
        else interrupted.add(id)
      }
    })
    await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(10), { timeout: 20_000, interval: 5 })
    await cable.down()
    await Promise.all(writing)

    // A steady hand, not a hammer: more than the desk's rate would be refused for that reason.
    const until = performance.now() + AWAY_MS
    for await (const isOver of setInterval(WRITE_EVERY_MS, () => performance.now() >= until)) {
      if (isOver()) break
      const id = randomUUID()
      const began = performance.now()
      const { status } = await street.report({ id, buildingId })
      expect(status).toBe(503)
      refusals.push(performance.now() - began)
      unsure.push(id)
      expect((await street.send('GET', '/healthz')).status).toBe(200)
    }
    expect(Math.max(...refusals)).toBeLessThan(2_000)
    expect((await street.send('GET', '/readyz')).status).toBe(503)

    await cable.up()
    const again = unsure.slice(-3)
    await vi.waitFor(async () => expect((await street.send('GET', '/readyz')).status).toBe(200), { timeout: 10_000 })
    for (const id of again) expect((await street.report({ id, buildingId })).status).toBe(201)
    for (const id of interrupted) expect([200, 201]).toContain((await street.report({ id, buildingId })).status)
    const stored = await withDatabase(street.url, (db) => db.query<{ id: string }>(`select id from report`))
    const ids = new Set(stored.rows.map(({ id }) => id))
    expect(unsure.filter((id) => ids.has(id))).toEqual(again)
    expect([...acknowledged, ...interrupted].filter((id) => !ids.has(id))).toEqual([])
    expect(stored.rows).toHaveLength(ids.size)
    expect(ids.size).toBe(1 + acknowledged.size + interrupted.size + again.length)
    await vi.waitFor(() => expect(screen.board.openHeld()).toHaveLength(ids.size), { timeout: 15_000 })
    expect(screen.troubles).toEqual([])
    expect(screen.facts()?.divergences).toBe(0)
    screen.close()
  })
})
