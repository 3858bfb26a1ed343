import { SoundTest, SoundTestAnswer } from '#shared/wall'
import type { RunCommand } from '../db/command.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

/** The one thing a wall may write: that its siren was tried. The audit keeps which wall, when, and what was heard. */
export function wallRoutes(run: RunCommand): Route[] {
  return [
    route({
      key: 'POST /api/wall/sound-tests',
      summary: 'Writes into the audit that the siren of this wall was tried, and whether it was heard',
      body: SoundTest,
      answer: SoundTestAnswer,
      async handle({ body, actor }) {
        const { answer, first } = await run(
          { id: body.id, kind: `sound-${body.result}`, actor, body },
          async ({ at }) => ({ at }),
        )
        return { status: first ? 201 : 200, body: answer }
      },
    }),
  ]
}
