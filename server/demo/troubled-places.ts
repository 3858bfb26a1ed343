import type { Position } from '#shared/geo'
import type { KindId } from '#shared/kind'
import type { Season } from '#shared/season'
import type { StreetCast } from './street-cast.ts'
import type { Random } from './street/random.ts'

/** A place on the made-up street to which the same trouble comes back: the truth that the history must find. */
export interface TroubledPlace {
  kind: KindId
  where(cast: StreetCast, random: Random): { buildingId: string } | { position: Position }
  /** What everybody calls it; left out for a house, which has its own name. */
  called?: string
  /** For the desk only: a staircase, a corner. */
  address?: string
  /** Days before the street is first seen, or the days (`MM-DD`) of every season of that name. */
  when: { daysBefore: readonly number[] } | { season: Season; days: readonly string[] }
  /** The street's hour at which it begins. */
  hour: number
  /** Which of the phrases of its kind fits: one that holds this. */
  says?: string
  /** What was done each time, and after how many minutes things worked again. */
  fix: string
  restoredMinutes: number
  /** What it waits for, or `rooted-out` when the last repair took away the cause. */
  since: { waitsFor: string } | 'rooted-out'
}

const house = (place: string) => (cast: StreetCast, random: Random) => ({
  buildingId: cast.houseNamed(place, random).id,
})
const road = (community: string) => (cast: StreetCast, random: Random) => ({
  position: cast.crossingIn(community, random),
})

/** Houses that the stories of the day speak of too: what happens there today has happened there before. */
export const TRIPPING_HOUSE = '统建里 14 号楼'
export const COLD_HOUSE = '机床西 9 号楼'
export const BURST_HOUSE = '翠屏里 8 号楼'
export const FLOODED_ROW = '机床西 4 院 1 排'

export const troubledPlaces: readonly TroubledPlace[] = [
  { kind: 'power-outage', where: house(TRIPPING_HOUSE), address: `${TRIPPING_HOUSE} 5 单元`, when: { daysBefore: [88, 72, 56, 41, 25, 12, 2] }, hour: 17.4, says: '跳闸', fix: '换保险丝', restoredMinutes: 13, since: { waitsFor: '产权未应' } },
  { kind: 'waterlogging', where: (cast) => ({ position: cast.bridgeBy('望河') }), called: '望河桥下', when: { season: 'rain', days: ['06-24', '07-03', '07-20', '08-04'] }, hour: 6.5, says: '桥下', fix: '抽排', restoredMinutes: 540, since: { waitsFor: '汛前办' } },
  { kind: 'heating-outage', where: house(COLD_HOUSE), when: { season: 'heating', days: ['11-17', '12-09', '01-06', '01-27'] }, hour: 7.5, fix: '排气', restoredMinutes: 300, since: 'rooted-out' },
  { kind: 'pipe-burst', where: house(BURST_HOUSE), when: { daysBefore: [95, 35, 8] }, hour: 13.2, fix: '抢修', restoredMinutes: 490, since: { waitsFor: '换管未定' } },
  { kind: 'manhole', where: road('平桥'), called: '平桥路口', when: { daysBefore: [112, 70, 27] }, hour: 9.5, fix: '换重型盖', restoredMinutes: 180, since: 'rooted-out' },
  { kind: 'waterlogging', where: house(FLOODED_ROW), when: { season: 'rain', days: ['06-27', '07-14', '08-08'] }, hour: 5.8, says: '平房', fix: '接水管抽排', restoredMinutes: 400, since: { waitsFor: '排水改造待批' } },
  { kind: 'waterlogging', where: road('书院里'), called: '书院里路口', when: { season: 'rain', days: ['07-05', '07-21', '08-12'] }, hour: 7, says: '胡同口', fix: '清雨水口', restoredMinutes: 240, since: 'rooted-out' },
  { kind: 'heating-outage', where: house('丁香 10 号楼'), when: { season: 'heating', days: ['11-25', '12-20', '01-15'] }, hour: 6.8, fix: '调平衡阀', restoredMinutes: 600, since: { waitsFor: '换热站待查' } },
  { kind: 'heating-outage', where: house('听雨 3 号楼'), when: { season: 'heating', days: ['12-02', '12-28', '02-05'] }, hour: 8.1, fix: '清过滤网', restoredMinutes: 420, since: 'rooted-out' },
  { kind: 'sewage-overflow', where: house('云栖 4 院 3 排'), when: { daysBefore: [60, 33, 9] }, hour: 10.3, fix: '疏通', restoredMinutes: 150, since: { waitsFor: '管线未改' } },
  { kind: 'sewage-overflow', where: house('百工坊 2 号楼'), when: { daysBefore: [330, 301, 262] }, hour: 15.2, fix: '清掏', restoredMinutes: 130, since: 'rooted-out' },
  { kind: 'power-outage', where: house('棉三 12 号楼'), when: { daysBefore: [231, 204, 180, 163] }, hour: 16.8, says: '跳闸', fix: '换空开', restoredMinutes: 25, since: 'rooted-out' },
  { kind: 'power-outage', where: house('柳堤 5 号楼'), when: { daysBefore: [46, 29, 13] }, hour: 12.6, fix: '复位', restoredMinutes: 20, since: { waitsFor: '线路待增容' } },
  { kind: 'water-outage', where: house('松涛苑 64 号楼'), when: { daysBefore: [75, 48, 30, 16] }, hour: 7.2, says: '高层', fix: '调泵', restoredMinutes: 95, since: { waitsFor: '泵房待换' } },
  { kind: 'water-outage', where: house('长亭 6 号楼'), when: { daysBefore: [168, 141, 118] }, hour: 8.4, fix: '换阀门', restoredMinutes: 110, since: 'rooted-out' },
  { kind: 'lift-outage', where: house('松涛苑 13 号楼'), when: { daysBefore: [80, 52, 31, 14] }, hour: 9.1, fix: '换门机板', restoredMinutes: 320, since: { waitsFor: '维修资金未批' } },
  { kind: 'parking', where: road('铁铺巷'), called: '铁铺巷口', when: { daysBefore: [70, 55, 38, 22, 11] }, hour: 8.7, fix: '劝离', restoredMinutes: 45, since: { waitsFor: '交通标线未画' } },
  { kind: 'noise', where: house('半月湾 4 号楼'), when: { daysBefore: [50, 36, 20] }, hour: 16.2, fix: '劝停', restoredMinutes: 60, since: { waitsFor: '夜间施工证待查' } },
  { kind: 'street-light', where: house('石榴院 3 号楼'), when: { daysBefore: [200, 172, 140] }, hour: 17.8, fix: '换控制器', restoredMinutes: 130, since: 'rooted-out' },
  { kind: 'fire-lane-blocked', where: house('棉三 33 号楼'), when: { daysBefore: [66, 40, 18] }, hour: 9.9, fix: '挪车', restoredMinutes: 55, since: { waitsFor: '车位未划' } },
  { kind: 'leak', where: house('南砚 7 号楼'), when: { daysBefore: [290, 266, 214] }, hour: 11.4, fix: '换立管', restoredMinutes: 260, since: 'rooted-out' },
  { kind: 'litter', where: house('杏林 5 号楼'), when: { daysBefore: [58, 37, 19] }, hour: 8.2, fix: '加一次清运', restoredMinutes: 120, since: { waitsFor: '桶站待迁' } },
  { kind: 'clutter', where: house('槐荫 8 号楼'), when: { daysBefore: [45, 30, 15] }, hour: 14.1, fix: '清走', restoredMinutes: 140, since: { waitsFor: '再劝住户' } },
] // prettier-ignore
