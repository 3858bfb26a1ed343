// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import CaseSteps from '../../../client/src/panels/wall/CaseSteps.vue'
import LevelOneBanner from '../../../client/src/panels/wall/LevelOneBanner.vue'
import OtherScenes from '../../../client/src/panels/wall/OtherScenes.vue'
import PromisesDue from '../../../client/src/panels/wall/PromisesDue.vue'
import RecurrenceLegend from '../../../client/src/panels/wall/RecurrenceLegend.vue'
import SceneTag from '../../../client/src/panels/wall/SceneTag.vue'
import SentForces from '../../../client/src/panels/wall/SentForces.vue'
import { read } from './read-panel.ts'
import { makeSeenAlarm, makeSeenAssignment, makeSeenIncident } from '../make-seen.ts'

const now = Date.parse('2026-11-18T06:32:00.000Z')

describe('the banner of a level 1', () => {
  const incident = makeSeenIncident({
    severity: 1,
    kind: 'garage-fire',
    summary: '地下车库起火',
    place: '长亭三区',
    status: 'on-scene',
    receivedAt: '2026-11-18T06:20:00.000Z',
  })
  const alarm = makeSeenAlarm({ incidentId: incident.id, raisedAt: '2026-11-18T06:20:00.000Z' })

  it('tells place, kind, how long it lasts and how it stands; the wall itself has nothing to press', () => {
    const { panel, text } = read(LevelOneBanner, { incident, alarm, now })
    expect(text).toContain('长亭三区 · 地下车库起火')
    expect(text).toContain('请值班调度确认收到')
    expect(text).toContain('已持续0:12')
    expect(text).toContain('处置状态控火中')
    expect(text).not.toContain('余')
    expect(panel.findAll('button, a, input')).toHaveLength(0)
  })

  it('pulses until somebody has acknowledged it, and then says when that was', () => {
    expect(read(LevelOneBanner, { incident, alarm, now }).panel.find('.pulsing').exists()).toBe(true)
    const acknowledged = { ...alarm, acknowledgedAt: '2026-11-18T06:21:00.000Z' }
    const { panel, text } = read(LevelOneBanner, { incident, alarm: acknowledged, now })
    expect(panel.find('.pulsing').exists()).toBe(false)
    expect(text).toContain('14:21 值班调度确认收到')
  })

  it('wears a tag when it is a drill', () => {
    const { panel, text } = read(LevelOneBanner, { incident: { ...incident, drill: true }, alarm, now })
    expect(panel.find('.drill').text()).toBe('演练')
    expect(text.match(/演练/g)).toHaveLength(1)
  })
})

describe('the rail of a level 1', () => {
  const incident = makeSeenIncident({ severity: 1, kind: 'garage-fire' })

  it('says who was sent and how far they still are, and that a position is too old to say it', () => {
    const forces = [
      makeSeenAssignment({ label: '微站 3', state: 'on-the-way' }),
      makeSeenAssignment({ label: '抢险 1 队', state: 'on-the-way' }),
      makeSeenAssignment({ label: '医护 1 组', state: 'arrived' }),
    ]
    const distances = new Map([
      ['微站 3', { label: '微站 3', meters: 417, isStale: false }],
      ['抢险 1 队', { label: '抢险 1 队', meters: 12, isStale: true }],
      ['医护 1 组', { label: '医护 1 组', meters: 3, isStale: false }],
    ])
    const { text } = read(SentForces, { forces, distances })
    expect(text).toContain('力量 · 3到场 1')
    expect(text).toContain('还有 420 米')
    expect(text).toContain('无定位')
    expect(text).not.toContain('还有 0 米')
  })

  it('says loudly that nobody was sent', () => {
    const { panel } = read(SentForces, { forces: [], distances: new Map() })
    expect(panel.find('.near').text()).toBe('还没有派出')
  })

  it('leads with the step it waits for', () => {
    const { panel, text } = read(CaseSteps, { incident, alarm: null, assignments: [], now })
    expect(panel.find('[data-testid=next]').text()).toBe('待确认收到')
    expect(text).toContain('已等 32 分')
  })
})

describe('two at once', () => {
  it('are both seen: one has the wall, the other a line above it', () => {
    const others = [1, 2, 3].map((nth) => ({ id: `${nth}`, title: `长亭 ${nth}`, said: '控火中', waiting: nth === 1 }))
    const { panel, text } = read(OtherScenes, { others })
    expect(panel.findAll('li')).toHaveLength(2)
    expect(panel.findAll('.waiting')).toHaveLength(1)
    expect(text).toContain('另 1 件 · ← → 切换')
  })
})

describe('the scenes of a calm wall', () => {
  it('say their name and why they stand', () => {
    const tag = (why: string) => read(SceneTag, { name: 'duty', nth: 3, of: 4, why }).text
    expect(tag('turning')).toBe('各社区值守轮播 3/4')
    expect(tag('hand')).toBe('各社区值守已锁定 3/4')
  })

  it('list promises with the routine among them, and say when none is near', () => {
    const open = [makeSeenIncident({ severity: 0, summary: '路灯不亮', dueAt: '2026-11-18T10:00:00.000Z' })]
    const { text } = read(PromisesDue, { open, rows: 9, now })
    expect(text).toContain('没有超时，1 小时内没有到期')
    expect(text).toContain('路灯不亮')
    expect(text).toContain('余 3:28')
  })

  it('print what lies in cells too small to draw', () => {
    const hotspots = { asOf: '2026-11-18T06:30:00.000Z', from: '2025-11-18T00:00:00.000Z', to: '2026-11-18T00:00:00.000Z', cellMeters: 120, cells: [], remainder: 7 } // prettier-ignore
    expect(read(RecurrenceLegend, { hotspots, now }).text).toContain('另 7 件在不足 3 件的格')
    expect(read(RecurrenceLegend, { hotspots: null, now }).text).toContain('另 — 件')
  })
})
