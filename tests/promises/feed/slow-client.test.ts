import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openScreen } from '../../support/screen.ts'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

describe('a client that is away', () => {
  let street: StreetServer
  beforeAll(async () => {
    street = await openStreetServer()
  })
  afterAll(() => street.close())

  it('comes back by itself, gets what it missed and not a snapshot, and holds the same as one that stayed', async () => {
    const [stayed, left] = [
      openScreen(street.origin, await street.signIn('wall')),
      openScreen(street.origin, await street.signIn('leader')),
    ]
    await vi.waitFor(() => expect([stayed.facts()?.joined, left.facts()?.joined]).toEqual([true, true]), {
      timeout: 5_000,
    })
    const buildingId = await street.buildingId()
    await street.report({ buildingId })
    await vi.waitFor(() => expect(left.board.openHeld()).toHaveLength(1), { timeout: 5_000 })

    left.breakOff()
    for (let i = 0; i < 5; i++) await street.report({ buildingId })
    await vi.waitFor(() => expect(left.board.openHeld()).toHaveLength(6), { timeout: 15_000 })
    expect(left.snapshots()).toBe(1)
    expect(left.board.openHeld().map(({ id, revision }) => [id, revision]).sort()).toEqual(
      stayed.board.openHeld().map(({ id, revision }) => [id, revision]).sort(),
    ) // prettier-ignore
    stayed.close()
    left.close()
  })
})
