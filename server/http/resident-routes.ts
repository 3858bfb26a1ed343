import type { Pool } from 'pg'
import { z } from 'zod'
import { listOf } from '#shared/api'
import { parse, Problem } from '#shared/problem'
import {
  AddResident, BuildingDoor, EditResident, RegisteredResident, RemoveResident, Resident, ResidentAnswer, ResidentCounts,
  ResidentQuery, RevealedResident, RevealResident,
} from '#shared/resident' // prettier-ignore
import type { Clock } from '#shared/time'
import { openEmergencyOfResident } from '../emergency/emergency-store.ts'
import type { Places } from '../places/places.ts'
import { doorsOf } from '../places/doors.ts'
import type { Register } from '../residents/register.ts'
import type { Residents } from '../residents/residents.ts'
import type { RosterStore } from '../roster/roster.ts'
import { route } from './route.ts'
import type { Asked, Route } from './route.ts'

export interface ResidentRouteParts {
  pool: Pool
  clock: Clock
  residents: Residents
  register: Register
  places: Pick<Places, 'building'>
  roster: Pick<RosterStore, 'worker'>
}

const idOf = (asked: Pick<Asked<unknown, unknown>, 'params'>) => parse(z.uuid(), asked.params['id'], 'id')

/** The priority register: a list without doors, counts for leaders, and reveals that are written down. */
export function residentRoutes({ pool, clock, residents, register, places, roster }: ResidentRouteParts): Route[] {
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
      key: 'POST /api/residents',
      summary: 'Puts somebody on the register, behind a door that exists; a running ledger there has them at once',
      body: AddResident,
      answer: ResidentAnswer,
      async handle({ body, actor }) {
        const { answer, seq, first } = await register.add(body, actor)
        return { status: first ? 201 : 200, body: { ...answer, seq } }
      },
    }),
    route({
      key: 'POST /api/residents/:id',
      summary: 'Mends an entry; what is left out stays as it is',
      body: EditResident,
      answer: ResidentAnswer,
      async handle(asked) {
        const { answer, seq } = await register.edit(idOf(asked), asked.body, asked.actor)
        return { body: { ...answer, seq } }
      },
    }),
    route({
      key: 'POST /api/residents/:id/remove',
      summary: 'Takes somebody off the register and erases them',
      body: RemoveResident,
      answer: ResidentAnswer,
      async handle(asked) {
        const { answer, seq } = await register.remove(idOf(asked), asked.body, asked.actor)
        return { body: { ...answer, seq } }
      },
    }),
    route({
      key: 'POST /api/residents/:id/open',
      summary: 'The whole entry with its door, to be mended; written down and counted like a number that is looked at',
      answer: RegisteredResident,
      handle: async (asked) => ({ body: await register.open(idOf(asked), asked.actor) }),
    }),
    route({
      key: 'GET /api/places/buildings/:id/doors',
      summary: 'The doors of a building, without who lives behind them',
      answer: z.object({ items: z.array(BuildingDoor) }),
      async handle(asked) {
        const building = places.building(idOf(asked))
        if (!building) throw new Problem('not-found', 'There is no such building')
        return { body: { items: await doorsOf(pool, building.id) } }
      },
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
