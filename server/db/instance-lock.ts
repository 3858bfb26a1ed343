import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { CannotStart } from './cannot-start.ts'
import { findProcess } from './process-table.ts'

const Holder = z.object({ pid: z.int().positive(), startedAt: z.string() })

/**
 * Makes this process the only server on a data directory until `release`. Throws CannotStart naming the other process.
 * A lock left behind is taken over only when its process is dead, or its number now belongs to a process that started
 * at another moment.
 */
export async function lockDataDir(dataDir: string): Promise<{ release(): Promise<void> }> {
  const path = join(dataDir, 'server.lock')
  const self = await findProcess(process.pid)
  const mine = JSON.stringify({ pid: process.pid, startedAt: self?.startedAt ?? '' })
  while (!(await createWhole(path, mine))) {
    const found = await readOr(path, null)
    if (found === null) continue // its holder has just let go
    await refuseLiving(found, dataDir)
    await setAside(path, found)
  }
  return {
    async release() {
      if ((await readOr(path, null)) === mine) await unlink(path)
    },
  }
}

/** Creates the file with all its content at once, or answers false when it is there already. */
async function createWhole(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${process.pid}.new`
  await writeFile(draft, content, { mode: 0o600 })
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await unlink(draft)
  }
}

async function refuseLiving(found: string, dataDir: string): Promise<void> {
  const holder = Holder.safeParse(readJson(found))
  if (!holder.success) throw new CannotStart(`${join(dataDir, 'server.lock')} is not a lock of ours: remove it by hand`)
  const { pid, startedAt } = holder.data
  const living = await findProcess(pid)
  if (living?.startedAt !== startedAt) return
  throw new CannotStart(`Another server, process ${pid}, already works on ${dataDir}: stop it, or set another DATA_DIR`)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // no JSON, so no lock of ours: the caller says so
  }
}

/** Removes the lock we judged dead, and no other: two servers may judge it at the same moment. */
async function setAside(path: string, judged: string): Promise<void> {
  const aside = `${path}.${process.pid}.dead`
  try {
    await rename(path, aside)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return // somebody else was faster
    throw error
  }
  if ((await readFile(aside, 'utf8')) !== judged) await link(aside, path)
  await unlink(aside)
}

async function readOr<T>(path: string, otherwise: T): Promise<string | T> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return otherwise
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
