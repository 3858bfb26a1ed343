import { describe, expect, it } from 'vitest'
import { isInPolygon } from '#shared/geo'
import type { Position, Polygon } from '#shared/geo'
import { createAreaIndex, createAreaTree } from '../../../server/places/area-index.ts'
import { createAreaRaster } from '../../../server/places/area-raster.ts'
import { makeChance, makePatchwork, pointsOnEdges, pointsOver } from './make-patchwork.ts'

interface Area {
  boundary: Polygon
}

const areaOf = (...coordinates: Position[][]): Area => ({ boundary: { type: 'Polygon', coordinates } })

const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]

/** The next numbers below and above: as near to a border as a position can be. */
const beside = ([lng, lat]: Position): Position[] =>
  [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y): Position => [lng * (1 + x * 2 ** -52), lat * (1 + y * 2 ** -52)]))

const bruteForce = (areas: readonly Area[], position: Position) =>
  areas.find(({ boundary }) => isInPolygon(position, boundary)) ?? null

describe('the raster over areas', () => {
  const coarse = { cellsPerArea: 4, fewestCells: 16, mostCells: 2 ** 10 }
  const usual = { cellsPerArea: 512, fewestCells: 2 ** 16, mostCells: 2 ** 22 }

  it.each([
    ['as fine as usual', usual],
    ['so coarse that a border runs through nearly every cell', coarse],
  ])(
    'finds what trying all areas finds, %s: anywhere, on edges, on corners and a rounding beside them',
    (_, limits) => {
      const chance = makeChance(5)
      const areas = makePatchwork(9, 7, chance)
      const find = createAreaRaster(areas, limits)
      const onEdges = pointsOnEdges(areas, 5, chance).flatMap(beside)
      const wrong = [...pointsOver(9, 7, 5_000, chance), ...onEdges].filter(
        (position) => find?.(position) !== bruteForce(areas, position),
      )
      expect(wrong).toEqual([])
    },
  )

  it.each([usual, coarse])('leaves out holes, and finds what stands in them', (limits) => {
    const hole = box(116.303, 39.903, 116.306, 39.906)
    const areas = [areaOf(box(116.3, 39.9, 116.309, 39.909), hole), areaOf(hole)]
    const find = createAreaRaster(areas, limits)
    expect(find?.([116.304, 39.904])).toBe(areas[1])
    expect(find?.([116.301, 39.904])).toBe(areas[0])
    for (const position of pointsOnEdges(areas, 20, makeChance(6))) {
      expect(find?.(position)).toBe(bruteForce(areas, position))
    }
  })

  it('finds the first where two overlap against the rule, as trying all would', () => {
    const areas = [areaOf(box(116.3, 39.9, 116.303, 39.903)), areaOf(box(116.301, 39.901, 116.309, 39.909))]
    const find = createAreaRaster(areas)
    const positions = pointsOver(12, 12, 3_000, makeChance(7)).map(([lng, lat]): Position => [lng + 0.02, lat + 0.02])
    expect(positions.filter((position) => find?.(position) !== bruteForce(areas, position))).toEqual([])
    expect(find?.([116.302, 39.902])).toBe(areas[0])
  })

  it('finds nobody beyond its rim, nor at a position that is no number', () => {
    const find = createAreaRaster([areaOf(box(116.3, 39.9, 116.31, 39.91))])
    for (const position of [
      [0, 0],
      [116.2999, 39.905],
      [116.305, 39.9101],
      [NaN, 39.905],
      [116.305, Infinity],
    ] as Position[])
      // prettier-ignore
      expect(find?.(position)).toBeNull()
  })

  it.each([
    ['there are no areas', []],
    ['they have no width', [areaOf(box(116.3, 39.9, 116.3, 39.91))]],
    ['one lies at no number', [areaOf(box(116.3, 39.9, NaN, 39.91))]],
  ])('is not laid where %s; the index answers by its tree', (_, areas: Area[]) => {
    expect(createAreaRaster(areas)).toBeNull()
    const position: Position = [116.3, 39.905]
    expect(createAreaIndex(areas).find(position)).toBe(bruteForce(areas, position))
  })

  it('says the same as the tree, with and without a hint', () => {
    const chance = makeChance(8)
    const areas = makePatchwork(6, 6, chance)
    const [index, tree] = [createAreaIndex(areas), createAreaTree(areas)]
    const positions = [...pointsOver(6, 6, 2_000, chance), ...pointsOnEdges(areas, 5, chance)]
    const wrong = positions.filter((position, number) => {
      const hint = areas[number % areas.length] ?? null
      return new Set([tree.find(position), tree.find(position, hint), index.find(position, hint)]).size > 1
    })
    expect(wrong).toEqual([])
  })
})
