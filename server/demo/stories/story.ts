import type { Bilingual, MissingPart, StoryName } from '#shared/demo'
import { MINUTE_MS, plus } from '#shared/time'
import type { Instant } from '#shared/time'
import type { StoryCast } from './story-cast.ts'
import type { StoryDeed } from './story-deed.ts'
import { createStoryStage } from './story-stage.ts'
import type { StoryStage } from './story-stage.ts'

/** A story as data: what happens, so many minutes after the first call, and who does it on the stage. */
export interface Story {
  name: StoryName
  title: Bilingual
  hour: number | null
  steps: readonly StoryStep[]
}

export interface StoryStep {
  title: Bilingual
  /** After the first call; negative for what happened before it, which may depend on the season. */
  minutes: number | ((startedAt: Instant) => number)
  /** What of it the story cannot do by itself, besides what the emergency room would do. */
  missing?: readonly MissingPart[]
  plays(stage: StoryStage): void
}

export interface PlannedDeed {
  /** Index of the step it belongs to. */
  step: number
  deed: StoryDeed
}

export interface Performance {
  /** Unique for ever; all ids of the performance follow from it. */
  run: string
  /** When the story was begun: the days before it are counted from here. */
  startedAt: Instant
  /** Minute 0. Moves when the story was held. */
  anchorAt: Instant
}

/** Everything that happens in one performance, in the order of time. The same performance, the same deeds. */
export function deedsOf(story: Story, { run, startedAt, anchorAt }: Performance, cast: StoryCast): PlannedDeed[] {
  const deeds = story.steps.flatMap((step, index) => {
    const at = timeOf(step, { startedAt, anchorAt })
    const stage = createStoryStage({ run, at, cast })
    step.plays(stage)
    const played = stage.deeds()
    return [{ at, does: 'nothing' } as const, ...played].map((deed) => ({ step: index, deed }))
  })
  return deeds.sort((one, other) =>
    one.deed.at < other.deed.at ? -1 : one.deed.at > other.deed.at ? 1 : one.step - other.step,
  )
}

/** When a step of a performance begins. */
export function timeOf(step: StoryStep, { startedAt, anchorAt }: Pick<Performance, 'startedAt' | 'anchorAt'>): Instant {
  const minutes = minutesOf(step, startedAt)
  return plus(minutes < 0 ? startedAt : anchorAt, Math.round(minutes * MINUTE_MS))
}

export function minutesOf({ minutes }: StoryStep, startedAt: Instant): number {
  return typeof minutes === 'number' ? minutes : minutes(startedAt)
}
