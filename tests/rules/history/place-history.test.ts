import { describe, expect, it } from 'vitest'
import type { RainOver } from '#shared/reading'
import type { Season } from '#shared/season'
import { atStreetHour } from '#shared/time'
import { comparedAt, spansOf } from '../../../server/history/place-history.ts'
import { makePast } from './make-past.ts'

const knownSince = atStreetHour('2024-11-18', 0)
const at = (day: string) => atStreetHour(day, 8)
const rainOf = (rainDays: number): RainOver => ({ millimetres: rainDays * 20, rainDays, days: 90, station: '望河桥' })

/** Floods on these days; the last one was rooted out on `curedOn`. */
function compare(
  days: readonly string[],
  {
    curedOn,
    rain = null,
    season = 'rain',
    today,
  }: { curedOn?: string; rain?: RainOver | null; season?: Season | null; today: string },
) {
  const all = days.map((day, index) =>
    makePast({
      name: `flood ${index}`,
      kind: 'waterlogging',
      receivedAt: at(day),
      rootedOutAt: curedOn !== undefined && index === days.length - 1 ? at(curedOn) : null,
    }),
  )
  const now = at(today)
  const spans = spansOf(all, { season, knownSince, now })
  const asked = [...spans.seasons, spans.before, spans.after]
  return comparedAt({ all, spans, rain: asked.map((span) => span && rain), season, now })
}

describe('before and after a cure', () => {
  const floods = ['2025-06-27', '2025-07-14', '2026-06-27', '2026-08-08']

  it('lie side by side with their counts: the season up to the cure, and all since', () => {
    const { before, after, seasons } = compare(floods, { curedOn: '2026-08-12', rain: rainOf(4), today: '2026-11-18' })
    expect(before).toMatchObject({ from: atStreetHour('2026-06-01', 0), to: at('2026-08-12'), count: 2 })
    expect(after).toMatchObject({ from: at('2026-08-12'), to: at('2026-11-18'), count: 0, rain: { rainDays: 4 } })
    expect(seasons.map(({ year, count }) => [year, count])).toEqual([[2025, 2], [2026, 2]])
  }) // prettier-ignore

  it('without a season cover as many days on either side, ninety at most', () => {
    const { before, after } = compare(['2026-08-08'], { curedOn: '2026-10-19', season: null, today: '2026-11-18' })
    expect([before?.from, before?.to, after?.to]).toEqual([at('2026-09-19'), at('2026-10-19'), at('2026-11-18')])
    const longAgo = compare(['2026-02-08'], { curedOn: '2026-03-01', season: null, today: '2026-11-18' })
    expect([longAgo.before?.from, longAgo.after?.to]).toEqual([at('2025-12-01'), at('2026-05-30')])
  })

  it('leave out what began before anything was known', () => {
    const { before, seasons } = compare(['2024-12-01'], { curedOn: '2024-12-05', today: '2025-02-01' })
    expect([before, seasons]).toEqual([null, []])
  })

  it.each([
    ['no-cure', {}],
    ['no-rain', { curedOn: '2026-08-12', rain: rainOf(0) }],
    ['no-rain', { curedOn: '2026-08-12', rain: null }],
    ['held', { curedOn: '2026-08-12', rain: rainOf(3) }],
    ['too-early', { curedOn: '2026-11-10', rain: rainOf(3) }],
    ['came-back', { curedOn: '2026-08-01', rain: rainOf(3) }],
  ] as const)('come to %s with %o: without rain nothing is proved', (proof, about) => {
    expect(compare(floods, { ...about, today: '2026-11-18' }).proof).toBe(proof)
  })
})
