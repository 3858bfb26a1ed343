import { parseArgs } from 'node:util'
import { Problem } from '#shared/problem'
import { readConfig } from '../config.ts'
import type { Config } from '../config.ts'
import { CannotStart } from '../db/cannot-start.ts'
import { openCluster } from '../db/cluster.ts'
import { makeDataDir } from '../db/data-dir.ts'
import { createDomainClock } from '../db/domain-clock.ts'
import { lockDataDir } from '../db/instance-lock.ts'
import { migrate } from '../db/migrate.ts'
import { createPool } from '../db/pool.ts'
import { keepFieldKey } from '../field-key.ts'
import { createCipher } from '../identity/cipher.ts'
import { createLog } from '../log.ts'
import { refuseRealDatabase, seedStreet } from './seed.ts'
import { DEMO_SEED } from './street/draw-street.ts'

const USAGE = `npm run seed -- [--seed ${DEMO_SEED}] [--force] [--yes]

Fills the database with a made-up street (演示): places, households, helpers, staff. The same seed draws the same street.
It refuses where there is a street already.
--force  replaces the street that is there, with all its places and staff
--yes    fills even a database that was not made for the demo
The database is the one of npm start (DATA_DIR, or DATABASE_URL); with DATA_DIR the server has to be stopped.`

/** What is open, last opened first: the order in which it is closed. */
const opened: (() => Promise<void>)[] = []

// It takes seconds and is one transaction: going through with it is the quickest way to leave everything in order.
process.on('SIGINT', () => undefined)

try {
  await seed(readOptions(), readConfig(process.env))
} catch (error) {
  if (!(error instanceof CannotStart || error instanceof Problem)) throw error
  process.stderr.write(`shaotu: ${error.message}\n`)
  process.exitCode = 1
} finally {
  for (const close of opened) await close()
}

interface Options {
  seed: string
  force: boolean
  yes: boolean
}

async function seed({ seed, force, yes }: Options, config: Config): Promise<void> {
  const log = createLog('warn')
  await makeDataDir(config.dataDir)
  const lock = await lockDataDir(config.dataDir)
  opened.unshift(lock.release)
  const url = config.databaseUrl ?? (await openOwnDatabase(config, log))
  await migrate(url, log)
  const pool = createPool(url, log)
  opened.unshift(() => pool.end())

  if (!yes) await refuseRealDatabase(pool, config.demo)
  const cipher = createCipher(config.fieldKey ?? (await keepFieldKey(config.dataDir)))
  process.stdout.write(`画一条虚构的街道 · drawing a made-up street from the seed "${seed}"\n`)
  const onProgress = (what: string, rows: number) => process.stdout.write(`  ${rows} ${what}\n`)
  const clock = await createDomainClock(pool)
  await seedStreet(pool, { seed, cipher, clock, force, onProgress })
}

async function openOwnDatabase({ dataDir }: Config, log: ReturnType<typeof createLog>): Promise<string> {
  const cluster = await openCluster({ dataDir, log })
  opened.unshift(cluster.stop)
  return cluster.url
}

function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        seed: { type: 'string', default: DEMO_SEED },
        force: { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (cause) {
    throw new CannotStart(`${cause instanceof Error ? cause.message : cause}\n\n${USAGE}`, { cause })
  }
}
