import { computed } from 'vue'
import { activeAssignmentStates } from '#shared/assignment'
import type { Position } from '#shared/geo'
import { MINUTE_MS } from '#shared/time'
import { Roster } from '#shared/people'
import type { Live } from '../../board/useLive.ts'
import { useAnswer } from '../../feed/useAnswer.ts'
import { unitsNear } from '../../panels/desk/units.ts'
import type { Errand } from '../../panels/desk/units.ts'
import type { Positions } from '../../positions/positions.ts'

export interface UnitsParts {
  board: Live['board']
  tracks: { positions: Positions }
}

/** Shifts change a few times a day; who is on duty comes with the feed at once. */
const ROSTER_EVERY_MS = 5 * MINUTE_MS

/** Everybody who can be sent, as they stand to a place: roster over HTTP, duty from the feed, positions from their lane. */
export function useUnits({ board, tracks }: UnitsParts) {
  const { value: roster, error: failure } = useAnswer(Roster, '/api/roster', { everyMs: ROSTER_EVERY_MS })

  /** Who is doing what. Of several errands the one under way the longest counts. */
  const errands = computed(() => {
    const byUnit = new Map<string, Errand>()
    for (const { assigneeId, incidentId, state } of board.assignments.value.values()) {
      const incident = board.incidents.value.get(incidentId)
      if (!assigneeId || !incident || !activeAssignmentStates.has(state) || byUnit.has(assigneeId)) continue
      byUnit.set(assigneeId, { incidentId, summary: incident.summary, place: incident.place, state })
    }
    return byUnit
  })

  const workers = computed(() =>
    (roster.value?.workers ?? []).map((worker) => {
      const live = board.workers.value.get(worker.id)
      return live && live.revision > worker.revision ? { ...worker, duty: live.duty } : worker
    }),
  )

  function fixOf(id: string) {
    const found = tracks.positions.find(id, performance.now())
    return found && { position: found.position, ageMs: found.ageMs }
  }

  return {
    roster,
    failure,
    errands,
    fixOf,
    /** Reads the positions as they are now: call it where their version is watched. */
    near: (at: Position) =>
      unitsNear(at, {
        workers: workers.value,
        teams: roster.value?.teams ?? [],
        departments: roster.value?.departments ?? [],
        fixOf,
        errandOf: (id) => errands.value.get(id) ?? null,
      }),
  }
}
