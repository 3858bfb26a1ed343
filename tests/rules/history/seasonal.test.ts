import { describe, expect, it } from 'vitest'
import { seasonSpan } from '#shared/season'
import { atStreetHour } from '#shared/time'
import { nextPreSeason } from '../../../server/history/pre-season-rules.ts'
import { seasonRunOf } from '../../../server/history/seasonal.ts'

const at = (...days: string[]) => days.map((day) => atStreetHour(day, 7))
const twoSummers = ['2025-06-27', '2025-07-14', '2026-06-27', '2026-08-08']
const now = atStreetHour('2026-11-18', 14.5)

describe('a trouble comes with a season', () => {
  it('that it was there twice in each of two rainy seasons running', () => {
    expect(seasonRunOf('waterlogging', at(...twoSummers), now)).toEqual({ season: 'rain', years: [2025, 2026] })
  })

  it('of heating, whose January belongs to the winter before', () => {
    const winters = at('2024-12-09', '2025-01-06', '2025-12-09', '2026-01-27')
    expect(seasonRunOf('heating-outage', winters, now)).toEqual({ season: 'heating', years: [2024, 2025] })
  })

  it.each([
    ['once in each season: that is weather', 'waterlogging', ['2025-07-14', '2026-07-14']],
    ['in one season only', 'waterlogging', ['2026-06-27', '2026-07-14', '2026-08-08']],
    ['with a season between that had none', 'waterlogging', ['2024-06-27', '2024-07-14', '2026-06-27', '2026-08-08']],
    ['as often outside the season as in it', 'waterlogging', [...twoSummers, '2026-10-02', '2026-10-20', '2026-11-02']],
    ['of a kind that no season brings', 'litter', twoSummers],
    ['that the last whole season passed without', 'waterlogging', ['2024-06-27', '2024-07-14', '2025-06-27', '2025-08-08']],
  ] as const)('not when it was there %s', (_, kind, days) => {
    expect(seasonRunOf(kind, at(...[...days].sort()), now)).toBeNull()
  }) // prettier-ignore

  it('also while the season runs that has not brought it yet', () => {
    const inJuly = atStreetHour('2027-07-01', 9)
    expect(seasonRunOf('waterlogging', at(...twoSummers), inJuly)?.years).toEqual([2025, 2026])
    expect(seasonRunOf('waterlogging', at(...twoSummers), atStreetHour('2027-09-16', 9))).toBeNull()
  })
})

describe('the task before a season', () => {
  it.each([
    ['rain', '2026-11-18', { year: 2027, beginsOn: '2027-06-01', dueOn: '2027-05-15' }],
    ['rain', '2027-04-02', { year: 2027, beginsOn: '2027-06-01', dueOn: '2027-05-15' }],
    ['rain', '2027-05-20', { year: 2027, beginsOn: '2027-06-01', dueOn: '2027-05-31' }],
    ['rain', '2027-05-31', { year: 2028, beginsOn: '2028-06-01', dueOn: '2028-05-15' }],
    ['rain', '2027-07-10', { year: 2028, beginsOn: '2028-06-01', dueOn: '2028-05-15' }],
    ['heating', '2026-11-18', { year: 2027, beginsOn: '2027-11-15', dueOn: '2027-10-29' }],
  ] as const)('of %s, seen on %s, is due before that season begins', (season, today, expected) => {
    const dates = nextPreSeason(season, atStreetHour(today, 12))
    expect(dates).toEqual({ season, ...expected })
    expect(dates.dueOn < dates.beginsOn).toBe(true)
  })

  it('is due before the first midnight of the season, by the street’s clock', () => {
    expect(seasonSpan('rain', 2027)).toEqual({
      from: atStreetHour('2027-06-01', 0),
      to: atStreetHour('2027-09-15', 24),
    })
    expect(seasonSpan('heating', 2026).to).toBe(atStreetHour('2027-03-15', 24))
  })
})
