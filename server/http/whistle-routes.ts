import type { Pool } from 'pg'
import { z } from 'zod'
import { audienceOf } from '#shared/account'
import { parse } from '#shared/problem'
import { project } from '#shared/privacy'
import type { Clock } from '#shared/time'
import { WhistleAnswer, WhistleCommand, WhistleFactCommand, WhistleList, WhistleQuery } from '#shared/whistle-api'
import { listWhistles } from '../dispatch/whistle-store.ts'
import type { Whistles } from '../dispatch/whistles.ts'
import { route } from './route.ts'
import type { Asked, Route } from './route.ts'

export interface WhistleRouteParts {
  pool: Pool
  clock: Clock
  whistles: Whistles
}

const idOf = (asked: Pick<Asked<unknown, unknown>, 'params'>) => parse(z.uuid(), asked.params['id'], 'id')

/** 吹哨报到: calling departments to an incident, and what came of it. */
export function whistleRoutes({ pool, clock, whistles }: WhistleRouteParts): Route[] {
  return [
    route({
      key: 'POST /api/incidents/:id/whistles',
      summary:
        'Whistles one department: emergency (answer in 10 min, there in 30), joint-enforcement (at the agreed time) or residents-problem (one working day). 119, 110 and 120 are called, the street’s own offices assigned',
      body: WhistleCommand,
      answer: WhistleAnswer,
      handle: async (asked) => command(await whistles.whistle(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'POST /api/whistles/:id',
      summary:
        'Records that they answered, arrived, were reminded, did not come, how the street judges it, or (only while it waits, and with a note why) that it was sent by mistake and is withdrawn. A withdrawn whistle takes no more facts and is in no count',
      body: WhistleFactCommand,
      answer: WhistleAnswer,
      handle: async (asked) => command(await whistles.record(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'GET /api/whistles',
      summary:
        'Whistles with the case behind each, newest first; filters: incident department state since until limit cursor. Drills only when an incident is named',
      query: WhistleQuery,
      answer: WhistleList,
      async handle({ query, me }) {
        const page = await listWhistles(pool, query)
        const audience = audienceOf[me.role] ?? 'wall'
        const items = page.items.map(({ incident, ...whistle }) => ({
          ...project('whistle', whistle, audience),
          incident,
        }))
        return { body: { ...page, items, asOf: clock.now() } }
      },
    }),
  ]
}

const command = ({ answer, seq }: { answer: object; seq: number }) => ({ body: { ...answer, seq } })
