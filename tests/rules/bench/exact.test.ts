import { describe, expect, it } from 'vitest'
import { isInPolygon } from '#shared/geo'
import { mismatchesOf } from '../../bench/grid-lookup.ts'
import { bruteForceOf, drawDemoGrids, drawLattice, drawTestPoints } from '../../bench/lattice.ts'
import { entropyBytes, measure } from '../../bench/wire-bytes.ts'

describe('the bytes on the wire', () => {
  it('are the same in every run: 3,000 people walking cost a screen at most 0.8 bytes an update', async () => {
    const small = { workers: 300, seconds: 31 }
    const [first, second] = [await measure('ours', small), await measure('ours', small)]
    expect(first).toEqual(second)
    expect(first.isRight).toBe(true)

    const ours = await measure('ours', { workers: 3_000, seconds: 31 })
    expect(ours.isRight).toBe(true)
    expect(ours.bytes).toBeLessThan(0.8)
    expect(ours.bytes).toBeGreaterThan(entropyBytes())
  })

  it.each(['event', 'json', 'json-deflated'] as const)(
    'of the contestant %s bring the true positions too',
    async (kind) => {
      expect((await measure(kind, { workers: 50, seconds: 3 })).isRight).toBe(true)
    },
  )
})

describe('the index of areas', () => {
  it.each([
    ['the grids of the made-up street', drawDemoGrids],
    ['2,000 areas', () => drawLattice(2_000)],
  ])('of %s finds what brute force finds, on edges and corners too', (_what, draw) => {
    expect(mismatchesOf(draw(), 10_000)).toBe(0)
  })

  it('is compared with a brute force that says what trying every area says', () => {
    const areas = drawLattice(400)
    const findSlowly = bruteForceOf(areas)
    for (const position of drawTestPoints(areas, 2_000)) {
      expect(findSlowly(position)).toBe(areas.find((area) => isInPolygon(position, area.boundary)) ?? null)
    }
  })
})
