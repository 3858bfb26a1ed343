import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offsetMeters } from '#shared/geo'
import { DAY_MS, HOUR_MS, plus } from '#shared/time'
import { uuidFrom } from '../../../server/demo/street/random.ts'
import { lookBack } from '../../../server/history/look-back.ts'
import { placeKeys, underRule } from '../../../server/history/recurrence.ts'
import { makePast } from './make-past.ts'

const start = '2026-01-01T00:00:00.000Z'
const onDay = (day: number) => plus(start, day * DAY_MS)
const rule = { times: 3, windowDays: 90 }

describe('the recurrence rule', () => {
  it.each([
    ['three within 90 days', [0, 40, 90], 3],
    ['three within 91 days', [0, 40, 91], 0],
    ['two', [0, 1], 0],
    ['five of which the first two are long over', [0, 20, 300, 320, 340], 3],
    ['a chain in which each three fall together', [0, 45, 90, 135, 180], 5],
    ['three in one hour', [10, 10, 10], 3],
  ])('counts of %s the right ones', (_what, days, expected) => {
    expect(
      underRule(
        days.map((day) => ({ receivedAt: onDay(day) })),
        rule,
      ).incidents,
    ).toHaveLength(expected)
  })

  it('tells how many the fullest window holds', () => {
    const group = [0, 10, 20, 30, 200, 210, 220].map((day) => ({ receivedAt: onDay(day) }))
    expect(underRule(group, rule).most).toBe(4)
  })

  it('finds what trying every window finds', () => {
    const cases = fc.array(
      fc.record({ day: fc.integer({ min: 0, max: 400 }), house: fc.integer({ min: 0, max: 3 }) }),
      {
        maxLength: 60,
      },
    )
    fc.assert(
      fc.property(
        cases,
        fc.integer({ min: 2, max: 5 }),
        fc.integer({ min: 1, max: 120 }),
        (drawn, times, windowDays) => {
          const past = drawn
            .map(({ day, house }, index) =>
              makePast({ name: `${index}`, receivedAt: onDay(day), buildingId: uuidFrom(`house ${house}`) }),
            )
            .sort((one, other) => (one.receivedAt < other.receivedAt ? -1 : 1))
          const windowMs = windowDays * DAY_MS
          const isTogether = (from: string, at: string) =>
            Date.parse(at) >= Date.parse(from) && Date.parse(at) - Date.parse(from) <= windowMs
          const byHand = past.filter((incident) =>
            past.some((first) => {
              const same = past.filter(
                (other) => other.buildingId === first.buildingId && isTogether(first.receivedAt, other.receivedAt),
              )
              return same.includes(incident) && same.length >= times
            }),
          )
          const found = lookBack(past, { times, windowDays }).recurring
          expect([...found].sort()).toEqual(byHand.map(({ id }) => id).sort())
        },
      ),
    )
  })
})

describe('what heats the map', () => {
  const three = [0, 10, 20].map((day) => makePast({ name: `day ${day}`, receivedAt: onDay(day) }))
  const [first, second, third] = three

  it('is three real ones at one place', () => {
    expect(lookBack(three, rule).recurring.size).toBe(3)
  })

  it.each([
    ['a drill', { drill: true }, 'drill'],
    ['a false alarm', { falseAlarm: true }, 'false-alarm'],
    ['one that was merged into another', { status: 'merged' }, 'merged'],
    ['a care call', { careCall: true }, 'care-call'],
    ['a question', { nature: 'question' }, 'no-trouble'],
    ['praise', { nature: 'praise' }, 'no-trouble'],
  ] as const)('is not %s', (_what, about, why) => {
    const back = lookBack([...three.slice(0, 2), { ...makePast({ name: 'x', receivedAt: onDay(20) }), ...about }], rule)
    expect(back.recurring.size).toBe(0)
    expect(back.leftOut.get(why)).toHaveLength(1)
    expect(back.counted).toHaveLength(2)
  })

  it('is not somebody who calls again while the same thing is still being worked on', () => {
    const again = (at: number, doneAfterHours: number | null) =>
      makePast({
        name: `call ${at}`,
        receivedAt: onDay(at),
        caller: 'the same hash',
        doneAt: doneAfterHours === null ? null : plus(onDay(at), doneAfterHours * HOUR_MS),
      })
    const back = lookBack([again(0, 60), again(1, 30), again(2, 5)], rule)
    expect(back.counted).toHaveLength(1)
    expect(back.leftOut.get('repeat-caller')).toHaveLength(2)
    // Done in between, the same voice tells of a new trouble: a household head reports every time.
    expect(lookBack([again(0, 2), again(1, 2), again(2, 2)], rule).recurring.size).toBe(3)
  })

  it('is not another kind, nor another house', () => {
    if (!first || !second || !third) throw new Error('three were made')
    expect(lookBack([first, second, { ...third, kind: 'water-outage' }], rule).recurring.size).toBe(0)
    expect(lookBack([first, second, { ...third, buildingId: uuidFrom('next door') }], rule).recurring.size).toBe(0)
  })
})

describe('the same place', () => {
  const at = (east: number) => offsetMeters([116.3, 39.9], east, 0)
  const spots = (positions: (readonly [number, number])[]) =>
    new Set(
      placeKeys(
        positions.map(([lng, lat], index) =>
          makePast({ name: `${index}`, kind: 'manhole', buildingId: null, position: [lng, lat] }),
        ),
      ).values(),
    ).size

  it('is, on the road, within 60 metres of the first', () => {
    expect(spots([at(0), at(40), at(-50)])).toBe(1)
    expect(spots([at(0), at(70)])).toBe(2)
  })

  it('is nowhere indoors where no building is known, and nowhere when only the community is', () => {
    const indoors = makePast({ name: 'a', kind: 'noise', buildingId: null })
    const vague = makePast({ name: 'b', kind: 'manhole', buildingId: null })
    expect(placeKeys([indoors]).size).toBe(0)
    expect(placeKeys([vague], () => true).size).toBe(0)
  })
})
