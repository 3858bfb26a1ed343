import { readFile, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '#shared/log'
import { CannotStart } from './cannot-start.ts'
import { findProcess } from './process-table.ts'

const POLL_MS = 20
const CLEAN_STOP_MS = 10_000
const ANY_STOP_MS = 20_000

/**
 * Ends a PostgreSQL that outlived its server (killed with -9) cleanly, so that there is never a second one on the same
 * data. A pid file that names somebody else's process, after a restart of the machine, is removed: PostgreSQL itself
 * would take that process for a rival.
 */
export async function stopOrphan(data: string, log: Log): Promise<void> {
  const pidFile = join(data, 'postmaster.pid')
  const content = await readFile(pidFile, 'utf8').catch(() => null) // no pid file: it was stopped cleanly
  const pid = Number(content?.split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1) return
  const found = await findProcess(pid)
  if (!found) return // PostgreSQL recovers from this by itself
  if (!(await isOurs(found, data))) return rm(pidFile, { force: true })

  log.info({ pid }, 'stopping the PostgreSQL that an earlier server left behind')
  const began = performance.now()
  let isHurried = false
  signal(pid, 'SIGINT')
  while ((await findProcess(pid))?.startedAt === found.startedAt) {
    const waited = performance.now() - began
    if (waited > ANY_STOP_MS) throw new CannotStart(`PostgreSQL, process ${pid}, does not end: stop it by hand`)
    if (waited > CLEAN_STOP_MS && !isHurried) {
      isHurried = true
      signal(pid, 'SIGQUIT')
    }
    await delay(POLL_MS)
  }
}

/** `postgres` makes its data directory its working directory. Where that cannot be seen, the name must do. */
async function isOurs(found: { command: string; folder: string | null }, data: string): Promise<boolean> {
  if (!found.command.includes('postgres')) return false
  return found.folder === null || found.folder === (await realpath(data))
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error // gone meanwhile
  }
}
