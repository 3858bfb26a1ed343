import { describe, expect, it } from 'vitest'
import { canonicalPlace, withoutDoor } from '../../../server/places/place-words.ts'

describe('a place that everybody may read', () => {
  it.each([
    ['松涛苑 7 号楼 3 单元 402 室', '松涛苑 7 号楼'],
    ['松涛苑 7 号楼 3 单元', '松涛苑 7 号楼'],
    ['松涛苑 7 号楼 402', '松涛苑 7 号楼'],
    ['松涛苑7号楼3单元402', '松涛苑7号楼'],
    ['松涛苑 7 号楼 3-402', '松涛苑 7 号楼'],
    ['松涛苑 7 栋 三单元 六层', '松涛苑 7 栋'],
    ['松涛苑七号楼三单元六楼二室', '松涛苑七号楼'],
    ['松涛苑 7 号楼 3 门 402', '松涛苑 7 号楼'],
    ['松涛苑 7 号楼 6 楼', '松涛苑 7 号楼'],
    ['松涛苑 ７ 号楼 ４０２ 室', '松涛苑 ７ 号楼'],
    ['铁铺巷 3 院 2 排 4 号', '铁铺巷 3 院 2 排'],
    ['机床西 1102 室，', '机床西'],
  ])('says of %s only %s', (given, shown) => {
    expect(withoutDoor(given)).toBe(shown)
  })

  it.each([
    '松涛苑 7 号楼',
    '翠屏里 03 网格',
    '铁铺巷 3 院 2 排',
    '望河 便民菜店 2 店',
    '书院里 12 号楼',
    '棉三 120 号院',
    '棉三 门卫房',
    '棉三 室内体育馆',
    '棉三 楼宇服务站',
  ])('is left alone when it names no door: %s', (place) => {
    expect(withoutDoor(place)).toBe(place)
  })
})

describe('one way to write a place', () => {
  it.each([
    ['松涛苑 7 号楼', '松涛苑7号楼'],
    ['松涛苑七号楼', '松涛苑7号楼'],
    ['松涛苑 十二栋', '松涛苑12号楼'],
    ['松涛苑 二十一幢', '松涛苑21号楼'],
    ['松涛苑７＃楼', '松涛苑7号楼'],
    ['松涛苑7-3-402', '松涛苑7号楼3单元402'],
    ['棉三 2 院 十排', '棉三2院10排'],
    ['铁铺巷，三院。2 排', '铁铺巷3院2排'],
  ])('turns %s into %s', (given, canonical) => {
    expect(canonicalPlace(given)).toBe(canonical)
  })
})
