import type { FeedTick } from '#shared/feed'

export interface ServerClock {
  /** Takes the server's time from a tick that arrived just now. */
  set(tick: Pick<FeedTick, 'serverNow' | 'demoRate'>): void
  /** The server's time in ms since 1970; in the demo it may run faster. Null before the first tick. */
  now(): number | null
}

/** A correction backwards by less than this is the network's hesitation and is not shown. */
const HESITATION_MS = 2_000

/**
 * The server's clock, kept running between ticks on the monotonic clock given, so that deadlines go on
 * while the connection is down and a wrong watch on this machine does no harm. It does not flicker
 * back; it jumps only when the server's clock did.
 */
export function createServerClock(monotonicMs: () => number): ServerClock {
  let base: { serverMs: number; atMs: number; rate: number } | null = null
  let shown = 0

  return {
    set({ serverNow, demoRate }) {
      base = { serverMs: Date.parse(serverNow), atMs: monotonicMs(), rate: demoRate ?? 1 }
      if (base.serverMs < shown - HESITATION_MS * base.rate) shown = base.serverMs
    },
    now() {
      if (!base) return null
      shown = Math.max(shown, base.serverMs + (monotonicMs() - base.atMs) * base.rate)
      return shown
    },
  }
}
