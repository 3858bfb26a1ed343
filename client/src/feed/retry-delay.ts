const FIRST_MS = 1_000
const LONGEST_MS = 5_000
const JITTER = 0.5

/**
 * How long to wait before the given try (1, 2, …): 1, 2, 4, then 5 s for ever, each stretched or cut by
 * up to half, so that a hundred screens do not come back in the same instant. `random` is in [0, 1).
 */
export function retryDelayMs(attempt: number, random: number): number {
  const plain = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1))
  return Math.min(LONGEST_MS, Math.max(FIRST_MS, Math.round(plain * (1 + JITTER * (2 * random - 1)))))
}
