import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CannotStart } from './cannot-start.ts'
import { type ClusterOwner, mayEnter } from './cluster-owner.ts'

/** Where PostgreSQL's own things lie when its account cannot enter the data directory. */
const ROOT_STATE = '/var/lib/shaotu'

export interface ClusterPlace {
  /** PostgreSQL's data; made by initdb. */
  data: string
  /** For a copy of the programs, should one be needed. */
  stateDir: string
  /** For the start-up lines: where the data lies, and why not where one would look. */
  line: string
}

/**
 * Chooses where the cluster lies: in DATA_DIR, or, when its owner may not enter that folder (a clone under root's own
 * home), under /var/lib/shaotu. A choice once made is kept in `DATA_DIR/cluster-place`, so that no later start looks
 * elsewhere and finds an empty street.
 */
export async function placeCluster(dataDir: string, owner: ClusterOwner): Promise<ClusterPlace> {
  const inside = join(dataDir, 'postgres')
  const stateDir = owner ? ROOT_STATE : dataDir
  const elsewhere = await readPlace(dataDir)
  if (elsewhere) return { data: elsewhere, stateDir, line: lineFor(elsewhere, owner) }
  if (!owner) return { data: inside, stateDir, line: inside }
  if (mayEnter(owner, dataDir)) return { data: inside, stateDir, line: `${inside} (account ${owner.name})` }
  if (await exists(inside)) {
    throw new CannotStart(`The account ${owner.name} can no longer enter ${inside}: open the folders above (chmod o+x)`)
  }
  const data = join(ROOT_STATE, `${await nameFor(dataDir)}`, 'postgres')
  await mkdir(dirname(data), { recursive: true })
  await Promise.all([ROOT_STATE, dirname(data)].map((folder) => chmod(folder, 0o711)))
  await writeFile(placeFile(dataDir), data, { mode: 0o600 })
  return { data, stateDir, line: lineFor(data, owner) }
}

function lineFor(data: string, owner: ClusterOwner): string {
  return owner ? `${data} (account ${owner.name}, which may not enter DATA_DIR)` : data
}

const placeFile = (dataDir: string) => join(dataDir, 'cluster-place')

async function readPlace(dataDir: string): Promise<string | null> {
  const place = await readFile(placeFile(dataDir), 'utf8').catch(() => null) // no note: the usual place
  if (place === null) return null
  // A copied data directory must not work on the cluster of the one it was copied from.
  if (place.includes(await hashOf(dataDir))) return place
  throw new CannotStart(
    `${placeFile(dataDir)} points to another directory's cluster: this is a copy, start with a new DATA_DIR`,
  )
}

/** Unlike any other: a data directory that was thrown away and made again starts with a new cluster. */
async function nameFor(dataDir: string): Promise<string> {
  return `${await hashOf(dataDir)}-${randomBytes(3).toString('hex')}`
}

async function hashOf(dataDir: string): Promise<string> {
  return createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex')
    .slice(0, 12)
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false, // nothing there, which is the question
  )
}
