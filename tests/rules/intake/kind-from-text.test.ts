import { describe, expect, it } from 'vitest'
import { KindId } from '#shared/kind'
import { kinds } from '#shared/kind-table'
import { kindFromText, natureOf, needsAnswer } from '../../../server/intake/kind-from-text.ts'
import { suggestFor } from '../../../server/intake/suggest.ts'
import { maskPhone } from '#shared/resident'
import { makeIncident } from '../make.ts'

describe('the kind of a report', () => {
  it.each([
    ['三区地下车库一辆车着火了,全是烟', 'garage-fire'],
    ['车库往外冒黑烟，一股焦味', 'garage-fire'],
    ['楼道里闻到煤气味', 'gas-leak'],
    ['电梯里有人被困', 'lift-trapped'],
    ['怎么突然停电了?整栋楼都没电', 'power-outage'],
    ['5单元又跳闸了', 'power-outage'],
    ['院里又淹了,得踩着砖过', 'waterlogging'],
    ['春天第一场雨就积水了', 'waterlogging'],
    ['水管爆了，往外喷水', 'pipe-burst'],
    ['家里暖气不热，才十六度', 'heating-outage'],
    ['从早上就没水', 'water-outage'],
    ['下水道返味', 'sewage-overflow'],
    ['井盖被压坏了', 'manhole'],
    ['消防通道被堵了', 'fire-lane-blocked'],
    ['7 号楼电梯停了', 'lift-outage'],
    ['路灯不亮好几天了', 'street-light'],
    ['广场舞太吵', 'noise'],
    ['请问居住证怎么办理', 'question'],
    ['哎', 'other'],
    ['没有着火，就是想问停电的事', 'power-outage'],
  ] as const)('is read from its words: “%s” → %s', (text, kind) => {
    expect(kindFromText(text).kind).toBe(kind)
  })

  it('tells which words spoke for it', () => {
    expect(kindFromText('又跳闸，全楼没电')).toEqual({ kind: 'power-outage', words: ['没电', '跳闸'] })
  })

  it('comes from a table that has each kind once', () => {
    expect(kinds.map(({ id }) => id).sort()).toEqual([...KindId.options].sort())
  })
})

describe('a report that waits for an answer of its own', () => {
  it.each(['要不要下楼', '楼里有老人用呼吸机', '闻到煤气', '什么时候来电？', '有人晕倒了'])(
    'is one that asks or speaks of life: “%s”',
    (text) => {
      expect(needsAnswer(text)).toBe(true)
    },
  )
  it.each(['停电了', '路灯不亮'])('is not one that only tells: “%s”', (text) => {
    expect(needsAnswer(text)).toBe(false)
  })
})

describe('the nature of a report', () => {
  it.each([
    ['other', '举报有人群租', 'denunciation'],
    ['question', '请问社保怎么办', 'question'],
    ['litter', '投诉没人管', 'complaint'],
    ['power-outage', '停电了', 'help'],
    ['other', '感谢社区帮忙', 'praise'],
  ] as const)('%s, “%s” → %s', (kind, text, nature) => {
    expect(natureOf(kind, text)).toBe(nature)
  })
})

describe('a suggestion that two reports are one event', () => {
  const here: [number, number] = [116.302, 39.902]
  const north = (meters: number): [number, number] => [here[0], here[1] + meters / 111_195]
  const heard = { kind: 'power-outage' as const, position: here, at: '2026-11-18T06:30:00.000Z', drill: false }

  it.each([
    ['near, same kind, recent', makeIncident({ position: north(100) }), true],
    ['another kind', makeIncident({ position: north(100), kind: 'noise' }), false],
    ['the kind that causes it', makeIncident({ position: north(100), kind: 'pipe-burst' }), true],
    ['too far', makeIncident({ position: north(450) }), false],
    ['too long ago', makeIncident({ receivedAt: '2026-11-18T01:00:00.000Z' }), false],
    ['done already', makeIncident({ status: 'done' }), false],
    ['a drill', makeIncident({ drill: true }), false],
  ])('%s', (_what, incident, expected) => {
    expect(suggestFor(heard, [incident])).toHaveLength(expected ? 1 : 0)
  })

  it('names the nearest first, with how far and how long apart', () => {
    const [near, far] = [makeIncident({ position: north(50) }), makeIncident({ position: north(300) })]
    const found = suggestFor(heard, [far, near])
    expect(found.map(({ incidentId }) => incidentId)).toEqual([near.id, far.id])
    expect(found[0]).toMatchObject({ distanceMeters: 50, minutesApart: 30 })
  })
})

describe('a telephone number', () => {
  it.each([
    ['13812341234', '138****1234'],
    ['010-6812 3456', '010****3456'],
    ['110', '****10'],
  ])('is masked: %s → %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked)
  })
})
