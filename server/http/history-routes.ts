import {
  CaseList,
  CaseQuery,
  HotspotQuery,
  Hotspots,
  RecurrenceList,
  RecurrenceQuery,
  WallHotspots,
} from '#shared/history'
import type { History } from '../history/history.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

/** Looking back: what keeps happening, where, and the cases behind every number. */
export function historyRoutes(history: History): Route[] {
  return [
    route({
      key: 'GET /api/recurrences',
      summary: 'The same kind at the same place again and again; filters: from to group kind window (days) times',
      query: RecurrenceQuery,
      answer: RecurrenceList,
      handle: async ({ query }) => ({ body: await history.recurrences(query) }),
    }),
    route({
      key: 'GET /api/hotspots',
      summary: 'Counts of a period by cell, month and community, each with what was left out; filters: from to group',
      query: HotspotQuery,
      answer: Hotspots,
      handle: async ({ query }) => ({ body: await history.hotspots(query) }),
    }),
    route({
      key: 'GET /api/hotspots/cases',
      summary: 'The cases behind one number of the history; filters: those of the number, limit cursor',
      query: CaseQuery,
      answer: CaseList,
      handle: async ({ query }) => ({ body: await history.cases(query) }),
    }),
    route({
      key: 'GET /api/hotspots/wall',
      summary: 'Recurring incidents as counts in cells, from three on and never of a single dwelling',
      answer: WallHotspots,
      handle: async () => ({ body: await history.wall() }),
    }),
  ]
}
