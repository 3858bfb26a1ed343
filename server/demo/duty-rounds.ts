import type { Clock, Instant } from '#shared/time'
import { atStreetHour, DAY_MS, plus, streetDay } from '#shared/time'
import type { RunCommand } from '../db/command.ts'
import type { RosterStore } from '../roster/roster.ts'
import type { Due } from './due.ts'
import { isOnShift, SHIFT_HOURS, shiftAt } from './shifts.ts'
import type { MadeUpStaff } from './street/made-up-street.ts'
import { uuidFrom } from './street/random.ts'

export interface DutyRoundsParts {
  staff: readonly MadeUpStaff[]
  /** Commands that are told by this clock. */
  runBy: (clock: Clock) => RunCommand
  roster: Pick<RosterStore, 'setDuty'>
}

/** At 08:00 and 20:00 the shifts change: whom the plan names goes on duty, the others go home. */
export function createDutyRounds({ staff, runBy, roster }: DutyRoundsParts) {
  const inOrder = [...staff].sort((a, b) => (a.worker.id < b.worker.id ? -1 : 1))
  let isSettled = false

  return {
    /** The changes of shift after `from`; at the first time also the shift that runs `now`. */
    due(from: Instant, now: Instant): Due[] {
      const changes = shiftChangesBetween(from, now).map((at) => ({ at, happen: () => change(at) }))
      if (isSettled) return changes
      return [...changes, { at: now, happen: () => change(now).then(() => void (isSettled = true)) }]
    },
  }

  async function change(at: Instant): Promise<void> {
    const shift = `${streetDay(at)} ${shiftAt(at)}`
    const id = uuidFrom(`shift ${shift} ${at}`)
    await runBy({ now: () => at })(
      { id, kind: 'shift', actor: { id: null, label: '排班' }, body: { shift } },
      async (work) => {
        for (const one of inOrder) await roster.setDuty(work, one.worker.id, isOnShift(one, at) ? 'on' : 'off')
        return { shift }
      },
    )
  }
}

/** When shifts begin after `from`, up to and with `to`. */
export function shiftChangesBetween(from: Instant, to: Instant): Instant[] {
  const changes: Instant[] = []
  for (let day = streetDay(from); day <= streetDay(to); day = streetDay(plus(atStreetHour(day, 12), DAY_MS))) {
    changes.push(...SHIFT_HOURS.map((hour) => atStreetHour(day, hour)))
  }
  return changes.filter((at) => at > from && at <= to)
}
