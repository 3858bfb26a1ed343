import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { linkAt } from '../../client/src/feed/link.ts'
import { openFaultProxy } from '../support/fault-proxy.ts'
import type { FaultProxy } from '../support/fault-proxy.ts'
import { openScreen } from '../support/screen.ts'
import { openStreetServer } from '../support/street-server.ts'
import type { StreetServer } from '../support/street-server.ts'

/** A ping every ten seconds, and five to answer it: an unplugged server is noticed within this time. */
const NOTICED_MS = 15_000
/** Five seconds, and the longest pause between two tries. */
const BACK_MS = 10_000
/** For the machine, which has other tests. */
const GRACE_MS = 5_000

describe('a screen whose cable to the server is cut', () => {
  let street: StreetServer
  let cable: FaultProxy
  let wall: ReturnType<typeof openScreen>

  const link = () => {
    const facts = wall.facts()
    return facts && linkAt(facts, performance.now())
  }
  const openThere = async () => {
    const { rows } = await street.pool.query<{ id: string; revision: number }>(
      `select id, revision from incident where status in ('received', 'assigned', 'on-scene', 'controlled', 'restored')`,
    )
    return rows.map(({ id, revision }) => `${id}:${revision}`).sort()
  }
  const openHere = () => wall.board.openHeld().map(({ id, revision }) => `${id}:${revision}`).sort() // prettier-ignore

  beforeAll(async () => {
    street = await openStreetServer()
    cable = await openFaultProxy(street.origin)
    wall = openScreen(cable.url, await street.signIn('wall'))
    await vi.waitFor(() => expect(link()).toMatchObject({ freshness: 'live', connected: true }), { timeout: 10_000 })
    await street.report()
    await vi.waitFor(async () => expect(openHere()).toEqual(await openThere()), { timeout: BACK_MS })
  })
  afterAll(async () => {
    wall.close()
    await cable.close()
    await street.close()
  })

  it('says so when ten seconds are over, gets what it missed when it is back, and holds nothing twice', async () => {
    await cable.down()
    await vi.waitFor(() => expect(link()?.connected).toBe(false), { timeout: GRACE_MS })
    for (let missed = 0; missed < 3; missed++) expect((await street.report()).status).toBe(201)
    await vi.waitFor(() => expect(link()?.freshness).toBe('late'), { timeout: 10_000 + GRACE_MS })
    expect(openHere()).toHaveLength(1) // what was there stays to be read

    await cable.up()
    await vi.waitFor(async () => expect(openHere()).toEqual(await openThere()), { timeout: BACK_MS + GRACE_MS })
    expect(openHere()).toHaveLength(4)
    await vi.waitFor(() => expect(link()).toMatchObject({ freshness: 'live', divergences: 0 }), { timeout: GRACE_MS })
    expect(wall.facts()?.caughtUp?.changes).toBeGreaterThanOrEqual(3)
    expect(wall.snapshots()).toBe(1)
  })

  it('notices by itself within fifteen seconds that nobody is there, though no connection was closed', async () => {
    cable.hush()
    const hushed = performance.now()
    await vi.waitFor(() => expect(link()?.connected).toBe(false), { timeout: NOTICED_MS + GRACE_MS })
    expect(performance.now() - hushed).toBeLessThan(NOTICED_MS + GRACE_MS)
    await vi.waitFor(() => expect(link()).toMatchObject({ connected: true, freshness: 'live' }), {
      timeout: BACK_MS + GRACE_MS,
    })
    expect(openHere()).toEqual(await openThere())
    expect(wall.snapshots()).toBe(1)
    expect(wall.troubles).toEqual([])
  })
})
