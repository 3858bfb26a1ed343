import { readFile, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '#shared/log'
import { CannotStart } from './cannot-start.ts'
import { findProcess, findProcessesIn } from './process-table.ts'

const POLL_MS = 20
const CLEAN_STOP_MS = 10_000
const ANY_STOP_MS = 20_000

/**
 * Ends a PostgreSQL that outlived its server (killed with -9) cleanly, so that there is never a second one on the same
 * data. A pid file is removed when PostgreSQL would misread it: its number is another process's by now (after a restart
 * of the machine), or of a dead one that nobody has collected (in a container without an init).
 */
export async function stopOrphan(data: string, log: Log): Promise<void> {
  const pidFile = join(data, 'postmaster.pid')
  const content = await readFile(pidFile, 'utf8').catch(() => null) // no pid file: it was stopped cleanly
  const pid = Number(content?.split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1) return
  const found = await findProcess(pid)
  if (found && (await isOurs(found, data))) {
    log.info({ pid }, 'stopping the PostgreSQL that an earlier server left behind')
    await stopProcess(pid, found.startedAt)
  } else if (signal(pid, 0)) {
    await helpersGone(data)
    await rm(pidFile, { force: true })
  }
}

async function stopProcess(pid: number, startedAt: string): Promise<void> {
  const began = performance.now()
  let isHurried = false
  signal(pid, 'SIGINT')
  while ((await findProcess(pid))?.startedAt === startedAt) {
    const waited = performance.now() - began
    if (waited > ANY_STOP_MS) throw new CannotStart(`PostgreSQL, process ${pid}, does not end: stop it by hand`)
    if (waited > CLEAN_STOP_MS && !isHurried) {
      isHurried = true
      signal(pid, 'SIGQUIT')
    }
    await delay(POLL_MS)
  }
}

/** When its first process was killed the others end by themselves; until then a new PostgreSQL would harm the data. */
async function helpersGone(data: string): Promise<void> {
  const began = performance.now()
  for (;;) {
    const helpers = await findProcessesIn(await realpath(data))
    if (helpers.length === 0) return
    if (performance.now() - began > ANY_STOP_MS) {
      throw new CannotStart(`PostgreSQL processes ${helpers.join(', ')} still work on ${data}: stop them by hand`)
    }
    await delay(POLL_MS)
  }
}

/** `postgres` makes its data directory its working directory. Where that cannot be seen, the name must do. */
async function isOurs(found: { command: string; folder: string | null }, data: string): Promise<boolean> {
  if (!found.command.includes('postgres')) return false
  return found.folder === null || found.folder === (await realpath(data))
}

/** False when there is no such process (any more). 0 only asks. */
function signal(pid: number, name: 'SIGINT' | 'SIGQUIT' | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    if (name === 0) return true // there, but another user's
    throw error
  }
}
