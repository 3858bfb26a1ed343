import type { Pool } from 'pg'
import type {
  ClockAnswer,
  ClockCommand,
  DemoClock,
  StoryAnswer,
  StoryCommand,
  StoryList,
  StoryName,
} from '#shared/demo'
import type { Log } from '#shared/log'
import { Problem } from '#shared/problem'
import type { Actor, RunCommand } from '../db/command.ts'
import type { DomainClock } from '../db/domain-clock.ts'
import { makeDemoAccounts } from '../identity/demo-accounts.ts'
import type { DemoPeople } from '../identity/demo-accounts.ts'
import type { Cipher } from '../identity/cipher.ts'
import type { Places } from '../places/places.ts'
import type { RosterStore } from '../roster/roster.ts'
import { changeClock, readDemoClock } from './demo-clock.ts'
import { growPast } from './grow-past.ts'
import { seedRegister, seedStreet } from './seed.ts'
import { seedStations } from './seed-stations.ts'
import { DEMO_CENTER, DEMO_SEED, drawStreet } from './street/draw-street.ts'
import { HERO_DOOR } from './street/register.ts'
import { createStories } from './stories/stories.ts'
import type { Stories } from './stories/stories.ts'
import { startStoryteller } from './storyteller.ts'
import type { Stage } from './storyteller.ts'

export interface DemoParts {
  pool: Pool
  databaseUrl: string
  cipher: Cipher
  clock: DomainClock
  log: Log
  places: Pick<Places, 'reload' | 'communities' | 'locate'>
  roster: RosterStore
}

export interface Demo {
  lines: string[]
  /** Lets people walk and calls come in. */
  play(stage: Stage): Promise<void>
  clock(): Promise<DemoClock>
  /** Sets another rate or jumps; what is due on the way happens within the next second, in order. */
  changeClock(command: ClockCommand, actor: Actor): Promise<ClockAnswer>
  /** Every story that can be played, and how far it is. */
  stories(): Promise<StoryList>
  /** Begins a story or lets it go on; whatever is due happens within the next second. */
  direct(name: StoryName, command: StoryCommand, actor: Actor): Promise<StoryAnswer>
  stop(): Promise<void>
}

/** The made-up street: drawn and filled when the database has none, with its accounts, its people and its day. */
export async function startDemo({ pool, databaseUrl, cipher, clock, log, places, roster }: DemoParts): Promise<Demo> {
  const street = drawStreet({ seed: DEMO_SEED, center: DEMO_CENTER })
  if (places.communities().length === 0) {
    // Another process may have been quicker; then its street is ours.
    await seedStreet(pool, {
      seed: DEMO_SEED,
      cipher,
      clock,
      onProgress: (line) => void process.stdout.write(`  演示街道 · made-up street: ${line}\n`),
    }).catch(unlessThere)
    await places.reload()
  }
  await seedRegister(pool, street, { cipher, clock })
  await seedStations(pool, { street, seed: DEMO_SEED, clock })
  await makeDemoAccounts(pool, await peopleAtTheHeroDoor(), clock.now())
  let playing: { run: RunCommand; stories: Stories; stop: () => Promise<void> } | null = null
  const played = () => {
    if (!playing) throw new Error('The demo is asked for before it plays')
    return playing
  }
  const clockNow = () => readDemoClock(pool, clock)

  /** The worker of that grid goes from door to door there; the specialist looks after that very household. */
  async function peopleAtTheHeroDoor(): Promise<DemoPeople> {
    const house = street.buildings.find(({ id }) => id === street.hero.buildingIds[HERO_DOOR.house - 1])
    if (!house) throw new Error(`Expected a house ${HERO_DOOR.house} in the compound of the pipe burst`)
    const { rows } = await pool.query<{ specialistId: string | null }>(
      `select specialist_id as "specialistId" from household where building_id = $1 and unit = $2 and room = $3`,
      [house.id, HERO_DOOR.unit, HERO_DOOR.room],
    )
    const workers = await roster.workers()
    const [worker = workers.find(({ gridId }) => gridId !== null)] = workers.filter(
      ({ gridId }) => gridId === house.gridId,
    )
    return { workerId: worker?.id ?? null, specialistId: rows[0]?.specialistId ?? null }
  }

  return {
    lines: [`演示街道 · made-up street: ${street.street.name}（演示数据 · everything in it is invented）`],

    async play(stage) {
      const hasEmergency = stage.hands(clock).emergency !== null
      const stories = createStories({ street, pool, clock, hasEmergency })
      const stopStory = await startStoryteller({ street, seed: DEMO_SEED, clock, log, pool, roster, stories, ...stage })
      const stopPast = growPast({ pool, databaseUrl, street, seed: DEMO_SEED, roster, log, onProgress: sayPast })
      const stop = async () => {
        await Promise.all([stopStory(), stopPast()])
      }
      playing = { run: stage.run, stories, stop }
    },

    clock: clockNow,

    async changeClock({ id, ...change }, actor) {
      const { seq } = await played().run({ id, kind: 'clock', actor, body: change }, async (work) => {
        await changeClock(work, change)
        return {}
      })
      return { clock: await clockNow(), seq }
    },

    stories: async () => ({ items: await played().stories.list(clock.now()) }),

    async direct(name, command, actor) {
      const { run, stories } = played()
      const { seq } = await run({ id: command.id, kind: 'story', actor, body: { name, ...command } }, async (work) => {
        await stories.direct(work, name, command)
        return {}
      })
      const now = await clockNow()
      const story = (await stories.list(now.now)).find((one) => one.name === name)
      if (!story) throw new Error(`There is no story ${name}`)
      return { story, clock: now, seq }
    },

    async stop() {
      await playing?.stop()
    },
  }
}

function sayPast(line: string): void {
  process.stdout.write(`  演示街道 · made-up street: ${line}\n`)
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Problem && error.code === 'conflict')) throw error
}
