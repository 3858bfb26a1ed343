import type { Pool } from 'pg'
import { z } from 'zod'
import { audienceOf } from '#shared/account'
import { LegAnswer, LegCommand, LegsAnswer, LegTemplate, LegTemplateCommand, StartLegsAnswer, StartLegsCommand } from '#shared/leg' // prettier-ignore
import { parse, Problem } from '#shared/problem'
import { project } from '#shared/privacy'
import type { Legs } from '../dispatch/legs.ts'
import { allLegTemplates } from '../dispatch/leg-templates.ts'
import { find } from '../incidents/incident-store.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

/** The legs of a plan: what one key starts, how far each is, and the street's own templates. */
export function legRoutes({ pool, legs }: { pool: Pool; legs: Legs }): Route[] {
  const idOf = (params: Record<string, string>) => parse(z.uuid(), params['id'], 'id')
  return [
    route({
      key: 'GET /api/incidents/:id/legs',
      summary: 'The legs that were started, or those that one key would start now, with who would go',
      answer: LegsAnswer,
      async handle({ params, me }) {
        const incident = await find(pool, idOf(params))
        if (!incident) throw new Problem('not-found', 'There is no such incident')
        const shown = await legs.show(pool, incident)
        const audience = audienceOf[me.role] ?? 'wall'
        return { body: { ...shown, legs: shown.legs.map((leg) => project('leg', leg, audience)) } }
      },
    }),
    route({
      key: 'POST /api/incidents/:id/legs',
      summary: 'Starts every leg of the plan of this kind at once',
      body: StartLegsCommand,
      answer: StartLegsAnswer,
      async handle({ params, body, actor }) {
        const { answer, seq } = await legs.start(idOf(params), body, actor)
        return { body: { ...answer, seq } }
      },
    }),
    route({
      key: 'POST /api/legs/:id',
      summary: 'Records how far a leg is; one that comes to nothing is followed by the next in line',
      body: LegCommand,
      answer: LegAnswer,
      async handle({ params, body, actor }) {
        const { answer, seq } = await legs.move(idOf(params), body, actor)
        return { body: { ...answer, seq } }
      },
    }),
    route({
      key: 'GET /api/leg-templates',
      summary: 'Which legs go out together, kind by kind',
      answer: z.object({ items: z.array(LegTemplate) }),
      handle: async () => ({ body: { items: await allLegTemplates(pool) } }),
    }),
    route({
      key: 'POST /api/leg-templates',
      summary: 'The street’s own legs of one kind, instead of those the program brings',
      body: LegTemplateCommand,
      answer: LegTemplate,
      handle: async ({ body, actor }) => ({ body: (await legs.setTemplate(body, actor)).answer }),
    }),
  ]
}
