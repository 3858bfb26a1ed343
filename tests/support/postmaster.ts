import { readFileSync } from 'node:fs'

/** PostgreSQL's first process on this data, or null when it was stopped cleanly. */
export function findPostmaster(data: string): number | null {
  try {
    return Number(readFileSync(`${data}/postmaster.pid`, 'utf8').split('\n')[0])
  } catch {
    return null // no pid file, which is the answer
  }
}
