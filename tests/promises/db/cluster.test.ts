import { spawn } from 'node:child_process'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findClusterOwner, spawnAs } from '../../../server/db/cluster-owner.ts'
import { createPool } from '../../../server/db/pool.ts'
import { asProblem } from '../../../server/db/unavailable.ts'
import { withDatabase } from '../../support/database-admin.ts'
import { openOwnCluster } from '../../support/own-cluster.ts'
import { quietLog } from '../../support/quiet-log.ts'

let cluster: Awaited<ReturnType<typeof openOwnCluster>>

beforeAll(async () => {
  cluster = await openOwnCluster()
})
afterAll(() => cluster.remove())

const ask = async (sql: string, url = cluster.url): Promise<unknown> =>
  withDatabase(url, async (db) => (await db.query<{ value: unknown }>(sql)).rows[0]?.value)

describe('the embedded PostgreSQL', () => {
  it.each([
    ['fsync', 'on'],
    ['synchronous_commit', 'on'],
    ['full_page_writes', 'on'],
    ['server_encoding', 'UTF8'],
    ['listen_addresses', '127.0.0.1'],
    ['unix_socket_directories', ''],
  ])('has %s = %s', async (setting, value) => {
    expect(await ask(`select current_setting('${setting}') as value`)).toBe(value)
  })

  it('lets nobody in without the password, and keeps that from others on the machine', async () => {
    const url = new URL(cluster.url)
    url.password = 'guess'
    await expect(ask('select 1 as value', url.href)).rejects.toMatchObject({ code: '28P01' })
    expect((await stat(join(cluster.dataDir, 'postgres-password'))).mode & 0o077).toBe(0)
    expect((await stat(join(cluster.dataDir, 'postgres'))).mode & 0o077).toBe(0)
  })

  it('writes no value of a row into its log', async () => {
    await ask('create table person (phone text unique)')
    await ask(`insert into person values ('19900000000')`)
    await expect(ask(`insert into person values ('19900000000')`)).rejects.toMatchObject({ code: '23505' })
    const log = await readFile(join(cluster.dataDir, 'postgres.log'), 'utf8')
    expect(log).toContain('duplicate key')
    expect(log).not.toContain('19900000000')
  })

  it('loses nothing committed when it is stopped without warning, and a pool finds it again', async () => {
    const pool = createPool(cluster.url, quietLog)
    await pool.query('create table kept as select 7 as value')
    const inUse = await pool.connect()
    await cluster.stop('immediate')
    expect(await pool.query('select 1').catch(asProblem)).toMatchObject({ code: 'unavailable' })
    await cluster.start()
    inUse.release(true)
    expect((await pool.query('select value from kept')).rows).toEqual([{ value: 7 }])
    await pool.end()
  })

  it('starts although its pid file names a process that is somebody else’s by now', async () => {
    const data = join(cluster.dataDir, 'postgres')
    await cluster.stop()
    // Of the same account: PostgreSQL takes only such a process for a rival.
    const somebody = spawn('sleep', ['60'], { ...spawnAs(findClusterOwner()), stdio: 'ignore' })
    await writeFile(join(data, 'postmaster.pid'), `${somebody.pid}\n${data}\n`)
    await cluster.start()
    expect(somebody.exitCode).toBeNull()
    somebody.kill()
    expect(await ask('select value from kept')).toBe(7)
  })
})
