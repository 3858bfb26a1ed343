import { describe, expect, it } from 'vitest'
import { casesPath } from '../../../client/src/panels/history/case-cut.ts'
import { binsOf, perThousand, toneOf } from '../../../client/src/panels/history/density-scale.ts'
import { lastMonths, monthsOfSeason, moveEnd } from '../../../client/src/panels/history/month-range.ts'
import { seasonBands } from '../../../client/src/panels/history/season-bands.ts'

describe('the tones of a cell', () => {
  it.each([
    [2, 0], [3, 1], [5, 1], [6, 2], [9, 2], [10, 3], [14, 3], [15, 4], [21, 4], [22, 5], [400, 5],
  ])('are locked: %i cases have tone %i', (count, tone) => expect(toneOf('count', count)).toBe(tone)) // prettier-ignore

  it('are five, without a gap between them', () => {
    for (const measure of ['count', 'rate'] as const) {
      const bins = binsOf(measure)
      expect(bins).toHaveLength(5)
      expect(bins.slice(1).map(({ from }) => from - 1)).toEqual(bins.slice(0, -1).map(({ to }) => to))
    }
  })

  it('tell no rate of a handful of homes', () => {
    expect(perThousand(3, 12)).toBeNull()
    expect(perThousand(10, 200)).toBe(50)
    expect(toneOf('rate', null)).toBe(0)
  })
})

describe('the scrubber of the months', () => {
  it('stops an end at the other one and at the edge', () => {
    expect(moveEnd({ first: 12, last: 23 }, 'first', 99, 24)).toEqual({ first: 23, last: 23 })
    expect(moveEnd({ first: 12, last: 23 }, 'first', -5, 24)).toEqual({ first: 0, last: 23 })
    expect(moveEnd({ first: 12, last: 20 }, 'last', 3, 24)).toEqual({ first: 12, last: 12 })
  })

  it('takes the last months, or those of the season', () => {
    expect(lastMonths(12, 24)).toEqual({ first: 12, last: 23 })
    const months = ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11']
    expect(monthsOfSeason(months)).toEqual({ first: 6, last: 6 })
    expect(monthsOfSeason(months.slice(0, 4))).toEqual({ first: 1, last: 3 })
    expect(monthsOfSeason(months.slice(0, 6))).toEqual({ first: 1, last: 5 })
  })

  it('lays the seasons behind, the winter over New Year in one piece', () => {
    const bands = seasonBands('2025-11-30T16:00:00.000Z', '2026-11-30T16:00:00.000Z')
    expect(bands.map(({ season }) => season)).toEqual(['heating', 'rain', 'heating'])
    expect(bands[0]?.from).toBe(0)
    expect(bands[0]?.to).toBeCloseTo(105 / 365, 3)
    expect(bands[2]?.to).toBe(1)
  })
})

describe('a number', () => {
  it('opens the cases of its own period, group and cut', () => {
    const base = { group: 'utility', from: 'a', to: 'b' }
    const path = casesPath(base, { title: '', filter: { community: 'none', origin: '12345' } }, 50)
    expect(path).toBe('/api/hotspots/cases?group=utility&from=a&to=b&limit=50&community=none&origin=12345')
    expect(casesPath(base, { title: '', filter: { place: 'x', group: 'all' } }, 50)).toContain('group=all')
  })
})
