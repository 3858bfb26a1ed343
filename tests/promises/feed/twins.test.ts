import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { openScreen } from '../../support/screen.ts'
import { openStreetServer, openTwin } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

describe('two server processes on one database', () => {
  let street: StreetServer
  let twin: Awaited<ReturnType<typeof openTwin>>
  beforeAll(async () => {
    street = await openStreetServer()
    twin = await openTwin(street)
  })
  afterAll(async () => {
    await twin.close()
    await street.close()
  })

  it('tell their clients everything, whoever took it in, and a client may change over in the middle', async () => {
    const [here, there] = [
      openScreen(street.origin, await street.signIn('wall')),
      openScreen(twin.origin, await twin.signIn('leader')),
    ]
    await vi.waitFor(() => expect([here.facts()?.joined, there.facts()?.joined]).toEqual([true, true]), {
      timeout: 5_000,
    })
    const buildingId = await street.buildingId()
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? street : twin).report({ buildingId })),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    for (const screen of [here, there]) {
      await vi.waitFor(() => expect(screen.board.openHeld()).toHaveLength(30), { timeout: 5_000 })
      expect(screen.troubles).toEqual([])
      expect(screen.snapshots()).toBe(1)
    }

    const epochOf = async (server: StreetServer | typeof twin) =>
      z.object({ epoch: z.uuid(), seq: z.int() }).parse((await server.send('GET', '/readyz')).body)
    const { epoch, seq } = await epochOf(street)
    expect(await epochOf(twin)).toMatchObject({ epoch, seq })
    await street.report({ buildingId })
    const missed = await twin.send('GET', `/api/changes?epoch=${epoch}&since=${seq}`, { as: 'wall' })
    expect(missed.body).toMatchObject({ epoch, seq: seq + 1, changes: [{ seq: seq + 1, entity: 'incident' }] })
    here.close()
    there.close()
  })
})
