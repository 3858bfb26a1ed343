import type { Pool, PoolClient } from 'pg'
import type { Log } from '#shared/log'
import { SECOND_MS } from '#shared/time'
import type { Clock, Instant } from '#shared/time'
import type { RunCommand } from '../db/command.ts'
import type { RosterStore } from '../roster/roster.ts'
import type { Tracks } from '../tracks/tracks.ts'
import { createDutyRounds } from './duty-rounds.ts'
import { inOrderOfTime } from './due.ts'
import { createErrands } from './errands.ts'
import type { Hands } from './hands.ts'
import { createLineRounds } from './line-rounds.ts'
import type { Stories } from './stories/stories.ts'
import { createReadingRounds } from './reading-rounds.ts'
import { createStreetDay } from './street-day.ts'
import type { MadeUpStreet } from './street/made-up-street.ts'
import { createRandom } from './street/random.ts'
import { createTeller } from './teller.ts'
import { createWalkers } from './walkers.ts'
import { createWhistleAnswers } from './whistle-answers.ts'

/** What the made-up people may do on the real server: the same commands as everybody. */
export interface Stage {
  run: RunCommand
  /** The same, told by this clock: what was due during a jump happens at its own time. */
  runBy: (clock: Clock) => RunCommand
  tracks: Pick<Tracks, 'walk'>
  /** The commands of desk and callers, told by this clock: the story also tells what happened before it began. */
  hands: (clock: Clock) => Hands
  /** Lets everything happen that was due by then and happens by itself. */
  fireTimers: (now: Instant) => Promise<void>
}

export interface StorytellerParts extends Stage {
  street: MadeUpStreet
  seed: string
  clock: Clock
  log: Log
  pool: Pool
  roster: RosterStore
  stories: Pick<Stories, 'due'>
}

/** Of several processes on one database, one tells the story. */
const STORYTELLER_LOCK = 20_302

/** Lets people walk, calls come in and errands be done, as time goes by. Is ready when the street is up to date; answers how to stop. */
export async function startStoryteller(parts: StorytellerParts): Promise<() => Promise<void>> {
  const { street, clock, log, tracks } = parts
  const walkers = createWalkers({ street, random: createRandom(`walkers ${street.street.code}`) })
  const dutyRounds = createDutyRounds({ ...parts, staff: street.people.staff })
  const errands = createErrands({ ...parts, walkers, hands: parts.hands(clock) })
  const whistleAnswers = createWhistleAnswers(parts)
  const teller = createTeller(parts)
  const day = createStreetDay({ ...parts, teller })
  const lines = createLineRounds(parts)
  const readings = createReadingRounds(parts)
  const lock = createStoryLock(parts.pool)
  let stopped = false
  let going: Promise<void> | null = null

  await goOn()
  const timer = setInterval(() => {
    going ??= goOn().finally(() => (going = null))
  }, SECOND_MS)
  return async () => {
    stopped = true
    clearInterval(timer)
    await going
    lock.release()
  }

  /** One second of the story. A database that is away stops the story, not the server. */
  async function goOn(): Promise<void> {
    if (stopped) return
    try {
      if (!(await lock.isOurs())) return
      const now = clock.now()
      for (const fix of walkers.step(now)) tracks.walk(fix.workerId, fix.position)
      const from = await day.begin(now)
      const lists = [
        dutyRounds.due(from, now),
        readings.due(from, now),
        await day.due(from, now),
        await parts.stories.due(now, teller),
      ]
      for (const due of inOrderOfTime(lists)) {
        if (stopped) return
        await parts.fireTimers(due.at)
        await due.happen()
      }
      await parts.fireTimers(now)
      await day.toldThrough(now)
      await lines.goOn()
      await errands.goOn()
      await whistleAnswers.goOn()
    } catch (error) {
      log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'the story pauses')
    }
  }
}

/** Holds an advisory lock on a connection of its own; PostgreSQL gives it back when the process dies. */
function createStoryLock(pool: Pool) {
  let connection: PoolClient | null = null

  return {
    async isOurs(): Promise<boolean> {
      if (connection) return true
      const candidate = await pool.connect()
      const { rows } = await candidate.query<{ ours: boolean }>(`select pg_try_advisory_lock($1) as ours`, [
        STORYTELLER_LOCK,
      ])
      if (rows[0]?.ours !== true) {
        candidate.release()
        return false
      }
      connection = candidate
      candidate.once('error', () => {
        if (connection !== candidate) return // given back already
        connection = null
        candidate.release(true)
      })
      return true
    },
    release() {
      connection?.release(true)
      connection = null
    },
  }
}
