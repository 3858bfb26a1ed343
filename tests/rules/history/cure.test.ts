import { describe, expect, it } from 'vitest'
import { seasonOf, seasonYear } from '#shared/season'
import { DAY_MS, plus } from '#shared/time'
import { cureOf, seasonOfTrouble } from '../../../server/history/cure.ts'
import { monthsBefore } from '../../../server/history/months.ts'

const now = '2026-11-18T06:32:00.000Z'
const ago = (days: number) => plus(now, -days * DAY_MS)
const one = (days: number, rootedOutDays: number | null = null) => ({
  receivedAt: ago(days),
  rootedOutAt: rootedOutDays === null ? null : ago(rootedOutDays),
})

describe('a cure', () => {
  it.each([
    ['is none while nobody says so', [one(20), one(5)], 'not-cured', null],
    ['is watched for 14 days after it is said', [one(20), one(5, 2)], 'watched', 2],
    ['is believed from the 14th day on', [one(60), one(30, 27)], 'rooted-out', 27],
    ['is taken back by what comes after', [one(60), one(30, 27), one(3)], 'not-cured', null],
  ] as const)('%s', (_what, incidents, state, curedDays) => {
    expect(cureOf(incidents, null, now)).toMatchObject({ state, curedDays, awaitsSeason: false })
  })

  it('of a trouble of the rains is watched until the next rains are over', () => {
    const flooded = [one(140), one(110, 100)]
    expect(cureOf(flooded, 'rain', now)).toMatchObject({ state: 'watched', awaitsSeason: true })
    expect(cureOf(flooded, 'rain', '2027-09-15T15:59:00.000Z').state).toBe('watched')
    expect(cureOf(flooded, 'rain', '2027-09-16T00:00:00.000Z').state).toBe('rooted-out')
  })
})

describe('a trouble', () => {
  const at = (days: readonly string[]) => days.map((day) => `${day}T04:00:00.000Z`)
  it.each([
    ['of the rains, in two years', ['2025-07-03', '2025-08-04', '2026-06-24', '2026-07-20'], 'rain', 2],
    ['of one summer only', ['2026-06-24', '2026-07-03', '2026-07-20'], null, 0],
    ['of all the year', ['2025-03-20', '2025-07-03', '2026-05-01', '2026-07-20'], null, 0],
    ['of two winters, each over New Year', ['2024-12-09', '2025-01-06', '2025-12-09', '2026-01-06'], 'heating', 2],
    ['of one winter over New Year', ['2025-12-09', '2026-01-06', '2026-02-06'], null, 0],
  ])('%s is told with its season, or without', (_what, days, season, years) => {
    expect(seasonOfTrouble(at(days))).toEqual({ season, years })
  })
})

describe('the seasons', () => {
  it.each([
    ['2026-11-14', null], ['2026-11-15', 'heating'], ['2026-03-15', 'heating'], ['2026-03-16', null],
    ['2026-05-31', null], ['2026-06-01', 'rain'], ['2026-09-15', 'rain'], ['2026-09-16', null],
  ])('make %s a day of %s', (day, season) => expect(seasonOf(day)).toBe(season)) // prettier-ignore

  it('count January to the winter that began the year before', () => {
    expect(seasonYear('2026-01-06')).toBe(seasonYear('2025-12-09'))
  })
})

describe('the months', () => {
  it('are 24, each beginning where the one before ends, up to the one of now', () => {
    const months = monthsBefore(now)
    expect(months).toHaveLength(24)
    expect([months[0]?.month, months.at(-1)?.month]).toEqual(['2024-12', '2026-11'])
    expect(months.slice(1).map(({ from }) => from)).toEqual(months.slice(0, -1).map(({ to }) => to))
    expect(months.at(-1)?.from).toBe('2026-10-31T16:00:00.000Z')
  })
})
