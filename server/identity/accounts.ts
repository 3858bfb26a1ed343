import { hash, verify } from '@node-rs/argon2'
import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import type { Me, Role } from '#shared/account'
import { Problem } from '#shared/problem'
import type { Db } from '../db/transaction.ts'
import { hashToken, newToken } from './token.ts'

/** Who is signed in, as the server knows them. */
export interface Principal extends Me {
  accountId: string
  /** The stored form of the session token; sockets are closed by it. */
  sessionHash: string
}

const HOUR_MS = 3_600_000

/** Sessions live in real time. The wall's does not end by itself: it runs unattended. */
const limits = { idleMs: 12 * HOUR_MS, absoluteMs: 24 * HOUR_MS, touchEveryMs: 60_000 }

/** Verified against when the account is unknown, so that the answer takes as long. */
const DECOY = hash('nobody has this password')

export type Accounts = ReturnType<typeof createAccounts>

/** Signs people in and out and knows them again. Tokens are stored hashed, passwords with argon2id. */
export function createAccounts({ pool, realNow }: { pool: Pool; realNow: () => number }) {
  const touchedAt = new Map<string, number>()

  return {
    /** A new session, or `Problem('unauthenticated')` with the same words for an unknown name and a wrong password. */
    async signIn(username: string, password: string): Promise<{ token: string; me: Principal }> {
      const { rows } = await pool.query<{ id: string; passwordHash: string }>(
        `select id, password_hash as "passwordHash" from account where username = $1 and disabled_at is null`,
        [username],
      )
      const [account] = rows
      const isRight = await verify(account?.passwordHash ?? (await DECOY), password)
      if (!account || !isRight) throw new Problem('unauthenticated', 'This name and password do not belong together')
      const token = newToken()
      const at = new Date(realNow()).toISOString()
      await pool.query(
        `insert into session (token_hash, account_id, created_at, last_seen_at) values ($1, $2, $3, $3)`,
        [hashToken(token), account.id, at],
      )
      const me = await this.whoIs(token)
      if (!me) throw new Error('The session was written and is not there')
      return { token, me }
    },

    /** Whose token this is, or null: unknown, signed out, disabled, idle for 12 hours or older than 24. */
    async whoIs(token: string): Promise<Principal | null> {
      return find(hashToken(token))
    },

    /** The same for a session that is already known by its hash: sockets ask again now and then. */
    isAlive: async (sessionHash: string) => (await find(sessionHash)) !== null,

    async signOut(sessionHash: string): Promise<void> {
      await pool.query(`update session set ended_at = $2 where token_hash = $1`, [
        sessionHash,
        new Date(realNow()).toISOString(),
      ])
      touchedAt.delete(sessionHash)
    },
  }

  async function find(sessionHash: string): Promise<Principal | null> {
    const { rows } = await pool.query<Principal & { createdAt: string; lastSeenAt: string }>(
      `select a.id as "accountId", a.username, a.role, a.label, a.worker_id as "workerId",
              s.token_hash as "sessionHash", s.created_at as "createdAt", s.last_seen_at as "lastSeenAt"
       from session s join account a on a.id = s.account_id
       where s.token_hash = $1 and s.ended_at is null and a.disabled_at is null`,
      [sessionHash],
    )
    const [found] = rows
    if (!found) return null
    const { createdAt, lastSeenAt, ...me } = found
    const now = realNow()
    const isOver = now - Date.parse(lastSeenAt) > limits.idleMs || now - Date.parse(createdAt) > limits.absoluteMs
    if (isOver && me.role !== 'wall') return null
    await touch(sessionHash, now)
    return me
  }

  async function touch(sessionHash: string, now: number): Promise<void> {
    if (now - (touchedAt.get(sessionHash) ?? 0) < limits.touchEveryMs) return
    touchedAt.set(sessionHash, now)
    await pool.query(`update session set last_seen_at = $2 where token_hash = $1`, [
      sessionHash,
      new Date(now).toISOString(),
    ])
  }
}

export interface NewAccount {
  username: string
  password: string
  role: Role
  label: string
  workerId?: string | null
}

export async function insertAccount(db: Db, account: NewAccount, at: string): Promise<void> {
  await db.query(
    `insert into account (id, username, password_hash, role, label, worker_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (username) do nothing`,
    [
      randomUUID(),
      account.username,
      await hash(account.password),
      account.role,
      account.label,
      account.workerId ?? null,
      at,
    ],
  )
}
