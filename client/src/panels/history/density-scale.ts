/** Which of five tones of plum; 0 is none. Locked: the same count has the same tone at every zoom and in every period. */
export type DensityTone = 0 | 1 | 2 | 3 | 4 | 5

/** From so many cases in a cell on. */
const countBins = [3, 6, 10, 15, 22] as const
/** From so many cases a thousand households on. */
const rateBins = [1, 20, 40, 70, 120] as const
/** Fewer households make a rate of one or two cases look like a plague. */
const FEWEST_HOUSEHOLDS = 50

export interface Bin {
  tone: DensityTone
  /** First and last number of the bin; null where it has no end. */
  from: number
  to: number | null
}

export type Measure = 'count' | 'rate'

export function binsOf(measure: Measure): Bin[] {
  const starts = measure === 'count' ? countBins : rateBins
  const tones = [1, 2, 3, 4, 5] as const
  return tones.map((tone, index) => {
    const next = starts[index + 1]
    return { tone, from: starts[index] ?? 0, to: next === undefined ? null : next - 1 }
  })
}

/** Cases a thousand households; null where too few live to say so. */
export function perThousand(count: number, households: number): number | null {
  return households < FEWEST_HOUSEHOLDS ? null : (count / households) * 1_000
}

export function toneOf(measure: Measure, value: number | null): DensityTone {
  if (value === null) return 0
  const whole = Math.floor(value)
  return binsOf(measure).findLast(({ from }) => whole >= from)?.tone ?? 0
}
