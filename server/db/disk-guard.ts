import { statfs } from 'node:fs/promises'
import { CannotStart } from './cannot-start.ts'

const MEGABYTE = 1_000_000

/** PostgreSQL stops with a panic when its disk is full, so we do not begin on one that nearly is. */
export const LEAST_FREE_BYTES = 200 * MEGABYTE

/** How much of the folder's disk we may still fill. */
export async function findFreeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

export async function refuseFullDisk(folder: string, least = LEAST_FREE_BYTES): Promise<void> {
  const free = await findFreeBytes(folder)
  if (free >= least) return
  const inMegabytes = (bytes: number) => `${Math.floor(bytes / MEGABYTE)} MB`
  throw new CannotStart(
    `The disk of ${folder} has ${inMegabytes(free)} left; at least ${inMegabytes(least)} are needed`,
  )
}
