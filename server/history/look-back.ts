import type { LeftOut, RecurrenceRule } from '#shared/history'
import { whyLeftOut } from './past-incident.ts'
import type { PastIncident } from './past-incident.ts'
import type { Position } from '#shared/geo'
import { byKey, placeKeys, repeatCallers, underRule } from './recurrence.ts'

/** Incidents at one place and of one kind, those under the rule apart. */
export interface Trouble {
  key: string
  /** All that count, in the order of time. */
  all: PastIncident[]
  /** Those under the rule. */
  under: PastIncident[]
  most: number
}

/** Everything that ever happened, sorted once: what counts, what does not and why, and what came back. */
export interface LookBack {
  counted: PastIncident[]
  leftOut: Map<LeftOut, PastIncident[]>
  /** The place and kind of an incident, where it has one. */
  keys: Map<string, string>
  troubles: Trouble[]
  /** All that counts at each place, by its key, whether it came back or not. */
  places: Map<string, PastIncident[]>
  /** Ids under the rule. */
  recurring: Set<string>
}

/** Expects the order of time. `isVague`: a position that is only the middle of something larger. */
export function lookBack(
  past: readonly PastIncident[],
  rule: RecurrenceRule,
  isVague: (position: Position) => boolean = () => false,
): LookBack {
  const leftOut = new Map<LeftOut, PastIncident[]>()
  const setAside = (why: LeftOut, incident: PastIncident) => {
    const known = leftOut.get(why)
    if (known) known.push(incident)
    else leftOut.set(why, [incident])
  }
  const real = past.filter((incident) => {
    const why = whyLeftOut(incident)
    if (why) setAside(why, incident)
    return why === null
  })
  const keys = placeKeys(real, isVague)
  const repeats = repeatCallers(real, keys)
  const counted = real.filter((incident) => {
    if (repeats.has(incident.id)) setAside('repeat-caller', incident)
    return !repeats.has(incident.id)
  })
  const places = byKey(counted, keys)
  const troubles = [...places].flatMap(([key, all]) => {
    const { incidents, most } = underRule(all, rule)
    return incidents.length > 0 ? [{ key, all, under: incidents, most }] : []
  })
  const recurring = new Set(troubles.flatMap(({ under }) => under.map(({ id }) => id)))
  return { counted, leftOut, keys, troubles, places, recurring }
}
