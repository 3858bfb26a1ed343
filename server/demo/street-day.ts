import type { Pool } from 'pg'
import { between, DAY_MS, plus, streetDay } from '#shared/time'
import type { Instant } from '#shared/time'
import { createDay } from './day.ts'
import type { Day } from './day.ts'
import type { Due } from './due.ts'
import type { MadeUpStreet } from './street/made-up-street.ts'
import type { Teller } from './teller.ts'

export interface StreetDayParts {
  street: MadeUpStreet
  seed: string
  pool: Pool
  teller: Teller
}

interface Story {
  openedOn: string
  toldThrough: Instant
}

/** Whoever comes back after a long time hears of the last days only. */
const LONGEST_GAP_MS = 3 * DAY_MS

/** The made-up street's days: what is due of them, and how far they have been told. */
export function createStreetDay({ street, seed, pool, teller }: StreetDayParts) {
  // A day remembers what it has drawn; made anew each second it would draw two weeks every time.
  let drawn: { openedOn: string; day: Day } | null = null
  const dayOpenedOn = (openedOn: string): Day => {
    if (drawn?.openedOn !== openedOn) drawn = { openedOn, day: createDay({ street, seed, openedOn }) }
    return drawn.day
  }

  return {
    /** From when on something may be due: the time told so far, or a few days ago. Tells the opening day at the very first time. */
    async begin(now: Instant): Promise<Instant> {
      const story = await readStory(pool)
      if (story) {
        const isLong = between(story.toldThrough, now) > LONGEST_GAP_MS
        return isLong ? plus(now, -LONGEST_GAP_MS) : story.toldThrough
      }
      for (const step of dayOpenedOn(streetDay(now)).openingState(now)) await teller.tell(step)
      await pool.query(`insert into story (opened_on, told_through) values ($1, $2) on conflict (one) do nothing`, [
        streetDay(now),
        now,
      ])
      return now
    },

    /** What happens after `from`, up to and with `now`. */
    async due(from: Instant, now: Instant): Promise<Due[]> {
      const story = await readStory(pool)
      const steps = story ? dayOpenedOn(story.openedOn).stepsBetween(from, now) : []
      return steps.map((step) => ({ at: step.at, happen: () => teller.tell(step) }))
    },

    /** Remembers that everything up to `now` has happened. */
    async toldThrough(now: Instant): Promise<void> {
      await pool.query(`update story set told_through = greatest(told_through, $1)`, [now])
    },
  }
}

async function readStory(pool: Pool): Promise<Story | null> {
  const { rows } = await pool.query<Story>(`select opened_on as "openedOn", told_through as "toldThrough" from story`)
  return rows[0] ?? null
}
