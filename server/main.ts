import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { type Config, readConfig } from './config.ts'
import { CannotStart } from './db/cannot-start.ts'
import { openCluster } from './db/cluster.ts'
import { makeDataDir } from './db/data-dir.ts'
import { refuseFullDisk } from './db/disk-guard.ts'
import { lockDataDir } from './db/instance-lock.ts'
import { migrate } from './db/migrate.ts'
import { createPool } from './db/pool.ts'
import { keepFieldKey } from './field-key.ts'
import { createLog } from './log.ts'

const DRAIN_MS = 10_000

/** Rights, space and folders are the operator's to mend; the system's own words name the file. */
const theirs = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR'])

/** What is running, last opened first: the order in which it is closed. */
const opened: { what: string; close(): Promise<void> }[] = []
let isStopping = false
let log = createLog('info')

process.on('SIGINT', () => void stop(0))
process.on('SIGTERM', () => void stop(0))
process.on('SIGHUP', () => void stop(0)) // the terminal was closed
process.on('uncaughtException', fail)
process.on('unhandledRejection', fail)

try {
  await start(readConfig(process.env))
} catch (error) {
  await fail(error)
}

async function start(config: Config): Promise<void> {
  log = createLog(config.logLevel)
  await makeDataDir(config.dataDir)
  await refuseFullDisk(config.dataDir)
  const lock = await lockDataDir(config.dataDir)
  opened.unshift({ what: 'the lock', close: lock.release })
  await refuseTakenPort(config)
  const fieldKey = config.fieldKey ?? (await keepFieldKey(config.dataDir))

  const database = await openDatabase(config)
  await migrate(database.url, log)
  if (isStopping) return
  const pool = createPool(database.url, log)
  opened.unshift({ what: 'the pool', close: () => pool.end() })
  // Loaded only now: whoever cannot start is told at once, not after everything has been read.
  const { openRooms } = await import('./rooms.ts')
  const rooms = await openAs(
    'the rooms',
    openRooms({ pool, databaseUrl: database.url, config: { ...config, fieldKey }, log }),
  )
  if (isStopping) return
  const { port } = await rooms.listen(config.port, config.host).catch((error: unknown) => refusePort(error, config))

  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  const address = config.publicUrl ?? `${config.tls ? 'https' : 'http'}://${host}:${port}`
  say([
    `哨图 已启动 · Shaotu is up: ${address}`,
    ...rooms.lines,
    `数据 · data: ${database.place}`,
    '停止 · stop: Ctrl-C',
  ])
}

/** One's own database, or one in the data directory that starts and ends with us. */
async function openDatabase(config: Config): Promise<{ url: string; place: string }> {
  if (config.databaseUrl) return { url: config.databaseUrl, place: 'DATABASE_URL' }
  return openAs('PostgreSQL', openCluster({ dataDir: config.dataDir, log }))
}

/** Whoever says stop while a thing is still opening waits for it, so that nothing is left half open. */
function openAs<T extends { stop(): Promise<void> }>(what: string, opening: Promise<T>): Promise<T> {
  const close = () =>
    opening.then(
      (thing) => thing.stop(),
      () => undefined, // it never opened; whoever asked for it has the reason
    )
  opened.unshift({ what, close })
  return opening
}

/** Stops accepting, answers what was accepted, then ends what lies beneath. The second Ctrl-C of npm changes nothing. */
async function stop(exitCode: number): Promise<void> {
  if (isStopping) return
  isStopping = true
  for (const { what, close } of [...opened]) {
    const ended = await Promise.race([close().then(() => true), delay(DRAIN_MS, false)]).catch((error: unknown) => {
      log.error({ err: error, what }, 'could not be closed in order')
      return true
    })
    if (!ended) log.warn({ what }, `did not end within ${DRAIN_MS / 1_000} s`)
  }
  process.exit(exitCode)
}

/** One line for what the operator can mend; a bug goes to the log with its stack. Both end the process. */
async function fail(error: unknown): Promise<void> {
  if (isStopping) return log.debug({ err: error }, 'came too late to matter: we are stopping')
  if (error instanceof CannotStart || isTheirs(error)) process.stderr.write(`shaotu: ${onOneLine(error.message)}\n`)
  else log.error({ err: error }, 'a bug ends the server')
  await stop(1)
}

function isTheirs(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && theirs.has(String(error.code))
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

/** Asked before anything slow, so that a port in use is said at once. */
function refuseTakenPort(config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(portRefusal(error, config)))
    probe.listen(config.port, config.host, () => probe.close(() => resolve()))
  })
}

function refusePort(error: unknown, config: Config): never {
  throw portRefusal(error, config)
}

function portRefusal(error: unknown, { port, host }: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return new CannotStart(`Port ${port} on ${host} is in use: stop the other program, or set PORT`)
  if (code === 'EACCES') return new CannotStart(`Port ${port} is not ours to use: set PORT to 1024 or more`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new CannotStart(`HOST: ${host} is no address of this machine`)
  return error
}

function say(lines: string[]): void {
  process.stdout.write(`\n${lines.map((line) => `  ${line}\n`).join('')}\n`)
}
