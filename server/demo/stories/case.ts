import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Channel } from '#shared/channel'
import { KindId } from '#shared/kind'
import type { StoryStep } from './story.ts'
import type { StoryStage } from './story-stage.ts'
import type { Bilingual, MissingPart } from '#shared/demo'

/** One step of a real emergency as it was reported. What the sources do not say is listed in `assumed`. */
const CaseStep = z.object({
  /** Minutes after the first call. */
  at: z.number().optional(),
  /** Days before it, negative. */
  day: z.int().optional(),
  /** Rainy seasons before it, negative. */
  season: z.int().optional(),
  channel: Channel.optional(),
  count: z.int().positive().optional(),
  text: z.string().optional(),
  kind: KindId.optional(),
  changesKind: KindId.optional(),
  does: z.string().optional(),
  assumed: z.array(z.string()).optional(),
})
type CaseStep = z.infer<typeof CaseStep>

const Case = z.object({ name: z.string(), title: z.string(), steps: z.array(CaseStep), must: z.array(z.string()) })
export type Case = z.infer<typeof Case>

export function readCase(name: string): Case {
  const text = readFileSync(new URL(`../cases/${name}.json`, import.meta.url), 'utf8')
  return Case.parse(JSON.parse(text))
}

/** How one step of a case is told and played. */
export interface Part {
  title: Bilingual
  missing?: readonly MissingPart[]
  /** Where the case does not say it. */
  minutes?: StoryStep['minutes']
  plays(stage: StoryStage, step: CaseStep): void
}

/** One part a step, in their order; a case that got longer than its parts stops the start. */
export function stepsOfCase({ name, steps }: Case, parts: readonly Part[]): StoryStep[] {
  if (steps.length !== parts.length) {
    throw new Error(`expected ${steps.length} parts for ${name}, got ${parts.length}`)
  }
  return steps.flatMap((step, index) => {
    const part = parts[index]
    if (!part) return []
    const { title, missing, minutes = minutesIn(step) } = part
    return [{ title, minutes, ...(missing ? { missing } : {}), plays: (stage) => part.plays(stage, step) }]
  })
}

/** `at` counts from the first call of the day it belongs to; the day of a later step only says on which it falls. */
function minutesIn({ at = 0, day = 0 }: CaseStep): number {
  return at + Math.min(0, day) * 24 * 60
}
