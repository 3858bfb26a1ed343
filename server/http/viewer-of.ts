import { audienceOf } from '#shared/account'
import type { Viewer } from '../feed/viewer.ts'
import type { Principal } from '../identity/accounts.ts'
import type { RosterStore } from '../roster/roster.ts'

/** For whom a stream is made; null for those who have none. */
export async function viewerOf(me: Principal, roster: Pick<RosterStore, 'worker'>): Promise<Viewer | null> {
  const audience = audienceOf[me.role]
  if (!audience) return null
  if (audience === 'helper') return { audience, ownIds: me.specialistId ? [me.specialistId] : [], gridId: null }
  const worker = audience === 'worker' && me.workerId ? await roster.worker(me.workerId) : null
  const ownIds = [worker?.id, worker?.teamId].filter((id) => typeof id === 'string')
  return { audience, ownIds, gridId: worker?.gridId ?? null }
}
