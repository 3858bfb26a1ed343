import { describe, expect, it } from 'vitest'
import { linkAt } from '../../../client/src/feed/link.ts'
import type { LinkFacts } from '../../../client/src/feed/link.ts'
import { retryDelayMs } from '../../../client/src/feed/retry-delay.ts'
import { createServerClock } from '../../../client/src/feed/server-clock.ts'

const facts = (about: Partial<LinkFacts> = {}): LinkFacts => ({
  connected: true,
  joined: true,
  refused: false,
  startedMs: 0,
  tickMs: 1_000,
  attempt: 0,
  nextTryMs: null,
  caughtUp: null,
  divergences: 0,
  ...about,
})

describe('the age of data', () => {
  it.each([
    [1_000, 'live'],
    [11_000, 'live'],
    [11_001, 'late'],
    [31_000, 'late'],
    [31_001, 'stale'],
  ])('at %i ms, with the newest tick at 1,000, is %s', (now, freshness) => {
    expect(linkAt(facts(), now).freshness).toBe(freshness)
  })

  it('goes on growing when the connection is down, and is not made young by one that stands', () => {
    expect(linkAt(facts({ connected: false, joined: false }), 20_000)).toMatchObject({
      freshness: 'late',
      ageMs: 19_000,
    })
    expect(linkAt(facts(), 60_000).freshness).toBe('stale')
  })

  it('is not known before the first tick; after half a minute of nothing that counts as stale', () => {
    expect(linkAt(facts({ tickMs: null }), 2_000)).toMatchObject({ freshness: 'joining', ageMs: null })
    expect(linkAt(facts({ tickMs: null }), 30_001).freshness).toBe('stale')
  })

  it('comes with the number of the try and the seconds to the next', () => {
    const link = linkAt(facts({ connected: false, attempt: 6, nextTryMs: 12_400 }), 10_000)
    expect(link).toMatchObject({ attempt: 6, nextTrySeconds: 3 })
  })

  it('says for ten seconds what was caught up on', () => {
    const back = facts({ caughtUp: { changes: 7, atMs: 5_000 } })
    expect(linkAt(back, 14_999).caughtUp).toBe(7)
    expect(linkAt(back, 15_000).caughtUp).toBeNull()
  })
})

describe('the wait before a try', () => {
  it('grows from one second to five and never leaves that range', () => {
    expect([1, 2, 3, 4, 50].map((attempt) => retryDelayMs(attempt, 0.5))).toEqual([1_000, 2_000, 4_000, 5_000, 5_000])
    for (const random of [0, 0.25, 0.999]) {
      expect(retryDelayMs(1, random)).toBeGreaterThanOrEqual(1_000)
      expect(retryDelayMs(9, random)).toBeLessThanOrEqual(5_000)
    }
  })

  it('differs from screen to screen', () => {
    expect(retryDelayMs(3, 0.1)).not.toBe(retryDelayMs(3, 0.9))
  })
})

describe("the server's clock", () => {
  const noon = '2026-11-18T04:00:00.000Z'

  it('is not known before a tick, and runs on between ticks', () => {
    let monotonic = 5_000
    const clock = createServerClock(() => monotonic)
    expect(clock.now()).toBeNull()
    clock.set({ serverNow: noon, demoRate: null })
    monotonic += 90_000
    expect(clock.now()).toBe(Date.parse(noon) + 90_000)
  })

  it('runs at the rate of the demo', () => {
    let monotonic = 0
    const clock = createServerClock(() => monotonic)
    clock.set({ serverNow: noon, demoRate: 60 })
    monotonic += 2_000
    expect(clock.now()).toBe(Date.parse(noon) + 120_000)
  })

  it('does not flicker back when a tick was slow, but follows a clock that was set back', () => {
    let monotonic = 0
    const clock = createServerClock(() => monotonic)
    clock.set({ serverNow: noon, demoRate: null })
    monotonic += 3_000
    const before = clock.now()
    clock.set({ serverNow: '2026-11-18T04:00:02.500Z', demoRate: null })
    expect(clock.now()).toBe(before)
    clock.set({ serverNow: '2026-11-18T03:00:00.000Z', demoRate: null })
    expect(clock.now()).toBe(Date.parse('2026-11-18T03:00:00.000Z'))
  })
})
