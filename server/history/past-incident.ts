import { naturesWithPromise } from '#shared/channel'
import type { LeftOut } from '#shared/history'
import type { Incident } from '#shared/incident'

/** What the history needs of an incident. */
export interface PastIncident extends Pick<
  Incident,
  | 'id'
  | 'number'
  | 'kind'
  | 'severity'
  | 'status'
  | 'nature'
  | 'origin'
  | 'position'
  | 'communityId'
  | 'buildingId'
  | 'place'
  | 'summary'
  | 'reportCount'
  | 'receivedAt'
  | 'restoredAt'
  | 'rootedOutAt'
  | 'doneAt'
  | 'drill'
  | 'falseAlarm'
> {
  /** Somebody wanted a voice, not a repair: 关怀来电. */
  careCall: boolean
  /** Keyed hash of the last digits of whoever told it first; null when nobody left a number. Never leaves the server. */
  caller: string | null
}

/** Why it does not heat the map, by itself; null when it does. Repeat callers are told apart by what came before. */
export function whyLeftOut(incident: PastIncident): Exclude<LeftOut, 'repeat-caller'> | null {
  if (incident.drill) return 'drill'
  if (incident.status === 'merged') return 'merged'
  if (incident.falseAlarm) return 'false-alarm'
  if (incident.careCall) return 'care-call'
  return naturesWithPromise.has(incident.nature) ? null : 'no-trouble'
}
