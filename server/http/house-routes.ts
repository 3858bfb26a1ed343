import type { Pool } from 'pg'
import { Gauge, Registry, collectDefaultMetrics } from 'prom-client'
import { z } from 'zod'
import type { Feed, FeedServer } from '../feed/feed.ts'
import type { Tracks } from '../tracks/tracks.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

export interface HouseRouteParts {
  pool: Pool
  epoch: string
  version: string
  feed: Feed
  tracks: Pick<Tracks, 'stats'>
  io: FeedServer
  hasRedis: boolean
  openapi: () => Promise<object>
}

const Ready = z.object({
  seq: z.int(),
  epoch: z.uuid(),
  version: z.string(),
  /** What this process cannot do, in words. */
  notes: z.array(z.string()),
})

/** Is the house alive, ready and well: for whoever runs it. */
export function houseRoutes(parts: HouseRouteParts): Route[] {
  const registry = createRegistry(parts)
  return [
    route({
      key: 'GET /healthz',
      summary: 'The process is alive',
      answer: z.object({ ok: z.literal(true) }),
      handle: () => ({ body: { ok: true } }),
    }),
    route({
      key: 'GET /readyz',
      summary: 'The database answers and the feed follows it; otherwise 503',
      answer: Ready,
      async handle() {
        const { rows } = await parts.pool.query<{ seq: number }>(`select seq from change_head`)
        const notes = parts.hasRedis ? [] : ['without REDIS_URL a second process serves changes, not positions']
        return { body: { seq: rows[0]?.seq ?? 0, epoch: parts.epoch, version: parts.version, notes } }
      },
    }),
    route({
      key: 'GET /metrics',
      summary: 'Prometheus',
      async handle({ response }) {
        response.type(registry.contentType).send(await registry.metrics())
        return null
      },
    }),
    route({
      key: 'GET /api/openapi.json',
      summary: 'This list, for machines',
      handle: async () => ({ body: await parts.openapi() }),
    }),
  ]
}

function createRegistry({ feed, io, tracks }: HouseRouteParts): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'shaotu_' })
  gauge(registry, 'shaotu_sockets', 'Open sockets', () => io.sockets.sockets.size)
  gauge(registry, 'shaotu_feed_sent_seq', 'The newest change that was told', () => feed.sentThrough())
  gauge(registry, 'shaotu_feed_poll_errors_total', 'Failed looks into the database', () => feed.counters.pollErrors)
  gauge(registry, 'shaotu_feed_resyncs_total', 'Slow clients asked to join again', () => feed.counters.resyncs)
  gauge(registry, 'shaotu_feed_cut_total', 'Slow clients cut off', () => feed.counters.cut)
  gauge(registry, 'shaotu_tracks_accepted_total', 'Positions taken', () => tracks.stats().phones.accepted)
  return registry
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  registry.registerMetric(new Gauge({ name, help, registers: [], collect() { this.set(read()) } })) // prettier-ignore
}
