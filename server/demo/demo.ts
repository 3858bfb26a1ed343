import type { Pool } from 'pg'
import type { ClockAnswer, ClockCommand, DemoClock } from '#shared/demo'
import type { Log } from '#shared/log'
import { Problem } from '#shared/problem'
import type { Actor, RunCommand } from '../db/command.ts'
import type { DomainClock } from '../db/domain-clock.ts'
import { makeDemoAccounts } from '../identity/demo-accounts.ts'
import type { Cipher } from '../identity/cipher.ts'
import type { Places } from '../places/places.ts'
import type { RosterStore } from '../roster/roster.ts'
import { changeClock, readDemoClock } from './demo-clock.ts'
import { growPast } from './grow-past.ts'
import { seedStreet } from './seed.ts'
import { DEMO_CENTER, DEMO_SEED, drawStreet } from './street/draw-street.ts'
import { startStoryteller } from './storyteller.ts'
import type { Stage } from './storyteller.ts'

export interface DemoParts {
  pool: Pool
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
  stop(): Promise<void>
}

/** The made-up street: drawn and filled when the database has none, with its accounts, its people and its day. */
export async function startDemo({ pool, cipher, clock, log, places, roster }: DemoParts): Promise<Demo> {
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
  const [firstWorker] = (await roster.workers()).filter(({ gridId }) => gridId !== null)
  await makeDemoAccounts(pool, firstWorker?.id ?? null, clock.now())
  let stop: () => Promise<void> = () => Promise.resolve()
  let run: RunCommand | null = null
  return {
    lines: [`演示街道 · made-up street: ${street.street.name}（演示数据 · everything in it is invented）`],
    async play(stage) {
      run = stage.run
      const stopStory = await startStoryteller({ street, seed: DEMO_SEED, clock, log, pool, roster, ...stage })
      const stopPast = growPast({ pool, street, seed: DEMO_SEED, places, roster, log, onProgress: sayPast })
      stop = async () => {
        await Promise.all([stopStory(), stopPast()])
      }
    },
    clock: () => readDemoClock(pool, clock),
    async changeClock({ id, ...change }, actor) {
      if (!run) throw new Error('The demo is asked for its clock before it plays')
      const { seq } = await run({ id, kind: 'clock', actor, body: change }, async (work) => {
        await changeClock(work, change)
        return {}
      })
      return { clock: await readDemoClock(pool, clock), seq }
    },
    stop: () => stop(),
  }
}

function sayPast(line: string): void {
  process.stdout.write(`  演示街道 · made-up street: ${line}\n`)
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Problem && error.code === 'conflict')) throw error
}
