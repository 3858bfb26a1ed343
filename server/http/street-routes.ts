import type { Pool } from 'pg'
import { z } from 'zod'
import { Figures } from '#shared/api'
import { audienceOf } from '#shared/account'
import { CatchUp, Snapshot } from '#shared/feed'
import { Crs } from '#shared/geo'
import { Duty, Line, Roster, Worker } from '#shared/people'
import { TrackStats } from '#shared/phone'
import { parse, Problem } from '#shared/problem'
import { project } from '#shared/privacy'
import { TileName } from '#shared/ground-tiles'
import { SentBuildings, SentDrawing } from '#shared/sent-drawing'
import { FoundPlace, PeopleCard } from '#shared/street'
import type { Clock } from '#shared/time'
import type { RunCommand } from '../db/command.ts'
import type { Feed } from '../feed/feed.ts'
import { figuresOfToday } from '../figures/today.ts'
import type { Principal } from '../identity/accounts.ts'
import type { Devices } from '../identity/devices.ts'
import type { Places } from '../places/places.ts'
import type { RosterStore } from '../roster/roster.ts'
import type { Tracks } from '../tracks/tracks.ts'
import { route } from './route.ts'
import type { Asked, Route } from './route.ts'
import { sendFile } from './send-file.ts'
import { viewerOf } from './viewer-of.ts'

export interface StreetRouteParts {
  pool: Pool
  clock: Clock
  run: RunCommand
  feed: Feed
  places: Places
  roster: RosterStore
  tracks: Pick<Tracks, 'stats'>
  devices: Devices
}

const NewDevice = z.object({ id: z.uuid(), workerId: z.uuid(), label: z.string().trim().min(1).max(100), crs: Crs })
const SetDuty = z.object({ id: z.uuid(), duty: Duty })
const SetLine = z.object({
  id: z.uuid(),
  revision: z.int().positive(),
  state: Line.shape.state,
  missed: Line.shape.missed,
  callbacks: Line.shape.callbacks,
})
const ChangesQuery = z.object({
  epoch: z.uuid().optional(),
  since: z.coerce.number().int().nonnegative().optional(),
})
const SearchQuery = z.object({
  q: z.string().trim().min(1).max(60),
  limit: z.coerce.number().int().min(1).max(50).default(10),
})

const idOf = (asked: Pick<Asked<unknown, unknown>, 'params'>) => parse(z.uuid(), asked.params['id'], 'id')

/** The street and its people: places, roster, lines, phones, figures, and the feed for those who ask over HTTP. */
export function streetRoutes({ pool, clock, run, feed, places, roster, tracks, devices }: StreetRouteParts): Route[] {
  return [
    route({
      key: 'GET /api/changes',
      summary: 'What a cursor (epoch, since) lacks: changes, or a snapshot',
      query: ChangesQuery,
      answer: z.union([CatchUp, z.object({ epoch: z.uuid(), seq: z.int(), snapshot: Snapshot })]),
      async handle({ me, query: { epoch, since } }) {
        const viewer = await viewerOf(me, roster)
        if (!viewer) throw new Problem('forbidden', `Your role (${me.role}) has no feed`)
        const missing = await feed.missing(viewer, epoch ?? null, since ?? null)
        if (!('snapshot' in missing)) return { body: missing }
        const { snapshot } = missing
        return { body: { epoch: snapshot.epoch, seq: snapshot.seq, snapshot } }
      },
    }),
    route({
      key: 'GET /api/places/drawing',
      summary: 'The street, its communities and grids with their areas',
      answer: SentDrawing,
      handle: async ({ request, response }) =>
        sendFile(await places.files().drawing(), { type: 'json', isFinal: false }, request, response),
    }),
    route({
      key: 'GET /api/places/buildings',
      summary: 'Every building with its outline, its place and how many live there',
      answer: SentBuildings,
      handle: async ({ request, response }) =>
        sendFile(await places.files().buildings(), { type: 'json', isFinal: false }, request, response),
    }),
    route({
      key: 'GET /api/places/ground/:version/:z/:x/:y',
      summary: 'The ground as a vector tile (MVT); `version` is that of the drawing, 204 where nothing is drawn',
      async handle({ params, request, response }) {
        const { version, ...name } = params
        const file = await places.files().groundTile(parse(TileName, name, 'tile'))
        if (!file) return { status: 204, body: null }
        // Who still has an older drawing gets the ground of today, and does not keep it under the older name.
        const isFinal = version === places.shapes().drawing.version
        return sendFile(file, { type: 'application/vnd.mapbox-vector-tile', isFinal }, request, response)
      },
    }),
    route({
      key: 'GET /api/places/search',
      summary: 'Buildings, compounds, communities and grids by name or code',
      query: SearchQuery,
      answer: z.object({ items: z.array(FoundPlace) }),
      handle: ({ query: { q, limit } }) => ({ body: { items: places.search(q, limit) } }),
    }),
    route({
      key: 'GET /api/places/people/:id',
      summary: 'Who answers for a building; none is said as none',
      answer: PeopleCard,
      async handle(asked) {
        const card = await places.peopleCard(idOf(asked))
        if (!card) throw new Problem('not-found', 'There is no such building')
        return { body: card }
      },
    }),
    route({
      key: 'GET /api/roster',
      summary: 'Staff, teams and departments, and the shift that runs',
      answer: Roster.partial(),
      async handle({ me }) {
        return { body: rosterFor(me, await roster.roster(clock.now())) }
      },
    }),
    route({
      key: 'POST /api/roster/workers/:id/duty',
      summary: 'Puts a worker on or off duty',
      body: SetDuty,
      answer: z.object({ worker: Worker, seq: z.int() }),
      async handle(asked) {
        const { id, duty } = asked.body
        const workerId = idOf(asked)
        const { answer, seq } = await run(
          { id, kind: 'duty', actor: asked.actor, body: { duty, workerId } },
          async (work) => {
            return { worker: await roster.setDuty(work, workerId, duty) }
          },
        )
        return { body: { ...answer, seq } }
      },
    }),
    route({
      key: 'POST /api/lines/:id',
      summary: 'Tells the state of a duty line: idle, talking or cut, missed calls and call-backs',
      body: SetLine,
      answer: z.object({ line: Line, seq: z.int() }),
      async handle(asked) {
        const lineId = idOf(asked)
        const { answer, seq } = await run(
          { id: asked.body.id, kind: 'line', actor: asked.actor, body: { ...asked.body, lineId } },
          async (work) => {
            const line = await roster.line(lineId, work.db)
            if (!line) throw new Problem('not-found', 'There is no such line')
            if (line.revision !== asked.body.revision)
              throw new Problem('conflict', 'The line changed meanwhile', { current: line })
            const { state, missed, callbacks } = asked.body
            return { line: await roster.changeLine(work, lineId, { state, missed, callbacks }) }
          },
        )
        return { body: { ...answer, seq } }
      },
    }),
    route({
      key: 'GET /api/figures',
      summary: '今日自办: counts and rates of the street’s day, each with numerator and denominator',
      answer: Figures,
      handle: async () => ({ body: await figuresOfToday(pool, clock.now()) }),
    }),
    route({
      key: 'GET /api/tracks/stats',
      summary: 'Positions taken and refused, by reason',
      answer: TrackStats,
      handle: () => ({ body: tracks.stats() }),
    }),
    route({
      key: 'POST /api/devices',
      summary: 'Registers a phone for a worker; its token is shown this once',
      body: NewDevice,
      answer: z.object({ device: NewDevice, token: z.string().nullable() }),
      async handle({ body, actor }) {
        if (!(await roster.worker(body.workerId))) throw new Problem('not-found', 'There is no such worker')
        // The stored answer must not hold the token: sent again, the command answers without it.
        let token: string | null = null
        const { answer, first } = await run({ id: body.id, kind: 'device', actor, body }, async (work) => {
          const registered = await devices.add(work, body)
          token = registered.token
          return { device: registered.device }
        })
        return { status: first ? 201 : 200, body: { ...answer, token: first ? token : null } }
      },
    }),
    route({
      key: 'GET /api/devices',
      summary: 'Registered phones, without their tokens',
      answer: z.object({ items: z.array(NewDevice) }),
      handle: async () => ({ body: { items: await devices.list() } }),
    }),
    route({
      key: 'DELETE /api/devices/:id',
      summary: 'Revokes a phone; it is heard for half a minute at most',
      answer: z.object({ ok: z.boolean() }),
      async handle(asked) {
        const deviceId = idOf(asked)
        const { answer } = await run(
          { id: crypto.randomUUID(), kind: 'device-revoke', actor: asked.actor, body: { deviceId } },
          async (work) => ({ ok: await devices.revoke(work, deviceId) }),
        )
        if (!answer.ok) throw new Problem('not-found', 'There is no such phone')
        return { body: answer }
      },
    }),
    route({
      key: 'GET /api/audit',
      summary: 'Who did what, newest first; ids and names of fields, never values',
      query: z.object({
        limit: z.coerce.number().int().min(1).max(500).default(100),
        before: z.coerce.number().int().optional(),
      }),
      async handle({ query: { limit, before } }) {
        const { rows } = await pool.query(
          `select row_id as "rowId", at, actor, action, entity, id, fields, reason from audit
           where row_id < $1 order by row_id desc limit $2`,
          [before ?? Number.MAX_SAFE_INTEGER, limit],
        )
        return { body: { items: rows } }
      },
    }),
  ]
}

/** The wall gets labels without names or codes; the leader no names either. */
function rosterFor(me: Principal, { workers, ...rest }: Roster) {
  const audience = me.role === 'admin' ? 'desk' : (audienceOf[me.role] ?? 'wall')
  return { ...rest, workers: workers.map((worker) => project('worker', worker, audience)) }
}
