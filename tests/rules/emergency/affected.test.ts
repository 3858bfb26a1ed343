import { describe, expect, it } from 'vitest'
import { areaOf, touchesArea } from '#shared/affected'
import type { Position } from '#shared/geo'

const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south], [east, south], [east, north], [west, north], [west, south],
] // prettier-ignore
const areaAround = (...corners: Parameters<typeof box>) => {
  const area = areaOf(box(...corners).slice(0, -1))
  if (!area) throw new Error('expected an area of four corners')
  return area
}
const house = box(10, 10, 12, 11)

describe('an area that is drawn', () => {
  it.each([
    ['holds the whole house', areaAround(9, 9, 13, 12), true],
    ['holds one of its corners', areaAround(11.5, 10.5, 14, 14), true],
    ['lies inside a long house', areaAround(10.8, 10.4, 11, 10.6), true],
    ['cuts through it without holding a corner', areaAround(10.9, 5, 11.1, 15), true],
    ['stands beside it', areaAround(13, 10, 14, 11), false],
    ['has a box that meets its box, but not the house', areaOf([[12.5, 9], [12.5, 12], [11.9, 9]]) ?? areaAround(0, 0, 1, 1), false], // prettier-ignore
  ])('that %s: touched is %s', (_what, area, touched) => {
    expect(touchesArea(house, area)).toBe(touched)
  })

  it('is none with two corners, and closes itself with three', () => {
    expect(areaOf([[0, 0], [1, 1]])).toBeNull() // prettier-ignore
    const area = areaOf([[0, 0], [1, 0], [1, 1]]) // prettier-ignore
    expect(area?.coordinates[0]).toEqual([[0, 0], [1, 0], [1, 1], [0, 0]]) // prettier-ignore
  })
})
