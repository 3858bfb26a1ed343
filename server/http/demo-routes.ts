import { ClockAnswer, ClockCommand, DemoClock, StoryAnswer, StoryCommand, StoryList, StoryName } from '#shared/demo'
import { parse, Problem } from '#shared/problem'
import type { Actor } from '../db/command.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

/** What an administrator may do with the made-up street's time and its stories. */
export interface DemoControls {
  clock(): Promise<DemoClock>
  changeClock(command: ClockCommand, actor: Actor): Promise<ClockAnswer>
  stories(): Promise<StoryList>
  direct(name: StoryName, command: StoryCommand, actor: Actor): Promise<StoryAnswer>
}

/** The made-up street's time and stories. In real use these answer that there is no such thing. `demo` is null there. */
export function demoRoutes(demo: DemoControls | null): Route[] {
  const controls = (): DemoControls => {
    if (!demo) throw new Problem('not-found', 'This is no demo: the street lives in real time')
    return demo
  }
  return [
    route({
      key: 'GET /api/demo/clock',
      summary: 'The made-up street’s time, its rate, and how far its story has been told',
      answer: DemoClock,
      handle: async () => ({ body: await controls().clock() }),
    }),
    route({
      key: 'POST /api/demo/clock',
      summary: 'Another rate (1 to 60) or a jump forward; what is due on the way happens in order. Never backwards',
      body: ClockCommand,
      answer: ClockAnswer,
      handle: async ({ body, actor }) => ({ body: await controls().changeClock(body, actor) }),
    }),
    route({
      key: 'GET /api/demo/stories',
      summary: 'The stories that can be played: their steps, what has happened, what is next, what is not played yet',
      answer: StoryList,
      handle: async () => ({ body: await controls().stories() }),
    }),
    route({
      key: 'POST /api/demo/stories/:name',
      summary: 'Plays a story by the clock, its next step, or all of it at once; the clock jumps with it',
      body: StoryCommand,
      answer: StoryAnswer,
      handle: async ({ body, actor, params }) => ({
        body: await controls().direct(parse(StoryName, params['name'], 'name of a story'), body, actor),
      }),
    }),
  ]
}
