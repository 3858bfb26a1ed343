import { isOpen } from '#shared/incident'
import type { Status } from '#shared/incident'
import type { SeenAlarm, SeenEmergency, SeenIncident } from '../../board/things.ts'
import { isWaiting } from '../../panels/wall/alarm-sound.ts'

/** What has the wall, instead of the calm street. `waiting`: nobody has acknowledged it yet. */
export type Takeover = { id: string; incidentId: string; drill: boolean; waiting: boolean; since: string } & (
  { kind: 'emergency'; emergency: SeenEmergency } | { kind: 'level-1'; incident: SeenIncident }
)

/** From controlled on, a level 1 is an open case among others. */
const uncontrolled: ReadonlySet<Status> = new Set(['received', 'assigned', 'on-scene'])

interface Known {
  emergencies: Iterable<SeenEmergency>
  incidents: ReadonlyMap<string, SeenIncident>
  alarms: Iterable<SeenAlarm>
}

/**
 * Everything that takes the wall over and holds it, the first in front: what is real before a drill, an emergency
 * before a level 1, what nobody has acknowledged before the rest, and the newest before the older. A level 1 holds until
 * it is acknowledged *and* controlled; once an emergency was declared for it, that speaks for it.
 */
export function takeovers({ emergencies, incidents, alarms }: Known): Takeover[] {
  const all = [...emergencies]
  const calls = [...alarms].filter(({ level }) => level === 1)
  const waiting = new Set(calls.filter(isWaiting).map(({ incidentId }) => incidentId))
  const called = new Set(calls.filter(({ falseAlarm }) => falseAlarm).map(({ incidentId }) => incidentId))
  const declared = new Set(all.map(({ incidentId }) => incidentId))

  const running = all.filter(({ state }) => state !== 'ended').map(emergencyTakes)
  const levelOnes = [...incidents.values()].filter(holds).map(incidentTakes)
  return [...running, ...levelOnes].sort(inFront)

  function holds(incident: SeenIncident): boolean {
    if (declared.has(incident.id)) return false
    if (waiting.has(incident.id)) return true
    if (incident.severity !== 1 || incident.falseAlarm || called.has(incident.id)) return false
    return isOpen(incident) && uncontrolled.has(incident.status)
  }

  function emergencyTakes(emergency: SeenEmergency): Takeover {
    const { id, incidentId, drill, declaredAt: since } = emergency
    return { kind: 'emergency', id, incidentId, drill, since, waiting: waiting.has(incidentId), emergency }
  }

  function incidentTakes(incident: SeenIncident): Takeover {
    const { id, receivedAt: since } = incident
    const drill = incident.drill ?? false
    return { kind: 'level-1', id, incidentId: id, drill, since, waiting: waiting.has(id), incident }
  }
}

function inFront(a: Takeover, b: Takeover): number {
  return (
    Number(a.drill) - Number(b.drill) ||
    Number(a.kind !== 'emergency') - Number(b.kind !== 'emergency') ||
    Number(b.waiting) - Number(a.waiting) ||
    (a.since < b.since ? 1 : a.since > b.since ? -1 : a.id < b.id ? -1 : 1)
  )
}
