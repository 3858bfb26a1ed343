import type { MissingPart, StoryCommand, StoryState } from '#shared/demo'
import { between, plus } from '#shared/time'
import type { Instant } from '#shared/time'
import type { StoryCast } from './story-cast.ts'
import { deedsOf, minutesOf, timeOf } from './story.ts'
import type { Performance, PlannedDeed, Story } from './story.ts'

/** How far a performance is: of its deeds in the order of time, so many have happened and so many may. */
export interface StoryPlay extends Performance {
  allowed: number
  told: number
}

/**
 * What a command makes of a performance, and to when the clock has to jump for it. Without one, or after its end, a
 * new one begins at `now`. What was held does not come all at once: the rest of the story moves with it.
 */
export function directed(
  story: Story,
  before: StoryPlay | null,
  { id, mode }: StoryCommand,
  now: Instant,
  cast: StoryCast,
): { play: StoryPlay; jumpTo: Instant | null } {
  const isOver = before === null || before.told >= deedsOf(story, before, cast).length
  const fresh: StoryPlay = { run: id, startedAt: now, anchorAt: now, allowed: 0, told: 0 }
  const play = isOver ? fresh : caughtUp(story, before, now, cast)
  const deeds = deedsOf(story, play, cast)
  const allowed = mode === 'step' ? endOfNextStep(deeds, play) : deeds.length
  const due = mode === 'step' ? deeds[Math.max(play.told, play.allowed)] : deeds.at(-1)
  const jumpTo = mode !== 'play' && due && due.deed.at > now ? due.deed.at : null
  return { play: { ...play, allowed }, jumpTo }
}

/** A story that was held goes on from now. */
function caughtUp(story: Story, play: StoryPlay, now: Instant, cast: StoryCast): StoryPlay {
  const next = deedsOf(story, play, cast)[play.told]
  const isHeld = play.allowed <= play.told
  if (!next || !isHeld || next.deed.at < play.startedAt || next.deed.at >= now) return play
  return { ...play, anchorAt: plus(play.anchorAt, between(next.deed.at, now)) }
}

function endOfNextStep(deeds: readonly PlannedDeed[], { told, allowed }: StoryPlay): number {
  const from = Math.max(told, allowed)
  const step = deeds[from]?.step
  if (step === undefined) return deeds.length
  // Deeds of two steps may overlap in time; the step that follows must not hold back the rest of this one.
  return deeds.findLastIndex((deed) => deed.step === step) + 1
}

/** What a screen shows of a story. `hasEmergency`: somebody can declare one. */
export function stateOf(
  story: Story,
  play: StoryPlay | null,
  { now, cast, hasEmergency }: { now: Instant; cast: StoryCast; hasEmergency: boolean },
): StoryState {
  const shown = play ?? { run: 'rehearsal', startedAt: now, anchorAt: now, allowed: 0, told: 0 }
  const deeds = deedsOf(story, shown, cast)
  const left = new Set(deeds.slice(shown.told).map(({ step }) => step))
  const isOver = play !== null && shown.told >= deeds.length
  const next = deeds[shown.told]?.step ?? null
  return {
    name: story.name,
    title: story.title,
    hour: story.hour,
    state: play === null ? 'idle' : isOver ? 'over' : shown.allowed > shown.told ? 'playing' : 'held',
    next: isOver ? null : next,
    steps: story.steps.map((step, index) => ({
      title: step.title,
      minutes: minutesOf(step, shown.startedAt),
      at: play ? timeOf(step, shown) : null,
      told: play !== null && !left.has(index),
      missing: missingIn(
        step.missing ?? [],
        deeds.filter((deed) => deed.step === index),
        hasEmergency,
      ),
    })),
  }
}

function missingIn(named: readonly MissingPart[], deeds: readonly PlannedDeed[], hasEmergency: boolean): MissingPart[] {
  const wanted = new Set(named)
  if (deeds.some(({ deed }) => deed.does === 'emergency')) wanted.add('emergency')
  if (hasEmergency) wanted.delete('emergency')
  return [...wanted]
}
