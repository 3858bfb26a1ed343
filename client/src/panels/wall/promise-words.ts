import { DAY_MS, streetMinutes } from '#shared/time'
import { promiseStanding } from '../../board/promise-standing.ts'
import type { SeenIncident } from '../../board/things.ts'
import { statusWords } from '../../words/incident-words.ts'
import { countdown, hourMinute } from '../../words/street-time.ts'
import type { Say } from '../../words/street-time.ts'

export interface PromiseWords {
  /** `余 3:27`, `超 2:32`. */
  time: string
  /** `不过夜`, `18:00 前`. */
  tier: string
  tone: 'near' | 'over' | null
}

const NOON_MINUTES = 12 * 60

/**
 * The deadline of one case in words. 不过晌 promised for any other time than noon says that time;
 * a fire shows its state, because nobody promises when it will be out.
 */
export function promiseWords(incident: SeenIncident, now: number, say: Say): PromiseWords {
  const { dueAt, tier, kind } = incident
  if (kind === 'garage-fire') return { time: statusWords(incident, say), tier: '', tone: null }
  if (dueAt === null || tier === null) return { time: say('common.span.noDeadline'), tier: '', tone: null }
  const due = Date.parse(dueAt)
  const span = countdown(Math.abs(due - now), say)
  const standing = promiseStanding(incident, now)
  const isOver = standing === 'over'
  return {
    time: say(isOver ? 'common.span.over' : 'common.span.left', { span }),
    tier:
      tier === 'before-noon' && streetMinutes(dueAt) !== NOON_MINUTES && Math.abs(due - now) < DAY_MS
        ? say('common.span.before', { time: hourMinute(due) })
        : say(`common.tier.${tier}`),
    tone: isOver ? 'over' : standing === 'near' ? 'near' : null,
  }
}
