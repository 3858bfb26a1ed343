import type { Pool } from 'pg'
import { z } from 'zod'
import { listOf } from '#shared/api'
import { parse, Problem } from '#shared/problem'
import { Resident, ResidentCounts, ResidentQuery, RevealedResident, RevealResident } from '#shared/resident'
import type { Clock } from '#shared/time'
import { openEmergencyOfResident } from '../emergency/emergency-store.ts'
import type { Residents } from '../residents/residents.ts'
import type { RosterStore } from '../roster/roster.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

export interface ResidentRouteParts {
  pool: Pool
  clock: Clock
  residents: Residents
  roster: Pick<RosterStore, 'worker'>
}

/** The priority register: a list without doors, counts for leaders, and reveals that are written down. */
export function residentRoutes({ pool, clock, residents, roster }: ResidentRouteParts): Route[] {
  return [
    route({
      key: 'GET /api/residents',
      summary: 'The priority register, telephones masked and without doors; a worker sees the own grid',
      query: ResidentQuery,
      answer: listOf(Resident),
      async handle({ me, query }) {
        const worker = me.role === 'worker' && me.workerId ? await roster.worker(me.workerId) : null
        if (me.role === 'worker' && !worker?.gridId) {
          return { body: { items: [], total: 0, next: null, asOf: clock.now() } }
        }
        const page = await residents.list({ ...query, gridId: worker?.gridId ?? null })
        return { body: { ...page, asOf: clock.now() } }
      },
    }),
    route({
      key: 'GET /api/residents/counts',
      summary: 'How many are on the register, by community and by need',
      answer: ResidentCounts,
      handle: async () => ({ body: await residents.counts() }),
    }),
    route({
      key: 'POST /api/residents/:id/reveal',
      summary:
        'Shows name, telephone and emergency contact; written down. Outside an emergency with a reason, 30 in ten minutes',
      body: RevealResident,
      answer: RevealedResident,
      async handle({ params, me, body, actor }) {
        const residentId = parse(z.uuid(), params['id'], 'id')
        if (me.role === 'worker') {
          const task = await openEmergencyOfResident(pool, residentId)
          if (!task || !me.workerId || task.visitorId !== me.workerId) {
            throw new Problem('not-found', 'There is no such resident')
          }
        }
        return { body: await residents.reveal(residentId, body, actor) }
      },
    }),
  ]
}
