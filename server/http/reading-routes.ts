import { z } from 'zod'
import { parse, Problem } from '#shared/problem'
import {
  EndCommand, NewSource, NewStation, NewWarning, ReadingAnswer, ReadingBatch, ReadingList, ReadingQuery, ReadingsNow,
  Station, WeatherWarning,
} from '#shared/reading' // prettier-ignore
import { NewOutage, PlannedOutage, UtilitiesNow } from '#shared/utility'
import type { RunCommand } from '../db/command.ts'
import type { Outages } from '../readings/outages.ts'
import type { Readings } from '../readings/readings.ts'
import type { Sources } from '../readings/sources.ts'
import type { createWarnings } from '../readings/warnings.ts'
import { route } from './route.ts'
import type { Asked, Route } from './route.ts'

export interface ReadingRouteParts {
  run: RunCommand
  readings: Readings
  outages: Outages
  sources: Sources
  warnings: ReturnType<typeof createWarnings>
}

const idOf = (asked: Pick<Asked<unknown, unknown>, 'params'>) => parse(z.uuid(), asked.params['id'], 'id')
const Done = z.object({ ok: z.literal(true) })

/** What is measured and announced: stations and their readings, warnings, planned outages, and who may send them. */
export function readingRoutes({ run, readings, outages, sources, warnings }: ReadingRouteParts): Route[] {
  return [
    route({
      key: 'GET /api/readings',
      summary: 'What each station said last, how long it has been silent, and which weather warnings hold',
      answer: ReadingsNow,
      handle: async () => ({ body: await readings.now() }),
    }),
    route({
      key: 'GET /api/readings/window',
      summary: 'Readings of a time, newest first; filters: from to kind station limit',
      query: ReadingQuery,
      answer: ReadingList,
      handle: async ({ query }) => ({ body: await readings.within(query) }),
    }),
    route({
      key: 'POST /api/readings',
      summary: 'A batch of readings, all or none; a source sends for its own stations, the desk for any',
      body: ReadingBatch,
      answer: ReadingAnswer,
      async handle({ body, actor, source }) {
        const { answer, seq, first } = await readings.accept(body, actor, source?.id ?? null)
        return { status: first ? 201 : 200, body: { ...answer, seq } }
      },
    }),
    route({
      key: 'POST /api/stations',
      summary: 'Registers a station: where, what it reads, how often, and whose token speaks for it',
      body: NewStation,
      answer: z.object({ station: Station }),
      async handle({ body, actor }) {
        const { answer, first } = await readings.addStation(body, actor)
        return { status: first ? 201 : 200, body: answer }
      },
    }),
    route({
      key: 'DELETE /api/stations/:id',
      summary: 'A station that was taken down is heard no more; what it read stays',
      answer: Done,
      async handle(asked) {
        await readings.closeStation(idOf(asked), asked.actor)
        return { body: { ok: true } }
      },
    }),
    route({
      key: 'GET /api/sources',
      summary: 'Machines that may send readings and announce outages, without their tokens',
      answer: z.object({ items: z.array(NewSource) }),
      handle: async () => ({ body: { items: await sources.list() } }),
    }),
    route({
      key: 'POST /api/sources',
      summary: 'Registers such a machine; its token is shown this once',
      body: NewSource,
      answer: z.object({ source: NewSource, token: z.string().nullable() }),
      async handle({ body, actor }) {
        // The stored answer must not hold the token: sent again, the command answers without it.
        let token: string | null = null
        const { answer, first } = await run({ id: body.id, kind: 'source', actor, body }, async (work) => {
          const added = await sources.add(work, body)
          token = added.token
          return { source: added.source }
        })
        return { status: first ? 201 : 200, body: { ...answer, token: first ? token : null } }
      },
    }),
    route({
      key: 'DELETE /api/sources/:id',
      summary: 'Revokes a source: what it sends from now on is refused',
      answer: Done,
      async handle(asked) {
        const sourceId = idOf(asked)
        const command = { id: crypto.randomUUID(), kind: 'source-revoke', actor: asked.actor, body: { sourceId } }
        const { answer } = await run(command, async (work) => ({ ok: await sources.revoke(work, sourceId) }))
        if (!answer.ok) throw new Problem('not-found', 'There is no such source')
        return { body: { ok: true } }
      },
    }),
    route({
      key: 'POST /api/warnings',
      summary: 'Writes down an official weather warning; its colour is no level of the street',
      body: NewWarning,
      answer: z.object({ warning: WeatherWarning }),
      async handle({ body, actor }) {
        const { answer, first } = await warnings.set(body, actor)
        return { status: first ? 201 : 200, body: answer }
      },
    }),
    route({
      key: 'POST /api/warnings/:id/lift',
      summary: 'A warning holds no more',
      body: EndCommand,
      answer: z.object({ warning: WeatherWarning }),
      handle: async (asked) => ({ body: (await warnings.lift(idOf(asked), asked.body, asked.actor)).answer }),
    }),
    route({
      key: 'GET /api/utilities',
      summary:
        'Water, power, gas and heat: what was reported, what is cut, what was announced. Nothing reported is not: all is well',
      answer: UtilitiesNow,
      handle: async () => ({ body: await outages.now() }),
    }),
    route({
      key: 'POST /api/utilities/outages',
      summary: 'Announces a planned outage of a community or of houses',
      body: NewOutage,
      answer: z.object({ outage: PlannedOutage }),
      async handle({ body, actor }) {
        const { answer, first } = await outages.announce(body, actor)
        return { status: first ? 201 : 200, body: answer }
      },
    }),
    route({
      key: 'POST /api/utilities/outages/:id/end',
      summary: 'On again sooner than announced, or called off',
      body: EndCommand,
      answer: z.object({ outage: PlannedOutage }),
      handle: async (asked) => ({ body: (await outages.end(idOf(asked), asked.body, asked.actor)).answer }),
    }),
  ]
}
