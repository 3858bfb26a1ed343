import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockDataDir } from '../../../server/db/instance-lock.ts'
import { findProcess } from '../../../server/db/process-table.ts'

let dataDir: string

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'shaotu-lock-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

const path = () => join(dataDir, 'server.lock')
const leave = (pid: number, startedAt: string) => writeFile(path(), JSON.stringify({ pid, startedAt }))
const holder = async (): Promise<unknown> => JSON.parse(await readFile(path(), 'utf8'))
const NO_PROCESS = 4_194_305 // above the highest number that Linux gives

describe('the lock on a data directory', () => {
  it('names the process that holds it, and is free again once that lets go', async () => {
    const lock = await lockDataDir(dataDir)
    await expect(lockDataDir(dataDir)).rejects.toThrow(`process ${process.pid}`)
    await lock.release()
    await (await lockDataDir(dataDir)).release()
    expect(await readdir(dataDir)).toEqual([])
  })

  it('is taken over from a process that is dead', async () => {
    await leave(NO_PROCESS, 'some time ago')
    await lockDataDir(dataDir)
    expect(await holder()).toMatchObject({ pid: process.pid })
  })

  it('is taken over when the number belongs to a process that started at another moment', async () => {
    await leave(process.ppid, 'before the machine was restarted')
    await lockDataDir(dataDir)
    expect(await holder()).toMatchObject({ pid: process.pid })
  })

  it('is not taken from a living process', async () => {
    const parent = await findProcess(process.ppid)
    await leave(process.ppid, parent?.startedAt ?? '')
    await expect(lockDataDir(dataDir)).rejects.toThrow(`process ${process.ppid}`)
  })

  it('goes to exactly one of many who find it stale at the same moment', async () => {
    await leave(NO_PROCESS, 'some time ago')
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataDir(dataDir)))
    expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1)
  })

  it('is left alone when it is not one of ours', async () => {
    await writeFile(path(), 'hello')
    await expect(lockDataDir(dataDir)).rejects.toThrow('not a lock of ours')
    expect(await readFile(path(), 'utf8')).toBe('hello')
  })
})
