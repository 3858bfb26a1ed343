import { spawn, type ChildProcess } from 'node:child_process'
import { open, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '#shared/log'
import { CannotStart } from './cannot-start.ts'
import { readFaults, startLog } from './cluster-log.ts'
import { stopOrphan } from './cluster-orphan.ts'
import { type ClusterOwner, spawnAs } from './cluster-owner.ts'

/** Everything else is PostgreSQL's default. Said on the command line, so that each start has what this version wants. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  synchronous_commit: 'on',
  max_connections: '100',
  max_wal_size: '256MB', // a street writes little; the disk may be small
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // Nobody's telephone number belongs in a log: no statement texts and no "Key (phone)=(…)" details.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}

const READY_MS = 60_000 // recovery after a crash replays what was written since the last checkpoint
const POLL_MS = 20
const STOP_MS = 8_000
const PORT_TRIES = 5
const RESTART_PAUSES_MS = [0, 500, 2_000, 5_000]

interface ServerParts {
  postgres: string
  data: string
  logFile: string
  owner: ClusterOwner
  urlOn(port: number): string
  log: Log
}

export interface ClusterServer {
  port(): number
  start(): Promise<void>
  stop(how?: 'fast' | 'immediate'): Promise<void>
}

/**
 * Runs `postgres` on a cluster: started detached, so that Ctrl-C at the terminal reaches us alone and the last queries
 * still find their database. Dies it without being told to, it is started again on the same port.
 */
export async function createClusterServer(parts: ServerParts): Promise<ClusterServer> {
  const { log } = parts
  let port = 0
  let child: ChildProcess | null = null
  let isWanted = false

  /** When our process ends in an unplanned way but still can say so, PostgreSQL need not become an orphan. */
  const stopWithUs = () => void child?.kill('SIGINT')

  async function start() {
    await stopOrphan(parts.data, log)
    isWanted = true
    process.once('exit', stopWithUs)
    for (let attempt = 1; ; attempt += 1) {
      if (port === 0) port = await findFreePort()
      const outcome = await launch()
      if (outcome === 'ready') return
      // Somebody else may have taken the port between our looking and PostgreSQL's listening.
      if (!/could not bind|could not create any TCP/.test(outcome) || attempt === PORT_TRIES) {
        isWanted = false
        throw new CannotStart(`PostgreSQL does not start (${outcome}); more in ${parts.logFile}`)
      }
      port = 0
    }
  }

  async function launch(): Promise<'ready' | (string & {})> {
    const logStart = await startLog(parts.logFile)
    const started = await spawnDetached(parts, port)
    child = started
    if (await isReady(parts, port, started)) {
      started.once('exit', (code, signal) => void comeBack(`code ${code}, signal ${signal}`))
      return 'ready'
    }
    child = null
    return readFaults(parts.logFile, logStart)
  }

  /** PostgreSQL was killed under us (for memory, or by hand): the street cannot wait for somebody to notice. */
  async function comeBack(how: string) {
    if (!isWanted) return
    child = null
    for (let attempt = 0; isWanted; attempt += 1) {
      log.error({ how }, 'PostgreSQL has ended without being told to; starting it again')
      await delay(RESTART_PAUSES_MS[Math.min(attempt, RESTART_PAUSES_MS.length - 1)])
      if (!isWanted) return
      await stopOrphan(parts.data, log)
      const outcome = await launch()
      if (!isWanted) return stop() // told to end while it was coming back
      if (outcome === 'ready') return log.info({}, 'PostgreSQL is back')
      log.error({ outcome }, 'PostgreSQL did not come back')
    }
  }

  async function stop(how: 'fast' | 'immediate' = 'fast') {
    isWanted = false
    process.off('exit', stopWithUs)
    const ending = child
    child = null
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const ended = new Promise((resolve) => ending.once('exit', resolve))
    ending.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT')
    const insist = setTimeout(() => ending.kill('SIGQUIT'), STOP_MS)
    await ended
    clearTimeout(insist)
  }

  return { port: () => port, start, stop }
}

async function spawnDetached({ postgres, data, owner, logFile }: ServerParts, port: number): Promise<ChildProcess> {
  const output = await open(logFile, 'a', 0o600)
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  try {
    return spawn(postgres, ['-D', data, '-p', String(port), ...flags], {
      ...spawnAs(owner),
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
    })
  } finally {
    await output.close()
  }
}

/** True once it answers, false if it has ended before. */
async function isReady({ data, urlOn }: ServerParts, port: number, child: ChildProcess): Promise<boolean> {
  const deadline = performance.now() + READY_MS
  let failed = false
  child.once('error', () => (failed = true)) // could not even be spawned
  while (!failed && child.exitCode === null && child.signalCode === null) {
    if ((await saysReady(data, child.pid)) && (await answers(urlOn(port)))) return true
    if (performance.now() > deadline) throw new CannotStart(`PostgreSQL did not get ready in ${READY_MS / 1_000} s`)
    await delay(POLL_MS)
  }
  return false
}

/** PostgreSQL writes its state into its pid file; knocking before would only fill its log with refusals. */
async function saysReady(data: string, pid: number | undefined): Promise<boolean> {
  const content = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '') // not yet written
  const lines = content.split('\n')
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 })
  client.on('error', () => undefined) // it may end at any moment; the next look tells
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false // not yet, or gone again
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
