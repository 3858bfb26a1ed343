import { describe, expect, it } from 'vitest'
import { KindGroup } from '#shared/kind'
import { atStreetHour } from '#shared/time'
import { pastOf } from '../../../server/demo/past.ts'
import { DEMO_CENTER, DEMO_SEED, drawStreet } from '../../../server/demo/street/draw-street.ts'
import { castOf } from '../../../server/demo/street-cast.ts'
import { againstChance } from '../../../server/history/against-chance.ts'
import { createCells } from '../../../server/history/cells.ts'
import { casesOf } from '../../../server/history/history.ts'
import { hotspotsOf, wallHotspotsOf } from '../../../server/history/hotspots.ts'
import { lookBack } from '../../../server/history/look-back.ts'
import { lastTwelveMonths } from '../../../server/history/months.ts'
import { natureOf } from '../../../server/intake/kind-from-text.ts'
import { createCalendar } from '../../../server/promises/calendar.ts'
import { makePast } from './make-past.ts'

const street = drawStreet({ seed: DEMO_SEED, center: DEMO_CENTER })
const until = '2026-11-18'
const now = atStreetHour(until, 0)
const told = pastOf({ street, seed: DEMO_SEED, until, calendar: createCalendar() })
const buildings = new Map(street.buildings.map((building) => [building.id, building]))
const past = told.incidents.map((incident, index) => {
  const building = 'buildingId' in incident.place ? buildings.get(incident.place.buildingId) : undefined
  return makePast({
    name: `past ${index}`,
    kind: incident.kind,
    nature: natureOf(incident.kind, incident.text),
    origin: incident.channel === '12345' ? '12345' : 'own',
    position: 'position' in incident.place ? incident.place.position : castOf(street).positionOf(building?.id),
    buildingId: building?.id ?? null,
    communityId: building?.communityId ?? null,
    receivedAt: incident.receivedAt,
    doneAt: incident.doneAt,
    reportCount: 1 + incident.echoes.length,
    drill: index % 1_000 === 0,
  })
})
const rule = { times: 3, windowDays: 90 }
const back = lookBack(past, rule)
const division = {
  cells: createCells(DEMO_CENTER),
  communities: street.communities,
  buildings: street.buildings,
  isVague: () => false,
}
const span = lastTwelveMonths(now)
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

describe('the recurrences of the made-up past', () => {
  it('are the planted ones, all of them and no other', () => {
    const planted = told.planted.map(({ kind, at }) => `${kind} ${at.join()}`).sort()
    const found = lookBack(
      past.map((one) => ({ ...one, drill: false })),
      rule,
    )
      .troubles.map(({ all }) => `${all[0]?.kind} ${all.map(({ receivedAt }) => receivedAt).join()}`)
      .sort()
    expect(found).toEqual(planted)
  })
})

describe.each([...KindGroup.options, 'all'] as const)('the hotspots of %s', (group) => {
  const hotspots = hotspotsOf({ back, division, group, rule, now, ...span })

  it('add up, by cell, by community and by origin', () => {
    const { cells, remainder, unplaced, communities, total } = hotspots
    expect(sum(cells.map(({ count }) => count)) + remainder.incidents + unplaced).toBe(total)
    expect(sum(communities.map(({ count }) => count))).toBe(total)
    for (const { byOrigin, count } of communities) expect(sum(Object.values(byOrigin))).toBe(count)
    expect(sum(communities.map(({ recurring }) => recurring))).toBe(hotspots.recurring)
  })

  it('are what the months of the period hold', () => {
    const inPeriod = hotspots.months.filter(({ from }) => from >= span.from)
    expect(sum(inPeriod.map(({ count }) => count))).toBe(hotspots.total)
  })

  it('draw no cell under three', () => {
    expect(hotspots.cells.filter(({ count }) => count < 3)).toEqual([])
  })

  it('open each of their numbers down to so many cases', () => {
    const open = (cut: object) => casesOf(back, division, { group, ...cut }, span).length
    expect(open({})).toBe(hotspots.total)
    expect(open({ only: 'recurring' })).toBe(hotspots.recurring)
    expect(open({ only: 'remainder' })).toBe(hotspots.remainder.incidents)
    expect(open({ leftOut: 'drill' })).toBe(hotspots.leftOut.drill)
    for (const { id, count } of hotspots.cells.slice(0, 10)) expect(open({ cell: id })).toBe(count)
    for (const { id, count, byOrigin } of hotspots.communities.slice(0, 5)) {
      expect(open({ community: id ?? 'none' })).toBe(count)
      expect(open({ community: id ?? 'none', origin: '12345' })).toBe(byOrigin['12345'])
    }
  })
})

describe('the communities', () => {
  it('stand in their fixed order, never worst first', () => {
    const { communities } = hotspotsOf({ back, division, group: 'all', rule, now, ...span })
    const named = communities.filter(({ id }) => id !== null).map(({ id }) => id)
    expect(named).toEqual(street.communities.map(({ id }) => id))
  })

  it.each([
    [100, 60, 'many-more'],
    [66, 60, 'as-chance'],
    [30, 60, 'many-fewer'],
    [9, 3, 'too-few'],
  ])('with %i where %i were to be expected are %s', (count, expected, word) => {
    expect(againstChance(count, expected)).toBe(word)
  })
})

describe('what the wall gets', () => {
  const wall = wallHotspotsOf({ back, division, now, ...span })

  it('is recurring incidents only, from three in a cell, with the rest as a number', () => {
    expect(wall.cells.every(({ count }) => count >= 3)).toBe(true)
    const recurring = back.counted.filter(
      ({ id, receivedAt }) => back.recurring.has(id) && receivedAt >= span.from && receivedAt < span.to,
    )
    expect(sum(wall.cells.map(({ count }) => count)) + wall.remainder).toBe(recurring.length)
  })

  it('is never about a single dwelling', () => {
    const [house] = street.buildings
    if (!house) throw new Error('a street has houses')
    const there = [1, 2, 3, 4].map((day) =>
      makePast({ name: `alone ${day}`, buildingId: house.id, receivedAt: `2026-11-0${day}T00:00:00.000Z` }),
    )
    const seen = (households: number) =>
      wallHotspotsOf({
        back: lookBack(there, rule),
        division: { ...division, buildings: [{ ...house, households }] },
        now,
        ...span,
      })
    expect(seen(1)).toMatchObject({ cells: [], remainder: 4 })
    expect(seen(40).cells).toHaveLength(1)
  })
})
