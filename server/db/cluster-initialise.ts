import { execFile } from 'node:child_process'
import { chown, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CannotStart } from './cannot-start.ts'
import { type ClusterOwner, spawnAs } from './cluster-owner.ts'

interface Initialisation {
  initdb: string
  data: string
  owner: ClusterOwner
  user: string
  password: string
}

export function isInitialised(data: string): Promise<boolean> {
  return stat(join(data, 'PG_VERSION')).then(
    () => true,
    () => false, // no such file, or no such folder: nothing was made yet
  )
}

/** Makes an empty cluster, whole or not at all: an initdb that was interrupted leaves only a draft behind. */
export async function initialiseCluster({ initdb, data, owner, user, password }: Initialisation): Promise<void> {
  const draft = `${data}.new`
  const passwordFile = `${data}.password`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (owner) await Promise.all([draft, passwordFile].map((path) => chown(path, owner.uid, owner.gid)))
  const options = ['--auth=scram-sha-256', '--locale=C.UTF-8', '--encoding=UTF8', '--no-instructions']
  try {
    const run = promisify(execFile)
    await run(initdb, ['-D', draft, '-U', user, `--pwfile=${passwordFile}`, ...options], spawnAs(owner))
    await rename(draft, data)
  } catch (error) {
    throw new CannotStart(`The database could not be made in ${data}: ${lastWords(error)}`)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** initdb names the fault in a line of its own; the rest is progress and clearing up. */
function lastWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const stderr = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr : ''
  return stderr.match(/error: (.*)/)?.[1] ?? error.message
}
