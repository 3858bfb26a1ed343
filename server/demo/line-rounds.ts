import type { Line } from '#shared/people'
import { MINUTE_MS, plus, streetDay, streetMinutes } from '#shared/time'
import type { Clock, Instant } from '#shared/time'
import type { RunCommand } from '../db/command.ts'
import type { RosterStore } from '../roster/roster.ts'
import { createDay } from './day.ts'
import type { MadeUpStreet } from './street/made-up-street.ts'
import { createRandom, uuidFrom } from './street/random.ts'

export interface LineRoundsParts {
  street: MadeUpStreet
  seed: string
  clock: Clock
  run: RunCommand
  roster: Pick<RosterStore, 'lines' | 'changeLine'>
}

/** A call keeps its line busy for so long; every working day one line is out of order for two hours. */
const CALL_MS = 3 * MINUTE_MS
const CUT_MINUTES = 120

/** The duty lines of the made-up street: busy while the day's callers speak, one of them cut for a while. */
export function createLineRounds({ street, seed, clock, run, roster }: LineRoundsParts) {
  const day = createDay({ street, seed })
  const communityOf = new Map(street.buildings.map(({ id, communityId }) => [id, communityId]))

  return {
    async goOn(): Promise<void> {
      const now = clock.now()
      const busy = new Set(
        day
          .reportsBetween(plus(now, -CALL_MS), now)
          .filter(({ report }) => report.channel === 'hotline')
          .map(({ report }) => communityOf.get(report.buildingId ?? '')),
      )
      const lines = await roster.lines()
      const wanted = lines.filter((line) => line.state !== stateOf(line, busy.has(line.communityId), now))
      if (wanted.length === 0) return
      const id = uuidFrom(`lines ${now} ${wanted.map((line) => line.id).join()}`)
      await run({ id, kind: 'line', actor: { id: null, label: '演示' }, body: { now } }, async (work) => {
        for (const line of wanted) {
          await roster.changeLine(work, line.id, { state: stateOf(line, busy.has(line.communityId), now) })
        }
        return { lines: wanted.length }
      })
    },
  }
}

function stateOf(line: Line, isBusy: boolean, now: Instant): Line['state'] {
  const random = createRandom(`cut line ${streetDay(now)}`)
  const [ordinal, from] = [random.int(1, 27), random.int(9 * 60, 16 * 60)]
  const minutes = streetMinutes(now)
  if (line.ordinal === ordinal && minutes >= from && minutes < from + CUT_MINUTES) return 'cut'
  return isBusy ? 'talking' : 'idle'
}
