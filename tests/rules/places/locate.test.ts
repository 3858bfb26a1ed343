import { randomUUID } from 'node:crypto'
import gcoord from 'gcoord'
import { describe, expect, it } from 'vitest'
import { distanceMeters } from '#shared/geo'
import { locate } from '../../../server/places/locate.ts'
import { createStreetMap } from '../../../server/places/street-map.ts'
import { at, makeStreet, MIDDLE } from './make-street.ts'

const rows = makeStreet()
const map = createStreetMap(rows)
const [cuiping, songtao] = rows.communities
const [westGrid, eastGrid] = rows.grids
const eight = rows.buildings.find(({ place }) => place === '翠屏里 8 号楼')
const row = rows.buildings.find(({ place }) => place === '松涛苑 3 院 2 排')

describe('a report that names a building', () => {
  it('is where the building is, whatever else it says', () => {
    const located = locate(map, { buildingId: eight?.id, position: at(300, 0), address: '松涛苑 3 院 2 排' })
    expect(located).toMatchObject({
      position: eight?.position,
      buildingId: eight?.id,
      gridId: westGrid?.id,
      communityId: cuiping?.id,
      place: '翠屏里 8 号楼',
      address: '松涛苑 3 院 2 排',
    })
  })

  it('is refused when there is no such building', () => {
    expect(() => locate(map, { buildingId: randomUUID() })).toThrow(expect.objectContaining({ code: 'invalid' }))
  })
})

describe('a report with a position', () => {
  it('gets grid and community without being asked', () => {
    expect(locate(map, { position: at(60, -400) })).toMatchObject({
      position: at(60, -400),
      gridId: eastGrid?.id,
      communityId: songtao?.id,
      buildingId: null,
      place: '松涛苑 01 网格',
      address: null,
    })
  })

  it('is called by the building at whose wall it is, and by the one it is near', () => {
    expect(locate(map, { position: at(-400, 210) })).toMatchObject({ buildingId: eight?.id, place: '翠屏里 8 号楼' })
    expect(locate(map, { position: at(-330, 200) })).toMatchObject({
      buildingId: eight?.id,
      place: '翠屏里 8 号楼 附近',
    })
    expect(locate(map, { position: at(-310, 200) })).toMatchObject({ buildingId: null, place: '翠屏里 01 网格' })
  })

  it('on a bridge or a square is called by its name, and on a road by the two communities it parts', () => {
    expect(locate(map, { position: at(12, -400) }).place).toBe('望河桥')
    expect(locate(map, { position: at(0, -100) }).place).toBe('翠屏里、松涛苑之间道路')
    expect(locate(map, { position: at(60, -100) }).place).toBe('松涛苑 01 网格')
  })

  it.each(['GCJ02', 'BD09'] as const)('in %s is converted once', (crs) => {
    const [lng, lat] = gcoord.transform([...at(-400, 200)], gcoord.WGS84, gcoord[crs])
    const located = locate(map, { position: [lng, lat], crs })
    expect(distanceMeters(located.position, at(-400, 200))).toBeLessThan(0.5)
    expect(located.place).toBe('翠屏里 8 号楼')
  })

  it('outside the boundary has no grid, and says so', () => {
    expect(locate(map, { position: at(4_000, 0) })).toMatchObject({
      communityId: null,
      gridId: null,
      buildingId: null,
      place: '青渡街道 界外',
    })
  })

  it.each([
    [5_499, 'taken'],
    [5_501, 'refused'],
  ])('%d m east of the middle, where the boundary is at 500 m, is %s', (east, what) => {
    const attempt = () => locate(map, { position: at(east, 0) })
    if (what === 'taken') expect(attempt).not.toThrow()
    else expect(attempt).toThrow(expect.objectContaining({ code: 'invalid' }))
  })
})

describe('a report with an address', () => {
  it.each([
    ['翠屏里 8 号楼 3 单元 402', '翠屏里 8 号楼'],
    ['翠屏里小区8号楼3单元402室', '翠屏里 8 号楼'],
    ['青渡街道翠屏里社区八栋', '翠屏里 8 号楼'],
    ['翠屏里8-3-402', '翠屏里 8 号楼'],
    ['翠屏里8号', '翠屏里 8 号楼'],
    ['翠屏里 11 号楼门口', '翠屏里 11 号楼'],
    ['松涛苑三院二排四号', '松涛苑 3 院 2 排'],
    ['松涛苑 3 院 门口', '松涛苑 3 院'],
    ['翠屏里小区东门', '翠屏里 小区'],
    ['翠屏里8号院', '翠屏里'],
    ['松涛苑 99 号楼', '松涛苑'],
    ['松涛苑 01 网格', '松涛苑 01 网格'],
    ['便民菜店后面', '青渡街道'],
    ['云上邻里', '云上邻里'],
  ])('%s is at %s', (address, place) => {
    expect(locate(map, { address })).toMatchObject({ place, address })
  })

  it('is at the building it names, and belongs to that building’s grid', () => {
    expect(locate(map, { address: '松涛苑三院2排4号' })).toMatchObject({
      position: row?.position,
      buildingId: row?.id,
      gridId: eastGrid?.id,
      communityId: songtao?.id,
    })
  })

  it('that names only a community is at its label, without a grid', () => {
    expect(locate(map, { address: '松涛苑那边' })).toMatchObject({
      position: songtao?.labelAt,
      communityId: songtao?.id,
      gridId: null,
      buildingId: null,
    })
  })

  it('that names nothing of the street derives nothing, and none of its words are shown', () => {
    const located = locate(map, { address: '王大爷家 402 室' })
    expect(located).toMatchObject({ communityId: null, gridId: null, place: '青渡街道', address: '王大爷家 402 室' })
    expect(distanceMeters(located.position, MIDDLE)).toBeLessThan(1)
  })

  it('of no words and no position at all is refused', () => {
    expect(() => locate(map, {})).toThrow(expect.objectContaining({ code: 'invalid' }))
  })
})

describe('the search', () => {
  const places = (words: string, limit = 10) => map.search(words, limit).map(({ place }) => place)

  it('shows names that begin with the words, the wider place first, houses in the order of their numbers', () => {
    expect(places('翠屏里')).toEqual([
      '翠屏里',
      '翠屏里 小区',
      '翠屏里 01 网格',
      '翠屏里 1 号楼',
      '翠屏里 8 号楼',
      '翠屏里 11 号楼',
    ])
  })

  it.each([
    ['翠屏里8', ['翠屏里 8 号楼']],
    ['翠屏里 八栋', ['翠屏里 8 号楼']],
    ['菜店', ['松涛苑 便民菜店']],
    ['1 号楼', ['翠屏里 1 号楼', '翠屏里 11 号楼']],
    ['g2', ['松涛苑 01 网格']],
    ['  ', []],
    ['没有的地方', []],
  ])('for %s finds %j', (words, found) => {
    expect(places(words)).toEqual(found)
  })

  it('keeps to its limit', () => {
    expect(places('翠屏里', 2)).toEqual(['翠屏里', '翠屏里 小区'])
  })
})
