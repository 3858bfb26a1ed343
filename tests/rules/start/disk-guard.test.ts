import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { findFreeBytes, refuseFullDisk } from '../../../server/db/disk-guard.ts'

describe('the disk guard', () => {
  it('lets a start pass while there is room', async () => {
    await expect(refuseFullDisk(tmpdir(), 1)).resolves.toBeUndefined()
  })

  it('refuses to start on a disk that is nearly full, and says how much is needed', async () => {
    const more = (await findFreeBytes(tmpdir())) * 2 + 1_000_000_000
    await expect(refuseFullDisk(tmpdir(), more)).rejects.toThrow(/has \d+ MB left; at least \d+ MB are needed/)
  })
})
