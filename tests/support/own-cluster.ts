import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cluster, openCluster } from '../../server/db/cluster.ts'
import { quietLog } from './quiet-log.ts'

/** A folder of one's own that PostgreSQL's account may enter too. */
export async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'shaotu-test-'))
  await chmod(dataDir, 0o711)
  return dataDir
}

/** A whole PostgreSQL for one test file, for tests that stop, crash and start it; `remove` leaves nothing behind. */
export async function openOwnCluster(): Promise<Cluster & { dataDir: string; remove(): Promise<void> }> {
  const dataDir = await makeDataDir()
  const cluster = await openCluster({ dataDir, log: quietLog })
  return {
    ...cluster,
    dataDir,
    async remove() {
      await cluster.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
