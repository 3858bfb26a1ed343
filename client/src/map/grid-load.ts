/** How much is open in a grid: nothing, some, much. Three neutral tones, never a severity. */
export type LoadTone = 0 | 1 | 2

/** From so many open incidents on, a grid has much. */
const MUCH = 3

/** Counts what is open in each grid; a grid that is not named has nothing. */
export function gridLoads(open: readonly { gridId: string | null }[]): ReadonlyMap<string, LoadTone> {
  const counts = new Map<string, number>()
  for (const { gridId } of open) if (gridId) counts.set(gridId, (counts.get(gridId) ?? 0) + 1)
  return new Map([...counts].map(([id, count]) => [id, count >= MUCH ? 2 : 1]))
}

/** The loads from before when nothing in them changed, so that whoever watches them is not woken for nothing. */
export function keepSame(
  before: ReadonlyMap<string, LoadTone> | undefined,
  now: ReadonlyMap<string, LoadTone>,
): ReadonlyMap<string, LoadTone> {
  const isSame = before?.size === now.size && [...now].every(([id, tone]) => before.get(id) === tone)
  return isSame ? before : now
}
