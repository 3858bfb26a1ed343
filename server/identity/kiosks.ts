import type { Pool } from 'pg'
import type { Kiosk } from '#shared/account'
import { Problem } from '#shared/problem'
import { MINUTE_MS } from '#shared/time'
import type { Work } from '../db/command.ts'
import { inTransaction } from '../db/transaction.ts'
import { hashToken, newToken } from './token.ts'

/** A link that was not opened by then is worth nothing. Real time. */
const LINK_MS = 15 * MINUTE_MS

const columns = `k.id, k.label, k.created_at as "createdAt", k.link_expires_at as "linkExpiresAt",
  k.exchanged_at as "exchangedAt", k.address, k.revoked_at as "revokedAt", s.last_seen_at as "lastSeenAt"`

export type Kiosks = ReturnType<typeof createKiosks>

/** Screens without anybody at the keyboard: a link that works once becomes a cookie that does not end by itself. */
export function createKiosks({ pool, realNow }: { pool: Pool; realNow: () => number }) {
  const now = () => new Date(realNow()).toISOString()

  return {
    /** A new screen and the token of its link, which is shown this once. */
    async add(
      { db, actor }: Work,
      { id, label }: Pick<Kiosk, 'id' | 'label'>,
    ): Promise<{ kiosk: Kiosk; token: string }> {
      const token = newToken()
      const expiresAt = new Date(realNow() + LINK_MS).toISOString()
      await db.query(
        `insert into kiosk (id, label, link_hash, link_expires_at, created_at, created_by) values ($1, $2, $3, $4, $5, $6)`,
        [id, label, hashToken(token), expiresAt, now(), actor.label],
      )
      const kiosk: Kiosk = {
        id, label, createdAt: now(), linkExpiresAt: expiresAt,
        exchangedAt: null, address: null, revokedAt: null, lastSeenAt: null,
      } // prettier-ignore
      return { kiosk, token }
    },

    async list(): Promise<Kiosk[]> {
      const { rows } = await pool.query<Kiosk>(
        `select ${columns} from kiosk k left join session s on s.token_hash = k.session_hash
         order by k.created_at desc, k.id limit 200`,
      )
      return rows
    },

    /** The session of the screen that opened the link, or `Problem('not-found')`: used, too old, revoked, or never made. */
    async exchange(token: string, address: string): Promise<{ session: string; label: string }> {
      const session = newToken()
      return inTransaction(pool, async (db) => {
        const { rows } = await db.query<{ id: string; label: string }>(
          `update kiosk set link_hash = null, session_hash = $2, exchanged_at = $3, address = $4
           where link_hash = $1 and link_expires_at > $3 and revoked_at is null returning id, label`,
          [hashToken(token), hashToken(session), now(), address],
        )
        const [kiosk] = rows
        if (!kiosk) throw new Problem('not-found', 'This link was used already, or is older than a quarter of an hour')
        await db.query(`insert into session (token_hash, kiosk_id, created_at, last_seen_at) values ($1, $2, $3, $3)`, [
          hashToken(session),
          kiosk.id,
          now(),
        ])
        return { session, label: kiosk.label }
      })
    },

    /** Ends the screen's session; its sockets are closed within a second. False when there was none to revoke. */
    async revoke({ db }: Work, id: string): Promise<boolean> {
      const { rowCount } = await db.query(
        `update kiosk set revoked_at = $2, link_hash = null where id = $1 and revoked_at is null`,
        [id, now()],
      )
      await db.query(`update session set ended_at = $2 where kiosk_id = $1 and ended_at is null`, [id, now()])
      return rowCount === 1
    },

    /** Did this cookie belong to a screen that was revoked? Then the screen can say so. */
    async isRevoked(token: string): Promise<boolean> {
      const { rowCount } = await pool.query(`select 1 from kiosk where session_hash = $1 and revoked_at is not null`, [
        hashToken(token),
      ])
      return rowCount === 1
    },
  }
}
