import {
  CaseList,
  CaseQuery,
  PlaceHistory,
  PlaceQuery,
  HotspotQuery,
  Hotspots,
  RecurrenceList,
  RecurrenceQuery,
  WallHotspots,
} from '#shared/history'
import { PreSeasonAnswer, PreSeasonCommand, PreSeasonList } from '#shared/pre-season'
import { z } from 'zod'
import { parse } from '#shared/problem'
import type { History } from '../history/history.ts'
import type { PreSeason } from '../history/pre-season.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

/** Looking back: what keeps happening, where, and the cases behind every number. */
export function historyRoutes(history: History, preSeason: PreSeason): Route[] {
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
      key: 'GET /api/hotspots/place',
      summary: 'One place before and after its cure and by season, with the rain beside every count; filter: place',
      query: PlaceQuery,
      answer: PlaceHistory,
      handle: async ({ query }) => ({ body: await history.place(query.place) }),
    }),
    route({
      key: 'GET /api/pre-season-tasks',
      summary: 'What is to be mended before a season begins: open first, by due date',
      answer: PreSeasonList,
      handle: async () => ({ body: await preSeason.list() }),
    }),
    route({
      key: 'POST /api/pre-season-tasks/:id',
      summary: 'Done, declined with a reason, or open again',
      body: PreSeasonCommand,
      answer: PreSeasonAnswer,
      async handle({ params, body, actor }) {
        const { answer, seq } = await preSeason.decide(parse(z.uuid(), params['id'], 'id'), body, actor)
        return { body: { ...answer, seq } }
      },
    }),
    route({
      key: 'GET /api/hotspots/wall',
      summary: 'Recurring incidents as counts in cells, from three on and never of a single dwelling',
      answer: WallHotspots,
      handle: async () => ({ body: await history.wall() }),
    }),
  ]
}
