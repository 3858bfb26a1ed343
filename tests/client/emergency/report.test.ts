// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { CountKey, countDefinitions } from '#shared/emergency-report'
import type { EmergencyReport } from '#shared/emergency-report'
import ReportCallers from '../../../client/src/panels/report/ReportCallers.vue'
import ReportCounts from '../../../client/src/panels/report/ReportCounts.vue'
import ReportErrands from '../../../client/src/panels/report/ReportErrands.vue'
import ReportHead from '../../../client/src/panels/report/ReportHead.vue'
import ReportHouseholds from '../../../client/src/panels/report/ReportHouseholds.vue'
import ReportSupplies from '../../../client/src/panels/report/ReportSupplies.vue'
import { AT, idOf, show } from './make.ts'

const later = (minutes: number) => new Date(Date.parse(AT) + minutes * 60_000).toISOString()
const makeReport = (about: Partial<EmergencyReport> = {}): EmergencyReport => ({
  asOf: later(500), emergencyId: idOf(500), incidentId: idOf(501), number: '1118-0007', kind: 'pipe-burst', summary: '爆管',
  place: '翠屏里 8 号楼', drill: false, state: 'ended', casualties: 0, trapped: 0, receivedAt: AT, declaredAt: later(10),
  endedAt: null, restoredAt: later(490), rootedOutAt: null,
  decided: [{ what: 'planned-cut', at: later(30), by: '社区、物业', reason: null }],
  counts: CountKey.options.map((key) => ({ key, n: 6, of: key === 'priority' ? 8 : null, definition: countDefinitions[key] })),
  utilities: [{ utility: 'water', states: { cut: 2, temporary: 1, on: 9 }, buildings: 12, restoredAt: null }],
  tiers: [{ tier: 0, reached: 1, all: 1, firstAt: later(20), lastAt: later(20) }, { tier: 1, reached: 0, all: 0, firstAt: null, lastAt: null }],
  rows: [{ id: idOf(1), tier: 0, place: '翠屏里 6 号楼', contactedAt: later(15), visitedAt: later(20), outcome: 'moved', outcomeAt: later(85) }],
  sweep: [], plan: [], supplies: [],
  reports: [
    { id: idOf(2), channel: 'hotline', receivedAt: AT, needsAnswer: true, answeredAt: null },
    { id: idOf(3), channel: 'wechat', receivedAt: AT, needsAnswer: false, answeredAt: null },
  ],
  upward: [], assignments: [{ id: idOf(4), label: '抢险 1 队', state: 'done', sentAt: later(1), answeredAt: later(2), arrivedAt: later(9) }],
  whistles: [{ id: idOf(5), label: '排水集团', state: 'sent', sentAt: later(3), answeredAt: null, arrivedAt: null }],
  timeline: [], ...about,
}) // prettier-ignore

describe('the report of an event on paper', () => {
  it('prints every number with what exactly was counted, and each leads to its list', () => {
    const { panel, text } = show(ReportCounts, { counts: makeReport().counts })
    expect(panel.findAll('[data-count]')).toHaveLength(CountKey.options.length)
    for (const definition of Object.values(countDefinitions)) expect(text()).toContain(definition)
    expect(panel.find('[data-count=priority] a').text()).toBe('6 / 8')
    expect(panel.findAll('a').every((link) => /^#\w+$/.test(link.attributes('href') ?? ''))).toBe(true)
    expect(show(ReportCounts, { counts: makeReport().counts }, 'en').text()).toContain('Priority reached')
  })

  it('keeps two clocks apart: restored after eight hours, not rooted out', () => {
    const lines = show(ReportHead, { report: makeReport() }).lines()
    expect(lines).toContainEqual(expect.stringMatching(/^恢复 8 时 10 分 · /))
    expect(lines).toContain('根治 未完成，已 8 时 20 分')
    expect(lines).toContainEqual(expect.stringMatching(/^计划停供 社区、物业/))
  })

  it('says in large letters that it was a drill', () => {
    expect(show(ReportHead, { report: makeReport({ drill: true }) }).text()).toContain('演练 · 不计入任何统计')
    expect(show(ReportHead, { report: makeReport() }).text()).not.toContain('演练')
  })

  it('lists households by building for the desk, and says where they are for a leader', () => {
    expect(show(ReportHouseholds, { report: makeReport() }).text()).toContain('翠屏里 6 号楼')
    const leader = show(ReportHouseholds, { report: makeReport({ rows: null }) })
    expect(leader.text()).toContain('住户明细由值班调度查看')
    expect(leader.text()).not.toContain('翠屏里 6 号楼')
  })

  it('shows who waits for an answer, and both times of everybody who was sent or whistled', () => {
    expect(show(ReportCallers, { report: makeReport() }).text()).toContain('待答复')
    const lines = show(ReportErrands, { report: makeReport() }).lines()
    expect(lines).toContain('抢险 1 队 派单 15:03 15:04 15:11')
    expect(lines).toContain('排水集团 吹哨 15:05 — —')
  })

  it('says of a department that was whistled by mistake that this was withdrawn', () => {
    const mistake = makeReport().whistles.map((one) => ({ ...one, state: 'withdrawn' as const }))
    const errands = (locale: 'zh-CN' | 'en') =>
      show(ReportErrands, { report: makeReport({ whistles: mistake }) }, locale)
    expect(errands('zh-CN').lines()).toContain('排水集团 吹哨，已撤回 15:05 — —')
    expect(errands('en').lines()).toContain('排水集团 whistled, withdrawn 15:05 — —')
  })

  it('says that a supply is not back while one building lacks it', () => {
    expect(show(ReportSupplies, { report: makeReport() }).lines()).toContain('水 2 1 9 未全部恢复')
  })
})
