import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeDataDir } from '../support/own-cluster.ts'
import { findProcessesIn } from '../../server/db/process-table.ts'
import { findPostmaster } from '../support/postmaster.ts'
import { type ServerProcess, startServer } from '../support/server-process.ts'

let dataDir: string
let data: string
let server: ServerProcess | null

beforeEach(async () => {
  dataDir = await makeDataDir()
  data = join(dataDir, 'postgres')
  server = null
})
afterEach(async () => {
  await server?.end('SIGTERM')
  await rm(dataDir, { recursive: true })
})

const isWell = async (url: string) => (await fetch(`${url}/healthz`)).status

describe('a server that was killed with -9', () => {
  it('starts again on its data, and there is one PostgreSQL, not two', async () => {
    const killed = await startServer({ DATA_DIR: dataDir })
    await killed.end('SIGKILL')
    const orphan = findPostmaster(data)
    expect(orphan).not.toBeNull()
    const key = await readFile(join(dataDir, 'key'), 'utf8')

    server = await startServer({ DATA_DIR: dataDir })
    expect(await isWell(server.url)).toBe(200)
    expect(findPostmaster(data)).not.toBe(orphan)
    expect(await findProcessesIn(data)).not.toContain(orphan)
    expect(await readFile(join(dataDir, 'key'), 'utf8')).toBe(key)
  })

  it('starts again when PostgreSQL was killed with it', async () => {
    const killed = await startServer({ DATA_DIR: dataDir })
    const postmaster = findPostmaster(data) ?? 0
    await killed.end('SIGKILL')
    process.kill(postmaster, 'SIGKILL')
    server = await startServer({ DATA_DIR: dataDir })
    expect(await isWell(server.url)).toBe(200)
  })
})

describe('Ctrl-C', () => {
  it('ends the server in order, PostgreSQL with it, and frees the data directory', async () => {
    const running = await startServer({ DATA_DIR: dataDir })
    expect(await running.end('SIGINT')).toBe(0)
    expect([findPostmaster(data), await findProcessesIn(data)]).toEqual([null, []])
    const log = await readFile(join(dataDir, 'postgres.log'), 'utf8')
    expect(log).toContain('database system is shut down')
    expect(running.output()).not.toMatch(/error|warn/)
  })
})

describe('PostgreSQL killed under a running server', () => {
  it('is started again, and the server lives on', async () => {
    server = await startServer({ DATA_DIR: dataDir })
    const { url } = server
    process.kill(findPostmaster(data) ?? 0, 'SIGKILL')
    await vi.waitFor(() => expect(server?.output()).toContain('PostgreSQL is back'), { timeout: 40_000 })
    expect(await isWell(url)).toBe(200)
  })
})
