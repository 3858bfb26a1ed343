import { describe, expect, it } from 'vitest'
import { offsetMeters } from '#shared/geo'
import type { Position, Ring } from '#shared/geo'
import { createBuildingIndex } from '../../../server/places/building-index.ts'
import { metersToRing } from '../../../server/places/meters-to-ring.ts'
import { makeBuilding, makeHouse } from './make-street.ts'
import { makeChance } from './make-patchwork.ts'

const CENTER: Position = [116.3, 39.9]

describe('metres to a wall', () => {
  const ring = makeHouse(CENTER, 20, 20)

  it.each([
    ['east', 110, 0, 100],
    ['north', 0, 110, 100],
    ['west', -510, 0, 500],
    ['past a corner, straight to it', 40, 50, 50],
  ])('are metres to the %s too', (_where, east, north, meters) => {
    const off = metersToRing(offsetMeters(CENTER, east, north), ring)
    expect(Math.abs(off - meters)).toBeLessThan(meters * 0.001)
  })

  it('are none inside', () => {
    expect(metersToRing(CENTER, ring)).toBe(0)
  })
})

describe('the nearest building', () => {
  it('is the one 50 m to the east, not the one 58 m to the north that is nearer in degrees', () => {
    const east = makeBuilding({ footprint: makeHouse(offsetMeters(CENTER, 55, 0), 10, 10) })
    const north = makeBuilding({ footprint: makeHouse(offsetMeters(CENTER, 0, 63), 10, 10) })
    const nearest = createBuildingIndex([north, east]).nearest(CENTER, 60)
    expect(nearest?.building).toBe(east)
    expect(nearest?.meters).toBeCloseTo(50, 1)
  })

  it.each([
    [59.9, true],
    [60.1, false],
  ])('at %d m of 60 m is found: %s', (meters, isFound) => {
    const building = makeBuilding({ footprint: makeHouse(offsetMeters(CENTER, meters + 5, 0), 10, 10) })
    expect(createBuildingIndex([building]).nearest(CENTER, 60) !== null).toBe(isFound)
  })

  it('is the one that looking at all of them finds', () => {
    const chance = makeChance(7)
    const around = (): Position => offsetMeters(CENTER, chance() * 1_200 - 600, chance() * 1_200 - 600)
    const buildings = Array.from({ length: 300 }, () => {
      const footprint: Ring = makeHouse(around(), 10 + chance() * 60, 8 + chance() * 15)
      return makeBuilding({ footprint })
    })
    const index = createBuildingIndex(buildings)
    const mismatches = Array.from({ length: 2_000 }, around).filter((position) => {
      const distances = buildings.map(({ footprint }) => metersToRing(position, footprint))
      const least = Math.min(...distances)
      const nearest = index.nearest(position, 60)
      return least > 60 ? nearest !== null : nearest?.meters !== least
    })
    expect(mismatches).toEqual([])
  })

  it('is none where there are no buildings', () => {
    expect(createBuildingIndex([]).nearest(CENTER, 60)).toBeNull()
  })
})
