import { SECOND_MS } from '#shared/time'

export const LATE_MS = 10 * SECOND_MS
export const STALE_MS = 30 * SECOND_MS
/** How long a screen says what it caught up on. */
export const CAUGHT_UP_MS = 10 * SECOND_MS

/** What is known about the connection. All times are of the monotonic clock, in milliseconds. */
export interface LinkFacts {
  readonly connected: boolean
  readonly joined: boolean
  /** The server does not know our session any more; nobody but a person can change that. */
  readonly refused: boolean
  /** When we began to follow. */
  readonly startedMs: number
  /** When the newest tick of the change lane arrived. The age of data is measured from here and nowhere else. */
  readonly tickMs: number | null
  /** Tries since the connection broke; 0 while it stands. */
  readonly attempt: number
  readonly nextTryMs: number | null
  readonly caughtUp: { readonly changes: number; readonly atMs: number } | null
  /** How often the digest did not agree with what we hold. Must stay 0. */
  readonly divergences: number
}

export type Freshness = 'joining' | 'live' | 'late' | 'stale'

/** What a screen shows about its own age. */
export interface Link {
  readonly freshness: Freshness
  readonly connected: boolean
  readonly refused: boolean
  readonly ageMs: number | null
  readonly attempt: number
  /** Whole seconds to the next try; null while one is under way or none is needed. */
  readonly nextTrySeconds: number | null
  /** Changes that were missed and are here now; told for a short while. */
  readonly caughtUp: number | null
  readonly divergences: number
}

/** Reads the facts at one moment. Silence alone makes data stale: a quiet street still ticks. */
export function linkAt(facts: LinkFacts, nowMs: number): Link {
  const ageMs = facts.tickMs === null ? null : Math.max(0, nowMs - facts.tickMs)
  const { caughtUp, nextTryMs } = facts
  return {
    freshness: freshnessOf(facts, ageMs, nowMs),
    connected: facts.connected,
    refused: facts.refused,
    ageMs,
    attempt: facts.attempt,
    nextTrySeconds: nextTryMs === null ? null : Math.max(0, Math.ceil((nextTryMs - nowMs) / SECOND_MS)),
    caughtUp: caughtUp && nowMs - caughtUp.atMs < CAUGHT_UP_MS ? caughtUp.changes : null,
    divergences: facts.divergences,
  }
}

function freshnessOf(facts: LinkFacts, ageMs: number | null, nowMs: number): Freshness {
  const silentMs = ageMs ?? nowMs - facts.startedMs
  if (silentMs > STALE_MS) return 'stale'
  if (ageMs === null || !facts.joined) return ageMs === null ? 'joining' : silentMs > LATE_MS ? 'late' : 'live'
  return silentMs > LATE_MS ? 'late' : 'live'
}
