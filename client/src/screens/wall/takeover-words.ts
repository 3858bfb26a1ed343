import type { SeenIncident } from '../../board/things.ts'
import { incidentTitle, statusWords } from '../../words/incident-words.ts'
import { since } from '../../words/street-time.ts'
import type { Say } from '../../words/street-time.ts'
import type { Takeover } from './takeovers.ts'

interface Spoken {
  incidents: ReadonlyMap<string, SeenIncident>
  now: number
  locale: string
  say: Say
}

/** One line for what would have the wall if another did not: where and what, how it stands, since when. */
export function takeoverWords(takeover: Takeover, { incidents, now, locale, say }: Spoken) {
  const incident = incidents.get(takeover.incidentId)
  const what = incident
    ? `${incident.place} · ${incidentTitle({ ...incident, drill: false }, locale, say)}`
    : takeover.kind === 'emergency'
      ? say(`common.kind.${takeover.emergency.kind}`)
      : ''
  const span = since(now - Date.parse(takeover.since), say)
  return {
    id: takeover.id,
    waiting: takeover.waiting,
    title: takeover.drill ? say('common.drill', { title: what }) : what,
    said: `${standing(takeover, say)} · ${span}`,
  }
}

function standing(takeover: Takeover, say: Say): string {
  if (takeover.waiting) return say('wall.alarm.acknowledge')
  if (takeover.kind === 'level-1') return statusWords(takeover.incident, say)
  const { reached, all } = takeover.emergency.counters.priority
  return say('wall.rotation.emergency', { reached, all })
}
