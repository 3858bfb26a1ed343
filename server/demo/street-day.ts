import type { Pool } from 'pg'
import type { Log } from '#shared/log'
import { Problem } from '#shared/problem'
import { between, DAY_MS, plus, streetDay } from '#shared/time'
import type { Clock, Instant } from '#shared/time'
import { createDay } from './day.ts'
import type { Day } from './day.ts'
import type { DayStep } from './day-step.ts'
import type { Hands } from './hands.ts'
import type { MadeUpStreet } from './street/made-up-street.ts'

export interface StreetDayParts {
  street: MadeUpStreet
  seed: string
  pool: Pool
  clock: Clock
  hands: (clock: Clock) => Hands
  log: Log
}

interface Story {
  openedOn: string
  toldThrough: Instant
}

/** Whoever comes back after a long time hears of the last days only. */
const LONGEST_GAP_MS = 3 * DAY_MS

/** Tells the made-up street's day on the real commands, each step at its own time, and remembers how far it came. */
export function createStreetDay({ street, seed, pool, clock, hands, log }: StreetDayParts) {
  // A day remembers what it has drawn; made anew each second it would draw two weeks every time.
  let drawn: { openedOn: string; day: Day } | null = null
  const dayOpenedOn = (openedOn: string): Day => {
    if (drawn?.openedOn !== openedOn) drawn = { openedOn, day: createDay({ street, seed, openedOn }) }
    return drawn.day
  }

  return {
    /** Brings the street to where it should be by now: at the very first time, the whole opening day. */
    async goOn(): Promise<void> {
      const now = clock.now()
      const story = await readStory(pool)
      if (!story) {
        await tell(dayOpenedOn(streetDay(now)).openingState(now))
        await pool.query(`insert into story (opened_on, told_through) values ($1, $2) on conflict (one) do nothing`, [
          streetDay(now),
          now,
        ])
        return
      }
      const from = between(story.toldThrough, now) > LONGEST_GAP_MS ? plus(now, -LONGEST_GAP_MS) : story.toldThrough
      await tell(dayOpenedOn(story.openedOn).stepsBetween(from, now))
      await pool.query(`update story set told_through = $1`, [now])
    },
  }

  async function tell(steps: readonly DayStep[]): Promise<void> {
    for (const step of steps) {
      try {
        await take(step, hands({ now: () => step.at }))
      } catch (error) {
        // Somebody at the desk was quicker: closed it, merged it, sent somebody else. Theirs is the truth.
        if (!(error instanceof Problem) || error.code === 'unavailable') throw error
        log.debug({ does: step.does, code: error.code }, 'a step of the story was overtaken')
      }
    }
  }

  async function take(step: DayStep, hand: Hands): Promise<void> {
    if (step.does === 'report') {
      const known = step.sameAs === null ? null : await incidentOf(step.sameAs)
      await hand.report({ ...step.report, ...(known === null ? {} : { incidentId: known }) })
    } else if (step.does === 'answer') {
      await hand.answer(step)
    } else if (step.does === 'move') {
      await hand.errand(step)
    } else if (step.does === 'assign') {
      const { id, assignee, assigneeId } = step
      await hand.assign({ id, incidentId: await incidentOf(step.reportId), assignee, assigneeId })
    } else {
      const { id, kind, satisfied, note } = step
      await hand.fact({ id, incidentId: await incidentOf(step.reportId), kind, satisfied, ...(note ? { note } : {}) })
    }
  }

  async function incidentOf(reportId: string): Promise<string> {
    const { rows } = await pool.query<{ incidentId: string }>(
      `select incident_id as "incidentId" from report where id = $1`,
      [reportId],
    )
    const [row] = rows
    if (!row) throw new Problem('not-found', 'The story speaks of a report that is not there')
    return row.incidentId
  }
}

async function readStory(pool: Pool): Promise<Story | null> {
  const { rows } = await pool.query<Story>(`select opened_on as "openedOn", told_through as "toldThrough" from story`)
  return rows[0] ?? null
}
