import type { Channel } from '#shared/channel'
import type { KindId } from '#shared/kind'
import { atStreetHour, DAY_MS, MINUTE_MS, plus, type Instant } from '#shared/time'
import type { Course } from './course.ts'
import { foundWordsOf, needsErrand, ordinaryDay, wordsOf } from './ordinary-day.ts'
import type { StreetCast } from './street-cast.ts'
import { createRandom, type Random } from './street/random.ts'
import { COLD_HOUSE, TRIPPING_HOUSE } from './troubled-places.ts'

/**
 * The day on which a made-up street is first seen. Whoever looks at 14:32 sees what product.md tells of a winter
 * weekday: 32 received (19 + 6 + 7), 20 done, 12 open and 2 older ones, 1 late, 19 due of which 18 were done in time,
 * 12 reached by a revisit of whom 11 are content. Earlier it is less, later more; each number follows from the times.
 */
export function openingDay(seed: string, day: string, cast: StreetCast): Course[] {
  const random = createRandom(`${seed}/opening ${day}`)
  const context = { seed, day, cast, random }
  const shaped = [...older, ...today].map((scene, index) => courseOf(scene, index, context))
  const after = atStreetHour(day, PICTURE_HOUR)
  return [...shaped, ...ordinaryDay(seed, day, cast).filter((course) => course.receivedAt > after)]
}

/** 14:32, the minute of the picture. */
const PICTURE_HOUR = 14 + 32 / 60

/** A course in short: times are `HH:MM` of the day, with `-n ` in front for n days before it, `+n ` for after it. */
interface Scene {
  at: string
  kind: KindId
  channel: Channel
  done: string
  revisit?: [at: string, satisfied: boolean | null]
  text?: string
  where?: (cast: StreetCast, random: Random) => Course['place']
}

const house = (place: string) => (cast: StreetCast, random: Random) => ({
  buildingId: cast.houseNamed(place, random).id,
})
const compound = (name: string) => (cast: StreetCast, random: Random) => ({
  buildingId: cast.houseOfCompound(name, random).id,
})
const community = (name: string) => (cast: StreetCast, random: Random) => ({ buildingId: cast.homeIn(name, random).id })

/** Twelve of today stay open past 14:32; the last four came within the hour before it. */
const today: readonly Scene[] = [
  { at: '00:52', kind: 'water-outage', channel: 'hotline', done: '03:05', revisit: ['09:20', true] },
  { at: '06:35', kind: 'power-outage', channel: 'wechat', done: '07:25', revisit: ['09:32', true] },
  { at: '07:20', kind: 'sewage-overflow', channel: 'sensor', done: '10:10' },
  { at: '07:48', kind: 'litter', channel: 'wechat', done: '08:40', revisit: ['10:15', true] },
  { at: '08:05', kind: 'manhole', channel: 'patrol', done: '09:15' },
  { at: '08:14', kind: 'question', channel: 'hotline', done: '08:22' },
  { at: '08:26', kind: 'lift-outage', channel: 'property', done: '10:40', revisit: ['13:40', true] },
  { at: '08:47', kind: 'parking', channel: '12345', done: '16:20' },
  { at: '08:58', kind: 'question', channel: 'wechat', done: '09:05' },
  { at: '09:10', kind: 'fire-lane-blocked', channel: 'patrol', done: '10:05' },
  { at: '09:17', kind: 'question', channel: 'walk-in', done: '09:30' },
  { at: '09:32', kind: 'lift-outage', channel: 'hotline', done: '17:35', text: '电梯停运了，住十一层，腿脚不便下不去', where: house('松涛苑 7 号楼') },
  { at: '09:41', kind: 'litter', channel: '12345', done: '12:20' },
  { at: '09:55', kind: 'other', channel: 'wechat', done: '11:00', revisit: ['13:55', null] },
  { at: '10:08', kind: 'leak', channel: 'hotline', done: '12:45', revisit: ['14:10', true] },
  { at: '10:20', kind: 'clutter', channel: 'wechat', done: '11:30', revisit: ['14:02', true] },
  { at: '10:34', kind: 'suggestion', channel: 'wechat', done: '+1 10:30' },
  { at: '10:47', kind: 'question', channel: 'wechat', done: '10:58' },
  { at: '11:02', kind: 'other', channel: '12345', done: '13:20' },
  { at: '11:15', kind: 'neighbour', channel: 'hotline', done: '+1 19:40' },
  { at: '11:26', kind: 'street-light', channel: 'field', done: '13:35' },
  { at: '11:43', kind: 'noise', channel: '12345', done: '18:10' },
  { at: '12:20', kind: 'question', channel: '12345', done: '12:50' },
  { at: '12:41', kind: 'parking', channel: 'wechat', done: '19:15' },
  { at: '12:58', kind: 'noise', channel: 'hotline', done: '13:50' },
  { at: '13:06', kind: 'clutter', channel: 'patrol', done: '14:15' },
  { at: '13:14', kind: 'other', channel: '12345', done: '+1 11:00' },
  { at: '13:28', kind: 'manhole', channel: '12345', done: '16:45', text: '来电人反映：井盖被车压坏了，一头翘着，要求处理并回复', where: (cast, random) => ({ position: cast.crossingIn('平桥', random), address: '平桥路口' }) },
  { at: '13:51', kind: 'fire-lane-blocked', channel: 'wechat', done: '15:20', text: '@社区小助手 消防通道被堵，快递车都进不来', where: compound('棉三 2 院') },
  { at: '14:05', kind: 'waterlogging', channel: 'field', done: '16:10', text: '桥下积水 35 厘米，已摆警示牌', where: (cast) => ({ position: cast.bridgeBy('望河'), address: '望河桥' }) },
  { at: '14:20', kind: 'power-outage', channel: 'hotline', done: '15:35', text: '我们单元又跳闸了，这边 36 户都没电', where: house(TRIPPING_HOUSE) },
  { at: '14:31', kind: 'question', channel: 'hotline', done: '14:49', text: '请问取暖补贴发到哪个卡上', where: community('丁香') },
] // prettier-ignore

/** Two still open; four of last evening and two before them fell due this morning, seven were promised within a week. */
const older: readonly Scene[] = [
  { at: '-7 08:40', kind: 'road-damage', channel: 'patrol', done: '-5 16:00' },
  { at: '-7 09:15', kind: 'parking', channel: '12345', done: '-6 11:20' },
  { at: '-7 10:05', kind: 'road-damage', channel: '12345', done: '-4 15:10' },
  { at: '-7 10:50', kind: 'neighbour', channel: 'hotline', done: '-2 19:30' },
  { at: '-7 11:30', kind: 'parking', channel: 'wechat', done: '-6 17:45' },
  { at: '-7 13:20', kind: 'road-damage', channel: 'patrol', done: '-3 10:40' },
  { at: '-7 14:10', kind: 'heating-outage', channel: 'hotline', done: '-6 18:30' },
  { at: '-3 10:12', kind: 'parking', channel: '12345', done: '16:30' },
  { at: '-2 13:50', kind: 'heating-outage', channel: 'hotline', done: '+2 17:00', text: '我们这个门 23 户暖气都是凉的', where: house(COLD_HOUSE) },
  { at: '-1 18:40', kind: 'power-outage', channel: 'hotline', done: '-1 19:20', revisit: ['08:45', true] },
  { at: '-1 19:05', kind: 'lift-outage', channel: 'property', done: '-1 20:10', revisit: ['09:05', true] },
  { at: '-1 20:15', kind: 'sewage-overflow', channel: 'wechat', done: '-1 22:30', revisit: ['10:40', true] },
  { at: '-1 20:40', kind: 'noise', channel: 'hotline', done: '-1 21:50', revisit: ['11:10', false] },
  { at: '-1 21:10', kind: 'leak', channel: 'hotline', done: '-1 22:40', revisit: ['11:35', true] },
  { at: '-1 22:05', kind: 'street-light', channel: 'wechat', done: '07:20', revisit: ['13:05', true] },
] // prettier-ignore

interface Context {
  seed: string
  day: string
  cast: StreetCast
  random: Random
}

function courseOf(scene: Scene, index: number, { seed, day, cast, random }: Context): Course {
  const { kind, channel } = scene
  const receivedAt = instantOf(day, scene.at)
  const doneAt = instantOf(day, scene.done)
  const isFound = channel === 'patrol' || channel === 'field' || channel === 'sensor'
  const place = scene.where?.(cast, random) ?? { buildingId: cast.home(random).id }
  const respondedAt = plus(receivedAt, Math.round(random.between(15, 45)) * 1_000)
  const position = place.position ?? cast.positionOf(place.buildingId)
  return {
    name: `${seed}/opening ${day}/${index}`,
    kind,
    channel,
    text: scene.text ?? (isFound ? foundWordsOf(kind, random) : wordsOf(kind, channel, random)),
    place,
    receivedAt,
    reporter: isFound ? null : cast.caller(random),
    echoes: [],
    respondedAt,
    errand: needsErrand(kind)
      ? { ...cast.responder(kind, receivedAt, position), arrivedAt: plus(respondedAt, random.int(7, 14) * MINUTE_MS) }
      : null,
    doneAt,
    revisit: scene.revisit ? { at: instantOf(day, scene.revisit[0]), satisfied: scene.revisit[1] } : null,
  }
}

function instantOf(day: string, text: string): Instant {
  const [days, time] = text.includes(' ') ? text.split(' ') : ['0', text]
  const [hours = 0, minutes = 0] = (time ?? '').split(':').map(Number)
  return plus(atStreetHour(day, 0), Number(days) * DAY_MS + (hours * 60 + minutes) * MINUTE_MS)
}
