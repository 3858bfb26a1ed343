import type { Clock } from '#shared/time'
import { streetDay } from '#shared/time'
import type { RunCommand } from '../db/command.ts'
import type { RosterStore } from '../roster/roster.ts'
import { isOnShift, shiftAt } from './shifts.ts'
import type { MadeUpStaff } from './street/made-up-street.ts'
import { uuidFrom } from './street/random.ts'

export interface DutyRoundsParts {
  staff: readonly MadeUpStaff[]
  run: RunCommand
  roster: Pick<RosterStore, 'setDuty'>
  clock: Clock
}

/** At 08:00 and 20:00 the shifts change: whom the plan names goes on duty, the others go home. */
export function createDutyRounds({ staff, run, roster, clock }: DutyRoundsParts) {
  let done: string | null = null

  return {
    async goOn(): Promise<void> {
      const now = clock.now()
      const shift = `${streetDay(now)} ${shiftAt(now)}`
      if (shift === done) return
      const id = uuidFrom(`shift ${shift} ${now}`)
      await run({ id, kind: 'shift', actor: { id: null, label: '排班' }, body: { shift } }, async (work) => {
        for (const one of [...staff].sort((a, b) => (a.worker.id < b.worker.id ? -1 : 1))) {
          await roster.setDuty(work, one.worker.id, isOnShift(one, now) ? 'on' : 'off')
        }
        return { shift }
      })
      done = shift
    },
  }
}
