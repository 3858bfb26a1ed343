import type { Pool } from 'pg'
import type { Role } from '#shared/account'
import { inTransaction } from '../db/transaction.ts'
import { insertAccount } from './accounts.ts'

/** The made-up street's people, one a role. All with the password `demo`; they exist only in a demo database. */
export const demoRoles: readonly { role: Role; label: string }[] = [
  { role: 'wall', label: '大屏' },
  { role: 'coordinator', label: '值班调度 02' },
  { role: 'leader', label: '带班领导' },
  { role: 'worker', label: '网格员' },
  { role: 'helper', label: '民情专员' },
  { role: 'admin', label: '管理员' },
  { role: 'auditor', label: '审计员' },
]

export const DEMO_PASSWORD = 'demo'

export interface DemoPeople {
  workerId: string | null
  specialistId: string | null
}

/** Makes the demo accounts that are not there yet, and says whose the worker's and the helper's are. */
export async function makeDemoAccounts(pool: Pool, people: DemoPeople, at: string): Promise<void> {
  await inTransaction(pool, async (db) => {
    for (const { role, label } of demoRoles) {
      await insertAccount(db, { username: role, password: DEMO_PASSWORD, role, label }, at)
    }
    await db.query(`update account set worker_id = $1 where username = 'worker'`, [people.workerId])
    await db.query(`update account set specialist_id = $1 where username = 'helper'`, [people.specialistId])
  })
}
