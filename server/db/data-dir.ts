import { chmod, mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CannotStart } from './cannot-start.ts'

/**
 * Makes the data directory when it is missing. Root's may be entered by others, because PostgreSQL's account must pass;
 * what lies in it is closed to them one by one. A directory that was there before keeps its rights.
 */
export async function makeDataDir(dataDir: string): Promise<void> {
  const isRoot = process.getuid?.() === 0
  try {
    await mkdir(dirname(dataDir), { recursive: true })
    await mkdir(dataDir)
    await chmod(dataDir, isRoot ? 0o711 : 0o700)
  } catch (error) {
    if (await isFolder(dataDir)) return
    throw new CannotStart(`DATA_DIR: cannot make ${dataDir}: ${error instanceof Error ? error.message : error}`)
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isDirectory(),
    () => false, // the first error says why
  )
}
