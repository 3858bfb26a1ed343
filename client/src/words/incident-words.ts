import type { Incident } from '#shared/incident'
import type { Say } from './street-time.ts'

type Named = Pick<Incident, 'kind' | 'summary'> & {
  measures?: Incident['measures'] | undefined
  drill?: boolean | undefined
}

/**
 * What happened, in a few words. In Chinese it is the summary the server made; other languages say the
 * kind and the measured facts, because the summary is not translated. A drill says so before anything else.
 */
export function incidentTitle(incident: Named, locale: string, say: Say): string {
  const title = titleOf(incident, locale, say)
  return incident.drill ? say('common.drill', { title }) : title
}

function titleOf({ kind, summary, measures }: Named, locale: string, say: Say): string {
  if (locale === 'zh-CN') return summary
  const facts = [
    measures?.depthCm ? say('common.measure.depth', { n: measures.depthCm }) : '',
    measures?.households ? say('common.measure.households', { n: measures.households }) : '',
  ]
  return [say(`common.kind.${kind}`), ...facts.filter(Boolean)].join(', ')
}

/** Of a fire its course; nobody promises when it will be out. */
const fireStatuses: ReadonlySet<string> = new Set(['received', 'assigned', 'on-scene', 'controlled'])

/** How a case stands, in a word: `到场`, and of a fire `控火中`. */
export function statusWords({ kind, status }: Pick<Incident, 'kind' | 'status'>, say: Say): string {
  const isFire = kind === 'garage-fire' && fireStatuses.has(status)
  return say(isFire ? `common.fire.${status}` : `common.status.${status}`)
}
