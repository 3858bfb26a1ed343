import { hash, verify } from '@node-rs/argon2'
import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import type { Account, Me, NewAccount, Role } from '#shared/account'
import { Problem } from '#shared/problem'
import type { Work } from '../db/command.ts'
import type { Db } from '../db/transaction.ts'
import { hashToken, newToken } from './token.ts'

/** Who is signed in, as the server knows them. */
export interface Principal extends Me {
  /** The account, or the kiosk. */
  accountId: string
  /** The stored form of the session token; sockets are closed by it. */
  sessionHash: string
}

const HOUR_MS = 3_600_000

/** Sessions live in real time. The wall's does not end by itself: it runs unattended. */
const limits = { idleMs: 12 * HOUR_MS, absoluteMs: 24 * HOUR_MS, touchEveryMs: 60_000 }

/** Sessions that nobody has ended, with the account or the kiosk they belong to. */
const LIVING = `session s left join account a on a.id = s.account_id left join kiosk k on k.id = s.kiosk_id
  where s.ended_at is null and (a.id is null or a.disabled_at is null) and (k.id is null or k.revoked_at is null)`

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

    /** Of these sessions, those that are not signed out, disabled or revoked. Does not count as being used. */
    async aliveAmong(sessionHashes: readonly string[]): Promise<Set<string>> {
      const { rows } = await pool.query<{ hash: string }>(
        `select s.token_hash as hash from ${LIVING} and s.token_hash = any($1)`,
        [[...new Set(sessionHashes)]],
      )
      return new Set(rows.map(({ hash }) => hash))
    },

    /** Everybody who can sign in or once could. */
    async list(): Promise<Account[]> {
      const { rows } = await pool.query<Account>(
        `select id, username, role, label, worker_id as "workerId", created_at as "createdAt",
                disabled_at as "disabledAt", (select code from specialist where specialist.id = specialist_id) as "specialistCode"
         from account order by disabled_at is not null, created_at, username`,
      )
      return rows
    },

    /** `Problem('conflict')` when somebody has this user name already. */
    async add(
      { db }: Work,
      { password, workerId = null, specialistCode = null, ...account }: NewAccount,
    ): Promise<Account> {
      const createdAt = new Date(realNow()).toISOString()
      const { rowCount } = await insertAccount(
        db,
        { ...account, password, workerId, specialistId: await specialistOf(db, specialistCode) },
        createdAt,
      )
      if (rowCount === 0) throw new Problem('conflict', 'Somebody has this user name already')
      return { ...account, workerId, specialistCode, createdAt, disabledAt: null }
    },

    /** Nobody signs in with it again; open screens are closed within a second. The last administrator stays. */
    async disable({ db }: Work, id: string): Promise<void> {
      const { rows } = await db.query<{ id: string; role: Role }>(
        `select id, role from account where disabled_at is null and (id = $1 or role = 'admin') order by id for update`,
        [id],
      )
      const account = rows.find((row) => row.id === id)
      if (!account) throw new Problem('not-found', 'There is no such account, or it was disabled already')
      if (account.role === 'admin' && !rows.some((row) => row.id !== id)) {
        throw new Problem('conflict', 'The last administrator cannot be disabled; make another one first')
      }
      await db.query(`update account set disabled_at = $2 where id = $1`, [id, new Date(realNow()).toISOString()])
    },

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
      `select coalesce(a.id, k.id) as "accountId", coalesce(a.username, 'kiosk') as username,
              coalesce(a.role, 'wall') as role, coalesce(a.label, k.label) as label, a.worker_id as "workerId",
              a.specialist_id as "specialistId",
              s.token_hash as "sessionHash", s.created_at as "createdAt", s.last_seen_at as "lastSeenAt"
       from ${LIVING} and s.token_hash = $1`,
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

async function specialistOf(db: Db, code: string | null): Promise<string | null> {
  if (!code) return null
  const { rows } = await db.query<{ id: string }>(`select id from specialist where code = $1`, [code])
  if (!rows[0]) throw new Problem('not-found', 'There is no specialist with this code on the roster')
  return rows[0].id
}

/** Writes an account; `rowCount` is 0 when the user name is taken. Without an id it gets one. */
export async function insertAccount(
  db: Db,
  account: Omit<NewAccount, 'id' | 'specialistCode'> & { id?: string; specialistId?: string | null },
  at: string,
) {
  return db.query(
    `insert into account (id, username, password_hash, role, label, worker_id, created_at, specialist_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (username) do nothing`,
    [
      account.id ?? randomUUID(),
      account.username,
      await hash(account.password),
      account.role,
      account.label,
      account.workerId ?? null,
      at,
      account.specialistId ?? null,
    ],
  )
}
