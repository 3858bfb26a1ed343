import type { Pool } from 'pg'
import { z } from 'zod'
import { audienceOf } from '#shared/account'
import { listOf } from '#shared/api'
import { parse, Problem } from '#shared/problem'
import { project } from '#shared/privacy'
import { Recheck, RecheckAnswer, RecheckCommand, RecheckRules, RecheckRulesCommand } from '#shared/recheck'
import { atStreetHour, streetDay } from '#shared/time'
import type { Clock } from '#shared/time'
import type { Principal } from '../identity/accounts.ts'
import { allRules } from '../incidents/recheck-rules.ts'
import { currentRechecks, findRecheck } from '../incidents/recheck-store.ts'
import type { Rechecks } from '../incidents/rechecks.ts'
import type { RosterStore } from '../roster/roster.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

export interface RecheckRouteParts {
  pool: Pool
  clock: Clock
  rechecks: Rechecks
  roster: Pick<RosterStore, 'worker'>
}

/** The looks that are owed: to the desk and the leader all, to a worker those of the own grid. */
export function recheckRoutes({ pool, clock, rechecks, roster }: RecheckRouteParts): Route[] {
  return [
    route({
      key: 'GET /api/rechecks',
      summary: 'What somebody has to look at again, first what is due first, with what was looked at today',
      answer: listOf(Recheck.partial().required({ id: true, revision: true })),
      async handle({ me }) {
        const now = clock.now()
        const gridId = me.role === 'worker' ? await gridOf(me) : undefined
        const midnight = atStreetHour(streetDay(now), 0)
        const found = gridId === null ? [] : await currentRechecks(pool, midnight, gridId)
        const items = found.map((one) => project('recheck', one, audienceOf[me.role] ?? 'wall'))
        return { body: { items, total: items.length, next: null, asOf: now } }
      },
    }),
    route({
      key: 'POST /api/rechecks/:id',
      summary: 'Somebody was there: fine, or trouble with a note, which opens the case again',
      body: RecheckCommand,
      answer: RecheckAnswer,
      async handle({ params, body, actor, me }) {
        const id = parse(z.uuid(), params['id'], 'id')
        await refuseForeign(me, id)
        const { answer, seq } = await rechecks.record(id, body, actor)
        return { body: { ...answer, seq } }
      },
    }),
    route({
      key: 'GET /api/recheck-rules',
      summary: 'After which fact of which kind somebody looks again, and when',
      answer: z.object({ items: z.array(RecheckRules) }),
      handle: async () => ({ body: { items: await allRules(pool) } }),
    }),
    route({
      key: 'POST /api/recheck-rules',
      summary: 'The street’s own rules of one kind, instead of those the program brings',
      body: RecheckRulesCommand,
      answer: RecheckRules,
      handle: async ({ body, actor }) => ({ body: (await rechecks.setRules(body, actor)).answer }),
    }),
  ]

  /** Of a worker; null when they have none, and then nothing is theirs. */
  async function gridOf({ workerId }: Principal): Promise<string | null> {
    const worker = workerId ? await roster.worker(workerId) : null
    return worker?.gridId ?? null
  }

  async function refuseForeign(me: Principal, id: string): Promise<void> {
    if (me.role !== 'worker') return
    const recheck = await findRecheck(pool, id)
    const gridId = await gridOf(me)
    if (gridId === null || recheck?.gridId !== gridId) throw new Problem('not-found', 'There is no such recheck')
  }
}
