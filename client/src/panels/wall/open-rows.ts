import { promiseStanding } from '../../board/promise-standing.ts'
import type { SeenIncident } from '../../board/things.ts'

/** What the list on the wall shows: cases, then what did not fit as a count, then everything 日常 as one. */
export interface OpenRows {
  listed: readonly SeenIncident[]
  /** Cases of level 1 to 4 without a row of their own. */
  more: { count: number; late: number } | null
  routine: { count: number; late: number; oldestAt: string; withDeadline: boolean } | null
}

/** Fills at most `rows` rows. `open` is sorted, most urgent first. */
export function openRows(open: readonly SeenIncident[], rows: number, now: number): OpenRows {
  const routine = open.filter(({ severity }) => severity === 0)
  const urgent = open.filter(({ severity }) => severity !== 0)
  const room = rows - (routine.length > 0 ? 1 : 0)
  const listed = urgent.length <= room ? urgent : urgent.slice(0, room - 1)
  const hidden = urgent.slice(listed.length)
  return {
    listed,
    more: hidden.length > 0 ? { count: hidden.length, late: lateOf(hidden, now) } : null,
    routine:
      routine.length > 0
        ? {
            count: routine.length,
            late: lateOf(routine, now),
            oldestAt: routine.map(({ receivedAt }) => receivedAt).reduce((a, b) => (a < b ? a : b)),
            withDeadline: routine.some(({ dueAt }) => dueAt !== null),
          }
        : null,
  }
}

const lateOf = (incidents: readonly SeenIncident[], now: number) =>
  incidents.filter((incident) => promiseStanding(incident, now) === 'over').length
