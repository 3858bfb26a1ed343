import type { Pool } from 'pg'
import type { StoryCommand, StoryName, StoryState } from '#shared/demo'
import type { Instant } from '#shared/time'
import type { DomainClock } from '../../db/domain-clock.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Db } from '../../db/transaction.ts'
import type { Work } from '../../db/command.ts'
import { changeClock } from '../demo-clock.ts'
import type { Due } from '../due.ts'
import { createRandom } from '../street/random.ts'
import type { MadeUpStreet } from '../street/made-up-street.ts'
import type { Teller } from '../teller.ts'
import { garageFire } from './garage-fire.ts'
import { pipeBurstBlackout } from './pipe-burst-blackout.ts'
import { storyCastOf } from './story-cast.ts'
import { deedsOf } from './story.ts'
import type { Story } from './story.ts'
import { directed, stateOf } from './story-play.ts'
import type { StoryPlay } from './story-play.ts'
import { threeMinutes } from './three-minutes.ts'
import { trippingBreaker } from './tripping-breaker.ts'
import { waterlogging } from './waterlogging.ts'

const stories: Record<StoryName, Story> = {
  'three-minutes': threeMinutes,
  'pipe-burst-blackout': pipeBurstBlackout,
  'garage-fire': garageFire,
  'tripping-breaker': trippingBreaker,
  waterlogging,
}

export interface StoriesParts {
  street: MadeUpStreet
  pool: Pool
  clock: DomainClock
  /** Can the hands declare an emergency? */
  hasEmergency: boolean
}

export type Stories = ReturnType<typeof createStories>

/** The stories that can be played: by the clock, step by step, or by a jump. */
export function createStories({ street, pool, clock, hasEmergency }: StoriesParts) {
  const cast = storyCastOf(street, createRandom(`stories ${street.street.code}`))

  return {
    /** All of them, as far as they are played. */
    async list(now: Instant): Promise<StoryState[]> {
      const plays = await readPlays(pool)
      return Object.values(stories).map((story) =>
        stateOf(story, plays.get(story.name) ?? null, { now, cast, hasEmergency }),
      )
    },

    /** Begins a story, lets it go on, or lets one step or all of it happen; the clock jumps with it. */
    async direct({ db, at }: Work, name: StoryName, command: StoryCommand): Promise<void> {
      await db.query(`lock table story_play in exclusive mode`)
      const before = (await readPlays(db)).get(name) ?? null
      const { play, jumpTo } = directed(stories[name], before, command, at, cast)
      await db.query(
        `insert into story_play (name, run, started_at, anchor_at, allowed, told) values ($1, $2, $3, $4, $5, $6)
         on conflict (name) do update set run = excluded.run, started_at = excluded.started_at,
           anchor_at = excluded.anchor_at, allowed = excluded.allowed, told = excluded.told`,
        [name, play.run, play.startedAt, play.anchorAt, play.allowed, play.told],
      )
      if (jumpTo) await changeClock({ db }, { jumpTo })
    },

    /** What may happen by `now` in the stories that are played, also what they tell of years ago. */
    async due(now: Instant, teller: Teller): Promise<Due[]> {
      const plays = await readPlays(pool)
      return Object.values(stories).flatMap((story) => {
        const play = plays.get(story.name)
        if (!play || play.told >= play.allowed) return []
        return deedsOf(story, play, cast)
          .map(({ deed }, index) => ({ deed, index }))
          .slice(play.told, play.allowed)
          .filter(({ deed }) => deed.at <= now)
          .map(({ deed, index }) => ({ at: deed.at, happen: () => happen(story.name, play.run, index, deed, teller) }))
      })
    },
  }

  async function happen(
    name: StoryName,
    run: string,
    index: number,
    deed: ReturnType<typeof deedsOf>[number]['deed'],
    teller: Teller,
  ): Promise<void> {
    if (deed.does === 'wait') await waitUntil(deed.to)
    else if (deed.does !== 'nothing') await teller.tell(deed)
    await pool.query(`update story_play set told = greatest(told, $3) where name = $1 and run = $2`, [
      name,
      run,
      index + 1,
    ])
  }

  async function waitUntil(to: Instant): Promise<void> {
    if (clock.now() < to) await inTransaction(pool, (db) => changeClock({ db }, { jumpTo: to }))
    await clock.refresh()
  }
}

async function readPlays(db: Db | Pool): Promise<Map<string, StoryPlay>> {
  const { rows } = await db.query<StoryPlay & { name: string }>(
    `select name, run, started_at as "startedAt", anchor_at as "anchorAt", allowed, told from story_play`,
  )
  return new Map(rows.map(({ name, ...play }) => [name, play]))
}
