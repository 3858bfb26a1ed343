import { SECOND_MS } from '#shared/time'
import type { SeenAlarm } from '../../board/things.ts'

/** A level 1 that nobody confirmed sounds on the wall after this long. Domain time, like `raisedAt`. */
export const UNDECIDED_MS = 30 * SECOND_MS
/** A level 1 sounds again this often until it is acknowledged. Real time, like everything one hears. */
export const REPEAT_MS = 10 * SECOND_MS
/** A level 2 that is older than this when the screen comes up has been heard before. */
const RECENT_MS = 120 * SECOND_MS

export interface AlarmMemory {
  /** Alarms of level 2 that have had their one tone. */
  readonly heard: ReadonlySet<string>
  /** When a level 1 last sounded, monotonic ms. */
  readonly soundedAtMs: number | null
}

export const nothingHeard: AlarmMemory = { heard: new Set(), soundedAtMs: null }

export interface AlarmMoment {
  alarms: readonly SeenAlarm[]
  /** The server's time, ms since 1970. */
  now: number
  /** Monotonic ms. */
  monotonicMs: number
}

/** Does a level 1 call for a person: confirmed, or undecided for too long, and acknowledged by nobody? */
export function isSounding(alarm: SeenAlarm, now: number): boolean {
  if (alarm.level !== 1 || !isWaiting(alarm)) return false
  return alarm.confirmedAt !== null || now - Date.parse(alarm.raisedAt) >= UNDECIDED_MS
}

/** Nobody has said yet that they know. */
export function isWaiting({ acknowledgedAt, falseAlarm }: SeenAlarm): boolean {
  return acknowledgedAt === null && !falseAlarm
}

/**
 * Which tone is due now, if any, and what to remember: level 1 every ten seconds until acknowledged,
 * level 2 once. What was acknowledged meanwhile never sounds.
 */
export function toneDue(memory: AlarmMemory, { alarms, now, monotonicMs }: AlarmMoment) {
  const fresh = alarms.filter(
    (alarm) =>
      alarm.level === 2 &&
      isWaiting(alarm) &&
      !memory.heard.has(alarm.id) &&
      now - Date.parse(alarm.raisedAt) < RECENT_MS,
  )
  const heard = fresh.length > 0 ? new Set([...memory.heard, ...fresh.map(({ id }) => id)]) : memory.heard
  const calls = alarms.some((alarm) => isSounding(alarm, now))
  if (!calls) return { tone: fresh.length > 0 ? (2 as const) : null, memory: { heard, soundedAtMs: null } }
  const due = memory.soundedAtMs === null || monotonicMs - memory.soundedAtMs >= REPEAT_MS
  return { tone: due ? (1 as const) : null, memory: { heard, soundedAtMs: due ? monotonicMs : memory.soundedAtMs } }
}
