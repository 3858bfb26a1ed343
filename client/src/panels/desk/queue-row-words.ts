import { promiseStanding } from '../../board/promise-standing.ts'
import type { SeenIncident } from '../../board/things.ts'
import type { Say } from '../../words/street-time.ts'

export interface RowClock {
  text: string
  tone: 'near' | 'over' | null
}

interface Spans {
  say: Say
  left: (ms: number) => string
}

/**
 * What stands at the right of a row: the time left or over, for a fire its state, and once it is done what it
 * waits for. `now` in ms since 1970.
 */
export function rowClock(incident: SeenIncident, now: number, { say, left }: Spans): RowClock {
  const waits = waitsFor(incident)
  if (waits) return { text: say(`desk.queue.waits.${waits}`), tone: waits === 'unsatisfied' ? 'over' : null }
  if (incident.kind === 'garage-fire' && incident.status !== 'restored') {
    return { text: say(`desk.queue.fire.${incident.status}`), tone: null }
  }
  const standing = promiseStanding(incident, now)
  if (incident.dueAt === null || standing === null) return { text: say('common.span.noDeadline'), tone: null }
  const ms = Date.parse(incident.dueAt) - now
  if (standing === 'over') return { text: say('common.span.over', { span: left(-ms) }), tone: 'over' }
  return { text: say('common.span.left', { span: left(ms) }), tone: standing === 'near' ? 'near' : null }
}

function waitsFor({ status, satisfied, rootedOutAt }: SeenIncident) {
  if (status === 'done') return 'done'
  if (status === 'restored' && rootedOutAt) return 'restored'
  if (status !== 'revisited') return null
  if (satisfied === false) return 'unsatisfied'
  return satisfied ? 'revisited' : 'unreached'
}
