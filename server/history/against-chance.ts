import type { AgainstChance } from '#shared/history'

/** So few expected cases say nothing about a difference. */
const FEWEST_EXPECTED = 5
/** Beyond this, chance alone does it once in 370 comparisons; with 28 rows one would otherwise always stand out. */
const FAR = 3

/**
 * How far a count lies from what was expected, in standard steps (Freeman and Tukey 1950: √n + √(n+1) − √(4e+1),
 * about normal for counts that come by chance). Null when too few were expected to say.
 */
export function deviationOf(count: number, expected: number): number | null {
  if (expected < FEWEST_EXPECTED) return null
  return Math.sqrt(count) + Math.sqrt(count + 1) - Math.sqrt(4 * expected + 1)
}

/** The same in a word. */
export function againstChance(count: number, expected: number): AgainstChance {
  const deviation = deviationOf(count, expected)
  if (deviation === null) return 'too-few'
  if (deviation > FAR) return 'many-more'
  return deviation < -FAR ? 'many-fewer' : 'as-chance'
}
