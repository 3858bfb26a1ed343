import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceMeters, isInRing, offsetMeters } from '#shared/geo'
import { CELL_METERS, createCells } from '../../../server/history/cells.ts'

const center: [number, number] = [116.302, 39.902]
const cells = createCells(center)
const somewhere = fc
  .tuple(fc.integer({ min: -1_500, max: 1_500 }), fc.integer({ min: -1_500, max: 1_500 }))
  .map(([east, north]) => offsetMeters(center, east, north))

describe('the cells of a street', () => {
  it('are regular, with edges of 120 metres', () => {
    const id = cells.idOf(center)
    const ring = cells.ringOf(id)
    const edges = ring.slice(1).map((corner, index) => distanceMeters(corner, ring[index] ?? corner))
    for (const edge of edges) expect(Math.abs(edge - CELL_METERS)).toBeLessThan(0.5)
    expect(Math.abs(distanceMeters(cells.centerOf(id), ring[0] ?? center) - CELL_METERS)).toBeLessThan(0.5)
  })

  it('hold every position exactly once', () => {
    fc.assert(
      fc.property(somewhere, (position) => {
        const id = cells.idOf(position)
        // On an edge the even-odd rule may hand it to the neighbour; the middle is never farther than a corner.
        expect(distanceMeters(cells.centerOf(id), position)).toBeLessThanOrEqual(CELL_METERS + 0.5)
        const inside = isInRing(position, cells.ringOf(id))
        const distance = distanceMeters(cells.centerOf(id), position)
        if (distance < CELL_METERS * 0.86) expect(inside).toBe(true)
        expect(cells.idOf(cells.centerOf(id))).toBe(id)
      }),
    )
  })

  it('stay where they are when the middle of the street moves a little', () => {
    const moved = createCells(offsetMeters(center, 300, -200))
    fc.assert(
      fc.property(somewhere, (position) => {
        expect(moved.idOf(position)).toBe(cells.idOf(position))
      }),
    )
  })
})
