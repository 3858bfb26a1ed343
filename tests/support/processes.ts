import { readFileSync, readdirSync, readlinkSync } from 'node:fs'

/** The living processes that work in a folder (PostgreSQL works in its data). Linux only, like the embedded tests. */
export function findProcessesIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => linkOf(`/proc/${pid}/cwd`) === folder)
    .map(Number)
}

/** PostgreSQL's first process on this data, or null when it was stopped cleanly. */
export function findPostmaster(data: string): number | null {
  try {
    return Number(readFileSync(`${data}/postmaster.pid`, 'utf8').split('\n')[0])
  } catch {
    return null // no pid file, which is the answer
  }
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path)
  } catch {
    return null // the process has ended while we were looking
  }
}
