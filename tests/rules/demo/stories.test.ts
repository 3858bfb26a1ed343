import { describe, expect, it } from 'vitest'
import { MINUTE_MS, plus } from '#shared/time'
import { ReportRequest } from '#shared/report'
import { DEMO_CENTER, DEMO_SEED, drawStreet } from '../../../server/demo/street/draw-street.ts'
import { createRandom } from '../../../server/demo/street/random.ts'
import { garageFire } from '../../../server/demo/stories/garage-fire.ts'
import { readCase } from '../../../server/demo/stories/case.ts'
import { pipeBurstBlackout } from '../../../server/demo/stories/pipe-burst-blackout.ts'
import { storyCastOf } from '../../../server/demo/stories/story-cast.ts'
import { directed, stateOf } from '../../../server/demo/stories/story-play.ts'
import type { StoryPlay } from '../../../server/demo/stories/story-play.ts'
import { deedsOf } from '../../../server/demo/stories/story.ts'
import { threeMinutes } from '../../../server/demo/stories/three-minutes.ts'
import { trippingBreaker } from '../../../server/demo/stories/tripping-breaker.ts'
import { waterlogging } from '../../../server/demo/stories/waterlogging.ts'

const cast = storyCastOf(drawStreet({ seed: DEMO_SEED, center: DEMO_CENTER }), createRandom('test'))
const now = '2026-11-18T06:32:00.000Z'
const id = '2f1d1c5e-7b1c-4d59-9f0e-0a2a5a1f1c11'
const all = [threeMinutes, pipeBurstBlackout, garageFire, trippingBreaker, waterlogging]
const performance = { run: 'a', startedAt: now, anchorAt: now }
const begin = (mode: 'play' | 'step' | 'jump') => directed(pipeBurstBlackout, null, { id, mode }, now, cast)

describe.each(all.map((story) => [story.name, story] as const))('the story %s', (_name, story) => {
  const deeds = deedsOf(story, performance, cast).map(({ deed }) => deed)

  it('is the same each time it is asked for, and another in another performance', () => {
    const again = deedsOf(story, performance, cast)
    expect(again.map(({ deed }) => deed)).toEqual(deeds)
    const ids = (list: readonly object[]) => list.flatMap((deed) => ('id' in deed ? [deed.id] : []))
    const other = deedsOf(story, { ...performance, run: 'b' }, cast).map(({ deed }) => deed)
    expect(ids(other).filter((one) => ids(deeds).includes(one))).toEqual([])
  })

  it('is told in the order of time, with ids that are used once', () => {
    const times = deeds.map(({ at }) => at)
    expect(times).toEqual([...times].sort())
    const ids = deeds.flatMap((deed) => (deed.does === 'report' ? [deed.report.id] : 'id' in deed ? [deed.id] : []))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('makes calls that the front door takes, each before anything is said about it', () => {
    const heard = new Set<string>()
    for (const deed of deeds) {
      if (deed.does === 'report') {
        expect(ReportRequest.safeParse(deed.report).error).toBeUndefined()
        if (deed.sameAs) expect(heard).toContain(deed.sameAs)
        heard.add(deed.report.id)
      } else if ('reportId' in deed) expect(heard).toContain(deed.reportId)
    }
  })
})

describe('the pipe burst', () => {
  const deeds = deedsOf(pipeBurstBlackout, performance, cast)
  it('is nineteen callers of one event: as many as the case counts', () => {
    const counted = readCase('pipe-burst-blackout').steps.reduce(
      (sum, { count, channel }) => sum + (channel ? (count ?? 1) : 0),
      0,
    )
    expect(deeds.filter(({ deed }) => deed.does === 'report')).toHaveLength(counted)
    expect(deeds.filter(({ deed }) => deed.does === 'merge')).toHaveLength(counted - 1)
    const texts = new Set(deeds.flatMap(({ deed }) => (deed.does === 'report' ? [deed.report.text] : [])))
    expect(texts.size).toBeGreaterThan(6)
  })

  it('restores after more than eight hours', () => {
    const restored = deeds.find(({ deed }) => deed.does === 'fact' && deed.kind === 'restored')
    expect(Date.parse(restored?.deed.at ?? '') - Date.parse(now)).toBeGreaterThan(8 * 60 * MINUTE_MS)
  })
})

describe('the whistles of the stories', () => {
  it.each([pipeBurstBlackout, threeMinutes])(
    'of $name are answered before they are followed, each at its own time',
    (story) => {
      const deeds = deedsOf(story, performance, cast).map(({ deed }) => deed)
      const blown = deeds.flatMap((deed) => (deed.does === 'whistle' ? [deed] : []))
      expect(blown.length).toBeGreaterThan(3)
      for (const whistle of blown) {
        const facts = deeds.flatMap((deed) =>
          deed.does === 'whistle-fact' && deed.whistleId === whistle.id ? [deed.deed.does] : [],
        )
        expect(facts.length).toBeGreaterThan(0)
        if (facts.includes('arrived')) expect(facts[0]).toBe('answered')
        else expect(facts).toEqual(['reminded', 'reminded', 'no-show'])
      }
    },
  )
})

describe('the tripping breaker', () => {
  it('tells of the evenings before at their own times, and roots out within 24 hours', () => {
    const deeds = deedsOf(trippingBreaker, performance, cast).map(({ deed }) => deed)
    const days = deeds.flatMap((deed) => (deed.does === 'report' && deed.at < now ? [deed.at] : []))
    expect(days).toEqual([plus(now, -3 * 24 * 60 * MINUTE_MS), plus(now, -2 * 24 * 60 * MINUTE_MS)])
    const rooted = deeds.find((deed) => deed.does === 'fact' && deed.kind === 'rooted-out')
    expect(Date.parse(rooted?.at ?? '') - Date.parse(now)).toBeLessThan(24 * 60 * MINUTE_MS)
  })
})

describe('the waterlogging', () => {
  it('tells of the two rainy seasons before, in summer, whenever it is played', () => {
    const summers = (startedAt: string) =>
      deedsOf(waterlogging, { run: 'a', startedAt, anchorAt: startedAt }, cast).flatMap(({ deed }) =>
        deed.does === 'report' && deed.at < startedAt ? [deed.at.slice(0, 7)] : [],
      )
    expect(new Set(summers(now))).toEqual(new Set(['2025-07', '2026-07']))
    expect(new Set(summers('2026-03-02T00:00:00.000Z'))).toEqual(new Set(['2024-07', '2025-07']))
  })
})

describe('directing a story', () => {
  const deeds = deedsOf(pipeBurstBlackout, { ...performance, run: id }, cast)

  it('begins it now and lets all of it happen by the clock', () => {
    expect(begin('play')).toEqual({
      play: { run: id, startedAt: now, anchorAt: now, allowed: deeds.length, told: 0 },
      jumpTo: null,
    })
  })

  it('lets one step happen and then waits', () => {
    const { play, jumpTo } = begin('step')
    expect(deeds[play.allowed - 1]?.step).toBe(0)
    expect(deeds[play.allowed]?.step).toBe(1)
    expect(jumpTo).toBe(null)
  })

  it('jumps the clock to the next step', () => {
    const { play } = begin('step')
    const told = { ...play, told: play.allowed }
    const next = directed(pipeBurstBlackout, told, { id: 'other', mode: 'step' }, plus(now, 30_000), cast)
    expect(next.jumpTo).toBe(plus(now, 2 * MINUTE_MS))
    expect(next.play.run).toBe(id)
  })

  it('moves the rest with it when it was held for long, so that nothing comes all at once', () => {
    const { play } = begin('step')
    const told: StoryPlay = { ...play, told: play.allowed }
    const late = plus(now, 10 * MINUTE_MS)
    const next = directed(pipeBurstBlackout, told, { id: 'other', mode: 'play' }, late, cast)
    expect(next.play.anchorAt).toBe(plus(now, 8 * MINUTE_MS))
    expect(deedsOf(pipeBurstBlackout, next.play, cast)[told.told]?.deed.at).toBe(late)
  })

  it('jumps to the last thing that happens', () => {
    expect(begin('jump').jumpTo).toBe(deeds.at(-1)?.deed.at)
  })

  it('begins anew when it is over', () => {
    const over = { ...begin('jump').play, told: deeds.length }
    const { play } = directed(pipeBurstBlackout, over, { id: 'other', mode: 'play' }, plus(now, 60_000), cast)
    expect(play).toMatchObject({ run: 'other', told: 0, startedAt: plus(now, 60_000) })
  })

  it('says which steps have happened, which is next, and what is not played yet', () => {
    const { play } = begin('step')
    const state = stateOf(pipeBurstBlackout, { ...play, told: play.allowed }, { now, cast, hasEmergency: false })
    expect(state).toMatchObject({ state: 'held', next: 1 })
    expect(state.steps.map(({ told }) => told).indexOf(false)).toBe(1)
    expect(state.steps.filter(({ missing }) => missing.includes('emergency')).length).toBeGreaterThan(3)
    const later = stateOf(pipeBurstBlackout, play, { now, cast, hasEmergency: true })
    expect(later.steps.filter(({ missing }) => missing.includes('emergency'))).toEqual([])
  })
})
