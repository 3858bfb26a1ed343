import { describe, expect, it } from 'vitest'
import { isInPolygon } from '#shared/geo'
import { createAreaIndex } from '../../../server/places/area-index.ts'
import { makeChance, makePatchwork, pointsOnEdges, pointsOver } from './make-patchwork.ts'

describe('the area around a position', () => {
  const chance = makeChance(20_261_118)
  const patches = makePatchwork(12, 10, chance)
  const index = createAreaIndex(patches)
  const anywhere = pointsOver(12, 10, 10_000, chance)
  const onEdges = pointsOnEdges(patches, 20, chance)

  it('is the one that looking at all of them finds, for 10,000 positions anywhere and as many on edges and corners', () => {
    const mismatches = [...anywhere, ...onEdges].filter(
      (position) => index.find(position) !== (patches.find(({ boundary }) => isInPolygon(position, boundary)) ?? null),
    )
    expect(onEdges.length).toBeGreaterThan(10_000)
    expect(mismatches).toEqual([])
  })

  it('is the same whatever the last one was', () => {
    const mismatches = [...anywhere, ...onEdges].filter((position, number) => {
      const hint = patches[number % patches.length] ?? null
      return index.find(position, hint) !== index.find(position)
    })
    expect(mismatches).toEqual([])
  })

  it('is exactly one on a border that two share', () => {
    const inside = patches.filter((_, number) => {
      const [row, column] = [Math.floor(number / 12), number % 12]
      return row > 0 && row < 9 && column > 0 && column < 11
    })
    const doubtful = pointsOnEdges(inside, 20, chance).filter(
      (position) => patches.filter(({ boundary }) => isInPolygon(position, boundary)).length !== 1,
    )
    expect(doubtful).toEqual([])
  })

  it('is none outside of all, for a position that is no number, and where there are no areas', () => {
    expect(index.find([0, 0])).toBeNull()
    expect(index.find([Number.NaN, 39.9])).toBeNull()
    expect(createAreaIndex([]).find([116.3, 39.9])).toBeNull()
  })

  it('leaves out a hole', () => {
    const square = (low: number, high: number): [number, number][] => [
      [low, low],
      [high, low],
      [high, high],
      [low, high],
      [low, low],
    ]
    const ring = { boundary: { type: 'Polygon' as const, coordinates: [square(0, 9), square(3, 6)] } }
    expect(createAreaIndex([ring]).find([4, 4])).toBeNull()
    expect(createAreaIndex([ring]).find([1, 4])).toBe(ring)
  })
})
