import { describe, expect, it } from 'vitest'
import { distanceMeters } from '#shared/geo'
import { centersOf, CITY_STREETS, DISTRICT_STREETS, drawDistrict } from '../../../server/demo/district.ts'
import { DEMO_CENTER, DEMO_SEED } from '../../../server/demo/street/draw-street.ts'

const order = { seed: DEMO_SEED, center: DEMO_CENTER }

describe('a made-up city', () => {
  it(`has ${CITY_STREETS} streets, none nearer to another than a street is wide`, () => {
    const centers = centersOf(DEMO_CENTER, CITY_STREETS)
    expect(centers).toHaveLength(343)
    const nearest = centers.map((one, index) =>
      Math.min(...centers.slice(index + 1).map((other) => distanceMeters(one, other))),
    )
    expect(Math.min(...nearest)).toBeGreaterThan(3_000)
  })

  it('is drawn street by street, the same ones in a district as in a city', () => {
    const [first, second] = drawDistrict({ ...order, streets: 2 })
    const [again] = drawDistrict({ ...order, streets: DISTRICT_STREETS })
    expect(again?.street).toEqual(first?.street)
    expect(second?.street.code).not.toBe(first?.street.code)
  })

  it('ends where the numbers of its streets do', () => {
    expect(() => centersOf(DEMO_CENTER, CITY_STREETS + 1)).toThrow('expected at most 343 streets, got 344')
  })
})
