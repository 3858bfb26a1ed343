import { readFile, rename, stat } from 'node:fs/promises'

const LIMIT_BYTES = 5_000_000

/** Keeps one old log, and says at which byte the new part begins. */
export async function startLog(path: string): Promise<number> {
  const size = await stat(path).then(
    (file) => file.size,
    () => 0, // no log yet
  )
  if (size < LIMIT_BYTES) return size
  await rename(path, `${path}.1`)
  return 0
}

/** What PostgreSQL gave as its reason since then. */
export async function readFaults(path: string, from: number): Promise<string> {
  const said = (await readFile(path)).subarray(from).toString('utf8')
  const faults = said.split('\n').filter((line) => /FATAL|PANIC|could not/.test(line))
  return faults.join('; ') || said.trim() || 'it said nothing'
}
