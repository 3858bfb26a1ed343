/** The middle of numbers; of an even count the mean of the two middles. NaN of none. */
export function medianOf(values: readonly number[]): number {
  return quantileOf(values, 0.5)
}

/** Distance between the quartiles, as a share of the median: 0 is perfectly steady. */
export function spreadOf(values: readonly number[]): number {
  const middle = medianOf(values)
  return middle === 0 ? 0 : (quantileOf(values, 0.75) - quantileOf(values, 0.25)) / middle
}

/** The value below which this share of the numbers lies, between two of them by line. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  const at = share * (sorted.length - 1)
  const [below, above] = [sorted[Math.floor(at)] ?? NaN, sorted[Math.ceil(at)] ?? NaN]
  return below + (above - below) * (at - Math.floor(at))
}

/** Four digits that mean something; more would only pretend. */
export function roundFigure(value: number): number {
  return Number(value.toPrecision(4))
}

/** A cost is measured over at least so much CPU time: a few milliseconds tell more of the moment than of the work. */
export const ENOUGH_MICROS = 100_000

/** CPU time of this process that `work` costs each time, in microseconds, over as many times as are enough. */
export function cpuMicrosOf(work: () => void): number {
  const before = process.cpuUsage()
  let [spent, times] = [0, 0]
  for (; spent < ENOUGH_MICROS; times++) {
    work()
    const { user, system } = process.cpuUsage(before)
    spent = user + system
  }
  return spent / times
}

/** Where CPU time is known in steps of 10 ms only, and for limits: they say whether the machine was steady. */
export const LONG_ENOUGH_MICROS = 200_000

/** CPU time that `work` costs another process each time, in microseconds, over as many times as are enough. */
export async function cpuMicrosOfAnother(
  micros: () => Promise<number> | number,
  work: () => Promise<unknown>,
  enough = ENOUGH_MICROS,
): Promise<number> {
  const before = await micros()
  let [spent, times] = [0, 0]
  for (; spent < enough; times++) {
    await work()
    spent = (await micros()) - before
  }
  return spent / times
}

/** Milliseconds by the one clock that all processes of this machine share. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
