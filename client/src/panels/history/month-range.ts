/** First and last chosen month, as places in the list of months; both are chosen. */
export interface MonthRange {
  first: number
  last: number
}

/** One end moved to a month; it stops at the other end and at the edge. */
export function moveEnd(range: MonthRange, end: keyof MonthRange, to: number, count: number): MonthRange {
  const inside = Math.min(Math.max(to, 0), count - 1)
  return end === 'first'
    ? { ...range, first: Math.min(inside, range.last) }
    : { ...range, last: Math.max(inside, range.first) }
}

/** The last so many months of a list. */
export function lastMonths(months: number, count: number): MonthRange {
  return { first: Math.max(0, count - months), last: count - 1 }
}

/** How many of the last months lie in the running season; between seasons, in the one before. At least one. */
export function monthsOfSeason(months: readonly string[]): MonthRange {
  const last = months.length - 1
  const isRain = (month: string) => month.slice(5) >= '06' && month.slice(5) <= '09'
  const isHeating = (month: string) => month.slice(5) >= '11' || month.slice(5) <= '03'
  let end = last
  while (end > 0 && !isRain(months[end] ?? '') && !isHeating(months[end] ?? '')) end--
  const isSame = isRain(months[end] ?? '') ? isRain : isHeating
  let first = end
  while (first > 0 && isSame(months[first - 1] ?? '')) first--
  return { first, last }
}
