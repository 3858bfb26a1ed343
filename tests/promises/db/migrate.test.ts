import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { migrate } from '../../../server/db/migrate.ts'
import { withDatabase } from '../../support/database-admin.ts'
import { quietLog } from '../../support/quiet-log.ts'

let folder: string
let url: string
const admin = () => `${inject('clusterUrl')}postgres`

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shaotu-migrations-'))
  const name = `migrate_${folder.slice(-6).toLowerCase()}`
  await withDatabase(admin(), (db) => db.query(`create database ${name}`))
  url = `${inject('clusterUrl')}${name}`
})
afterEach(async () => {
  await withDatabase(admin(), (db) => db.query(`drop database ${new URL(url).pathname.slice(1)} with (force)`))
  await rm(folder, { recursive: true })
})

const write = (name: string, sql: string) => writeFile(join(folder, `${name}.sql`), sql)
const tables = () =>
  withDatabase(url, async (db) => {
    const { rows } = await db.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migration' order by 1`,
    )
    return rows.map((row) => row.name)
  })

describe('migrating', () => {
  it('runs each numbered file once, in order, functions with braces and all', async () => {
    await write('0001-street', 'create table street (id int)')
    await write('0002-grid', `create table grid (id int); do $$ begin perform '{"a": [1]}'::json; end $$;`)
    await migrate(url, quietLog, folder)
    await write('0003-unit', 'create table unit (id int)')
    await migrate(url, quietLog, folder)
    expect(await tables()).toEqual(['grid', 'street', 'unit'])
  })

  it('leaves the database as it was when one file fails', async () => {
    await write('0001-street', 'create table street (id int)')
    await write('0002-wrong', 'create table street (id int)')
    await expect(migrate(url, quietLog, folder)).rejects.toThrow('already exists')
    expect(await tables()).toEqual([])
  })

  it('lets two servers start at once: one migrates, the other waits for it', async () => {
    await write('0001-street', 'create table street (id int); select pg_sleep(0.3)')
    await Promise.all([migrate(url, quietLog, folder), migrate(url, quietLog, folder)])
    expect(await tables()).toEqual(['street'])
  })

  it('refuses a schema that a newer program made, and names what it does not know', async () => {
    await write('0001-street', 'create table street (id int)')
    await write('0002-newer', 'create table newer (id int)')
    await migrate(url, quietLog, folder)
    await rm(join(folder, '0002-newer.sql'))
    await expect(migrate(url, quietLog, folder)).rejects.toThrow(/newer schema .*0002-newer/)
  })

  it('reads nothing but SQL files', async () => {
    await write('0001-street', 'create table street (id int)')
    await writeFile(join(folder, 'README.md'), 'Forward only.')
    await mkdir(join(folder, 'notes'))
    await migrate(url, quietLog, folder)
    expect(await tables()).toEqual(['street'])
  })
})
