import { describe, expect, it } from 'vitest'
import { kindOf, type KindGroup } from '#shared/kind'
import { seasonOf } from '#shared/season'
import { atStreetHour, streetDay } from '#shared/time'
import { pastOf } from '../../../server/demo/past.ts'
import { DEMO_CENTER, DEMO_SEED, drawStreet } from '../../../server/demo/street/draw-street.ts'
import { troubledPlaces } from '../../../server/demo/troubled-places.ts'
import { createCalendar } from '../../../server/promises/calendar.ts'
import { dueAt } from '../../../server/promises/promise.ts'

const street = drawStreet({ seed: DEMO_SEED, center: DEMO_CENTER })
const until = '2026-11-18'
const end = atStreetHour(until, 0)
const order = { street, seed: DEMO_SEED, until, calendar: createCalendar() }
const { incidents, planted } = pastOf(order)
const share = (is: (incident: (typeof incidents)[number]) => boolean) => incidents.filter(is).length / incidents.length

describe('the two years before a made-up street is first seen', () => {
  it('hold 25,100 incidents, 5,100 of them tickets of 12345', () => {
    expect(incidents).toHaveLength(25_100)
    expect(incidents.filter(({ channel }) => channel === '12345')).toHaveLength(5_100)
  })

  it('tell them in 1.3 reports each', () => {
    const reports = incidents.reduce((sum, { echoes }) => sum + 1 + echoes.length, 0)
    expect(Math.abs(reports / incidents.length - 1.3)).toBeLessThan(0.05)
  })

  it.each<[KindGroup, number]>([
    ['utility', 0.15],
    ['property', 0.3],
    ['question', 0.2],
    ['road', 0.12],
    ['neighbour', 0.1],
    ['other', 0.13],
  ])('have, of the group %s, a share of about %f', (group, expected) => {
    expect(Math.abs(share(({ kind }) => kindOf(kind).group === group) - expected)).toBeLessThan(0.02)
  })

  it('bring about 34 a day, and about 120 on the day the heating starts', () => {
    const onHeatingStart = incidents.filter(({ receivedAt }) => streetDay(receivedAt) === '2025-11-15')
    expect(incidents.length / 730).toBeCloseTo(34.4, 1)
    expect(Math.abs(onHeatingStart.length - 120)).toBeLessThan(12)
  })

  it('bring water in the rains and cold rooms when it is cold', () => {
    const inSeason = (kind: string, season: string) => {
      const some = incidents.filter((incident) => incident.kind === kind)
      return some.filter(({ receivedAt }) => seasonOf(streetDay(receivedAt)) === season).length / some.length
    }
    expect(inSeason('waterlogging', 'rain')).toBeGreaterThan(0.7)
    expect(inSeason('heating-outage', 'heating')).toBe(1)
  })

  it('are over and filed before the first day begins, and nothing of them falls due on it', () => {
    const calendar = createCalendar()
    const promised = incidents.filter(({ kind }) => kind !== 'question' && kind !== 'suggestion')
    expect(incidents.filter(({ closedAt }) => closedAt >= end)).toEqual([])
    expect(promised.filter(({ kind, receivedAt }) => dueAt(kindOf(kind).tier, receivedAt, calendar) >= end)).toEqual([])
  })

  it('put each case into an order in which it can have happened', () => {
    const wrong = incidents.filter((one) => {
      const times = [
        one.receivedAt,
        one.respondedAt,
        one.arrivedAt,
        one.restoredAt,
        one.doneAt,
        one.revisitedAt,
        one.closedAt,
      ]
      const there = times.filter((at) => at !== null)
      return there.join() !== [...there].sort().join()
    })
    expect(wrong).toEqual([])
  })

  it('are the same again for the same seed and day', () => {
    expect(pastOf(order).incidents.slice(0, 500)).toEqual(incidents.slice(0, 500))
  })

  it('hold the planted troubles, each three times within 90 days or more', () => {
    expect(planted).toHaveLength(troubledPlaces.length)
    const spans = planted.map(({ at }) =>
      Math.min(...at.slice(2).map((time, index) => Date.parse(time) - Date.parse(at[index] ?? ''))),
    )
    expect(Math.max(...spans) / 86_400_000).toBeLessThanOrEqual(90)
  })
})
