import type { Rate } from '#shared/api'

/** A rate as the wall prints it: `94.7`, `100`; null over no cases. Only all of them are 100, only none is 0. */
export function percent({ n, d }: Rate): string | null {
  if (d === 0) return null
  const rounded = Math.round((1_000 * n) / d) / 10
  if (rounded === 100 && n < d) return '99.9'
  return rounded === 0 && n > 0 ? '0.1' : String(rounded)
}
