import { execFile } from 'node:child_process'
import { readFile, readdir, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'

/** One process as the operating system knows it. */
export interface RunningProcess {
  /** Tells this process from a later one that got the same number. Compare it, read nothing into it. */
  startedAt: string
  command: string
  folder: string | null
}

/** The living process with this number, or null. A dead one that nobody has collected yet counts as gone. */
export function findProcess(pid: number): Promise<RunningProcess | null> {
  return process.platform === 'linux' ? readProc(pid) : askPs(pid)
}

/** The living processes that work in this folder. Known on Linux only; elsewhere none is found. */
export async function findProcessesIn(folder: string): Promise<number[]> {
  const names = await readdir('/proc').catch(() => []) // not Linux
  const pids = names.map(Number).filter((pid) => Number.isInteger(pid) && pid > 0)
  // A process may end while we look, or be another user's: then it does not tell, and is not ours.
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => null)))
  return pids.filter((_, index) => folders[index] === folder)
}

async function readProc(pid: number): Promise<RunningProcess | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null) // no such file: no such process
  if (stat === null) return null
  const command = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (state === 'Z' || state === 'X') return null
  // Field 22 counts ticks since the machine started, so it means something only together with that start.
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => null) // another user's process does not tell
  return { startedAt: `${boot.trim()}:${rest[18]}`, command, folder }
}

async function askPs(pid: number): Promise<RunningProcess | null> {
  const run = promisify(execFile)
  const answer = await run('ps', ['-o', 'state=,lstart=,comm=', '-p', String(pid)]).catch(() => null) // ps says 1: none
  const [, state, startedAt, command] = answer?.stdout.match(/^\s*(\S+)\s+(.{24})\s+(.*)$/m) ?? []
  if (!state || !startedAt || !command || state.startsWith('Z')) return null
  return { startedAt, command, folder: null }
}
