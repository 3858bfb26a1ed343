import type { Pool } from 'pg'
import { newToken } from './token.ts'
import { insertAccount } from './accounts.ts'

/**
 * Outside the demo the first start makes the administrator and shows the password this once.
 * Null when there is an administrator already.
 */
export async function makeFirstAdministrator(pool: Pool): Promise<string | null> {
  const { rowCount } = await pool.query(`select 1 from account where role = 'admin' and disabled_at is null limit 1`)
  if (rowCount) return null
  const password = newToken().slice(0, 20)
  await insertAccount(pool, { username: 'admin', password, role: 'admin', label: '管理员' }, new Date().toISOString())
  return `首次启动 · first start: admin / ${password} （只显示这一次 · shown this once）`
}
