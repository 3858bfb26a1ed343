import { isOpen } from '#shared/incident'
import type { SeenIncident } from '../feed/seen.ts'

const MOST_HELD = 3_000

/** A wall runs for months: of what is no longer open, the oldest go when there are too many. Open ones never. */
export function forgetOldest(held: Map<string, SeenIncident>, mostHeld = MOST_HELD) {
  if (held.size <= mostHeld) return
  const settled = [...held.values()].filter((incident) => !isOpen(incident))
  settled.sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1))
  settled.slice(0, held.size - mostHeld).forEach(({ id }) => held.delete(id))
}
