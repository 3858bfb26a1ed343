/** Between two arcs, in degrees; so many arcs that gaps would eat them get none. */
const GAP_DEGREES = 6
const MOST_WITH_GAPS = 30

/** One arc of a ring for each household, from the top clockwise; the reached ones first. */
export function ringArcs(
  { reached, all }: { reached: number; all: number },
  { middle, radius }: { middle: number; radius: number },
) {
  const gap = all > MOST_WITH_GAPS ? 0 : GAP_DEGREES
  const radians = (degrees: number) => ((degrees - 90) * Math.PI) / 180
  const point = (angle: number) =>
    `${(middle + radius * Math.cos(angle)).toFixed(1)} ${(middle + radius * Math.sin(angle)).toFixed(1)}`
  return Array.from({ length: all }, (_, index) => {
    const from = radians((360 * index) / all + gap / 2)
    const to = radians((360 * (index + 1)) / all - gap / 2)
    const isLong = to - from > Math.PI ? 1 : 0
    return { path: `M${point(from)}A${radius} ${radius} 0 ${isLong} 1 ${point(to)}`, isReached: index < reached }
  })
}
