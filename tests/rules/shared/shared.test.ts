import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { originOfIncident } from '#shared/channel'
import { digestOf, fnv1a64 } from '#shared/digest'
import { centroidOf, distanceMeters, isInRing, offsetMeters } from '#shared/geo'
import { isOnLaneOf, project } from '#shared/privacy'
import { parse, Problem } from '#shared/problem'
import { ReportRequest } from '#shared/report'
import { atStreetHour, ClaimedInstant, streetDay, streetMinutes } from '#shared/time'
import { makeIncident } from '../make.ts'

describe('the digest of what is open', () => {
  it.each([
    ['', 'cbf29ce484222325'],
    ['a', 'af63dc4c8601ec8c'],
    ['foobar', '85944171f73967e8'],
  ])('agrees with the published vectors of FNV-1a 64: “%s”', (text, hash) => {
    expect(fnv1a64(text)).toBe(hash)
  })

  it('is the same in any order, and another for another revision', () => {
    const [one, two] = [makeIncident(), makeIncident()]
    expect(digestOf([one, two])).toBe(digestOf([two, one]))
    expect(digestOf([one, two])).not.toBe(digestOf([one, { ...two, revision: 2 }]))
  })
})

describe('what an audience sees of an incident', () => {
  const incident = makeIncident({
    id: '11111111-1111-4111-8111-111111111111', // a random one holds 402 or 138 now and then
    text: '找王金丝雀 13800138000，402 室',
    address: '翠屏里 8 号楼 402',
    position: [116.3012345, 39.9054321],
  })

  it('holds for the wall no words, no address and no front door', () => {
    const seen = project('incident', incident, 'wall')
    expect(JSON.stringify(seen)).not.toMatch(/金丝雀|402|138/)
    expect(seen['position']).toEqual([116.3012, 39.9054])
    expect(seen).toMatchObject({ summary: '停电', place: '翠屏里 8 号楼' })
  })

  it('holds for the leader the words without their numbers', () => {
    expect(project('incident', incident, 'leader')['text']).toBe('找王金丝雀 …，…室')
  })

  it('is everything at the desk', () => {
    expect(project('incident', incident, 'desk')).toEqual(incident)
  })

  it('never holds a field that the policy does not know', () => {
    expect(project('incident', { ...incident, secret: 1 }, 'desk')).not.toHaveProperty('secret')
  })

  it('does not reach a worker as an alarm or a line', () => {
    expect(isOnLaneOf('alarm', 'worker')).toBe(false)
    expect(isOnLaneOf('incident', 'worker')).toBe(true)
  })
})

describe('the origin of an incident', () => {
  it.each([
    [['hotline'], 'own'],
    [['patrol', 'hotline'], 'found'],
    [['hotline', '12345'], '12345'],
    [['sensor'], 'found'],
  ] as const)('%j → %s', (channels, origin) => {
    expect(originOfIncident(channels)).toBe(origin)
  })
})

describe('a refusal', () => {
  it('tells the outside nothing about a bug, and keeps the cause for us', () => {
    const cause = new Error('password authentication failed for user "shaotu"')
    const problem = Problem.from(cause)
    expect(JSON.stringify(problem)).not.toContain('password')
    expect(problem).toMatchObject({ code: 'bug', cause })
  })

  it('says where input is wrong, and what was expected', () => {
    const report = { id: crypto.randomUUID(), channel: 'hotline', text: 'x', position: [39.9, 116.3] }
    expect(() => parse(ReportRequest, report, 'report')).toThrow(
      expect.objectContaining({ code: 'invalid', errors: [expect.objectContaining({ path: 'position.1' })] }),
    )
  })
})

describe('the street’s clock', () => {
  it('is eight hours ahead of UTC all year', () => {
    expect(streetDay('2026-07-01T16:00:00.000Z')).toBe('2026-07-02')
    expect(streetMinutes('2026-01-01T04:30:00.000Z')).toBe(12 * 60 + 30)
    expect(atStreetHour('2026-11-18', 24)).toBe('2026-11-18T16:00:00.000Z')
  })
})

describe('a time that others claim', () => {
  it('is turned into our one form', () => {
    expect(ClaimedInstant.parse('2026-11-18T14:32:00+08:00')).toBe('2026-11-18T06:32:00.000Z')
  })

  it.each([
    '0000-01-01T00:00:00Z',
    '0000-01-01T00:00:00+08:00',
    '9999-12-31T23:59:59-08:00',
    '1969-12-31T23:59:59Z',
    '2026-11-18T14:32:00',
  ])('is refused when no database could hold it, or it has no zone: %s', (text) =>
    expect(ClaimedInstant.safeParse(text).success).toBe(false),
  )
})

describe('geometry', () => {
  const spot = fc.tuple(fc.double({ min: 116, max: 117, noNaN: true }), fc.double({ min: 39, max: 41, noNaN: true }))

  it('goes so many metres and measures as many', () => {
    fc.assert(
      fc.property(
        spot,
        fc.double({ min: -5_000, max: 5_000, noNaN: true }),
        fc.double({ min: -5_000, max: 5_000, noNaN: true }),
        (from, east, north) => {
          expect(distanceMeters(from, offsetMeters(from, east, north))).toBeCloseTo(Math.hypot(east, north), 0)
        },
      ),
    )
  })

  it('gives a point on a shared edge to exactly one of two neighbours', () => {
    const left = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]] as [number, number][] // prettier-ignore
    const right = left.map(([x, y]) => [x + 1, y] as [number, number])
    for (const y of [0.1, 0.5, 0.9])
      expect([isInRing([1, y], left), isInRing([1, y], right)].filter(Boolean)).toHaveLength(1)
  })

  it('finds the middle of a small building far from the origin', () => {
    const [lng, lat] = centroidOf([[116.3, 39.9], [116.3002, 39.9], [116.3002, 39.9001], [116.3, 39.9001], [116.3, 39.9]]) // prettier-ignore
    expect(lng).toBeCloseTo(116.3001, 8)
    expect(lat).toBeCloseTo(39.90005, 8)
  })
})
