import type { Pool } from 'pg'
import type { Crs } from '#shared/geo'
import type { Work } from '../db/command.ts'
import { hashToken, newToken } from './token.ts'

/** A phone that may report the position of one worker. */
export interface Device {
  id: string
  workerId: string
  label: string
  crs: Crs
}

export type Devices = ReturnType<typeof createDevices>

export function createDevices(pool: Pool) {
  return {
    /** Registers a phone; the token is shown this once. */
    async add({ db, at }: Work, device: Device): Promise<{ device: Device; token: string }> {
      const token = newToken()
      await db.query(
        `insert into device (id, token_hash, worker_id, label, crs, created_at) values ($1, $2, $3, $4, $5, $6)`,
        [device.id, hashToken(token), device.workerId, device.label, device.crs, at],
      )
      return { device, token }
    },

    async find(token: string): Promise<Device | null> {
      const { rows } = await pool.query<Device>(
        `select id, worker_id as "workerId", label, crs from device where token_hash = $1 and revoked_at is null`,
        [hashToken(token)],
      )
      return rows[0] ?? null
    },

    async list(): Promise<Device[]> {
      const { rows } = await pool.query<Device>(
        `select id, worker_id as "workerId", label, crs from device where revoked_at is null order by created_at, id`,
      )
      return rows
    },

    async revoke({ db, at }: Work, id: string): Promise<boolean> {
      const { rowCount } = await db.query(`update device set revoked_at = $2 where id = $1 and revoked_at is null`, [
        id,
        at,
      ])
      return rowCount === 1
    },
  }
}
