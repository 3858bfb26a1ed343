import type { Pool } from 'pg'
import { Problem } from '#shared/problem'
import { Need } from '#shared/resident'
import type { Resident, ResidentCounts, ResidentQuery, RevealedResident, RevealResident } from '#shared/resident'
import { streetDay } from '#shared/time'
import type { Clock } from '#shared/time'
import { writeAudit } from '../db/command.ts'
import type { Actor } from '../db/command.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Db } from '../db/transaction.ts'
import type { Cipher } from '../identity/cipher.ts'
import { listResidents, needsByCommunity, openResident } from './resident-store.ts'

export interface ResidentParts {
  pool: Pool
  clock: Clock
  cipher: Cipher
  /** The case number of the open emergency this resident is affected by, or null. */
  openEmergencyOf(db: Db, residentId: string): Promise<string | null>
}

const limits = {
  /** Reveals by one account in ten minutes of real time, outside an open emergency. */
  reveals: 30,
}

export type Residents = ReturnType<typeof createResidents>

/** The priority register: who needs help first. Sealed at rest; every telephone that is looked at is written down. */
export function createResidents({ pool, clock, cipher, openEmergencyOf }: ResidentParts) {
  return {
    list(query: ResidentQuery & { gridId: string | null }): Promise<{
      items: Resident[]
      total: number
      next: string | null
    }> {
      return listResidents(pool, cipher, query, streetDay(clock.now()))
    },

    async counts(): Promise<ResidentCounts> {
      const all = await needsByCommunity(pool, cipher)
      const communities = new Map<string, number>()
      for (const { communityId } of all) communities.set(communityId, (communities.get(communityId) ?? 0) + 1)
      return {
        asOf: clock.now(),
        total: all.length,
        communities: [...communities].map(([communityId, residents]) => ({ communityId, residents })),
        needs: Need.options.map((need) => ({
          need,
          residents: all.filter(({ needs }) => needs.includes(need)).length,
        })),
      }
    },

    /**
     * Shows name, telephone and emergency contact, after writing down who looks, at whom and why. Inside an open
     * emergency it asks nothing and is not counted; at any other time it needs a reason, thirty in ten minutes at most.
     */
    reveal(residentId: string, { reason }: RevealResident, actor: Actor): Promise<RevealedResident> {
      return inTransaction(pool, async (db) => {
        const emergency = await openEmergencyOf(db, residentId)
        if (!emergency && !reason) {
          throw new Problem('invalid', 'Outside an emergency a number is shown only with a reason', {
            errors: [{ path: 'reason', message: 'expected a reason' }],
          })
        }
        if (!emergency) await refuseTooManyReveals(db, actor.id)
        const resident = await openResident(db, cipher, residentId)
        if (!resident) throw new Problem('not-found', 'There is no such resident')
        await writeAudit(db, {
          at: clock.now(),
          actor,
          action: emergency ? 'reveal-in-emergency' : 'reveal',
          entity: 'resident',
          id: residentId,
          fields: ['name', 'phone', 'contact'],
          reason: [emergency, reason].filter(Boolean).join(' · '),
        })
        return resident
      })
    },
  }
}

/** Bulk reading of telephones is not what the desk is for. Real time, because this guards against a person. */
export async function refuseTooManyReveals(db: Db, accountId: string | null): Promise<void> {
  // One after the other: thirty requests at the same moment must not each see that the others have not been counted.
  await db.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`reveal ${accountId}`])
  const { rows } = await db.query<{ n: number }>(
    `select count(*) as n from audit
     where action = 'reveal' and actor_id = $1 and real_at > clock_timestamp() - interval '10 minutes'`,
    [accountId],
  )
  if ((rows[0]?.n ?? 0) >= limits.reveals) {
    throw new Problem('too-many', 'Thirty numbers in ten minutes; the auditor sees this')
  }
}
