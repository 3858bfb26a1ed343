import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { CannotStart } from './cannot-start.ts'

/** The account PostgreSQL runs under. Null stands for our own: everybody but root runs it as himself. */
export type ClusterOwner = { name: string; uid: number; gid: number } | null

const ACCOUNT = 'shaotu'

/** PostgreSQL refuses to run as root, so root gets a system account for it, made when it is missing. */
export function findClusterOwner(): ClusterOwner {
  if (process.getuid?.() !== 0) return null
  const there = findAccount(ACCOUNT)
  if (there) return there
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', ACCOUNT])
  // Where accounts cannot be made (a sealed container), the one that every Linux has will do.
  const account = findAccount(ACCOUNT) ?? findAccount('nobody')
  if (account) return account
  throw new CannotStart(
    'PostgreSQL refuses to run as root and no account could be made for it: start as another user, or set DATABASE_URL',
  )
}

/** How to spawn a program as that account. The folder matters: ours may be closed to it. */
export function spawnAs(owner: ClusterOwner) {
  return {
    cwd: '/',
    env: { PATH: process.env['PATH'], LANG: 'C', TZ: 'UTC' }, // nothing of ours: a stray PGPORT would lead it astray
    ...(owner ? { uid: owner.uid, gid: owner.gid } : {}),
  }
}

/** Asks the operating system itself whether the account may enter a folder; modes and lists alone do not tell. */
export function mayEnter(owner: ClusterOwner, folder: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...spawnAs(owner), stdio: 'ignore' })
    return true
  } catch {
    return false // the shell's exit code is the answer
  }
}

function findAccount(name: string): ClusterOwner {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : null
}
