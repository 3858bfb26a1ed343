// @vitest-environment jsdom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { unitIn } from '#shared/staircase'
import type { PeopleCard } from '#shared/street'
import type { SeenAlarm } from '../../../client/src/board/things.ts'
import AlarmBanner from '../../../client/src/panels/desk/AlarmBanner.vue'
import CallEvidence from '../../../client/src/panels/desk/CallEvidence.vue'
import { isCalledToLeader } from '../../../client/src/panels/alarm/called.ts'
import { makeSeenAlarm } from '../make-seen.ts'
import { makeId, makeIncident } from './make.ts'
import { makeWords } from '../make-words.ts'

const now = Date.parse('2026-11-18T11:40:00.000Z')

const card: PeopleCard = {
  buildingId: makeId(),
  place: '统建里 14 号楼',
  community: '统建里',
  grid: '统建里 02 网格',
  gridWorkers: [],
  householdHeads: [],
  specialists: 3,
  households: 45,
  manager: '同庆物业',
  owner: '第三棉纺厂',
  unitManagers: [{ unit: 5, manager: null, note: '不在物业合同内' }],
  fallback: '应急维修队',
  policeDeputy: '社区民警',
  utilities: [],
}
const evidenceOf = (about: object = {}, locale: 'zh-CN' | 'en' = 'zh-CN') =>
  mount(CallEvidence, {
    props: {
      joins: null,
      suggestions: [],
      before: [
        {
          incidentId: makeId(),
          number: '1116-0029',
          summary: '停电',
          receivedAt: '2026-11-16T11:30:00.000Z',
          restoredAt: '2026-11-16T11:44:00.000Z',
          rootedOutAt: null,
          fix: '换保险丝',
        },
      ],
      hasBuilding: true,
      people: card,
      unit: 5,
      now,
      ...about,
    },
    global: { plugins: [makeWords(locale)] },
  })

describe('a call while it is taken', () => {
  it('shows how it was restored before and that its cause is not gone', () => {
    const [earlier] = evidenceOf().get('.before').findAll('div')
    expect(earlier?.text()).toBe('11-16 19:30 换保险丝，14 分恢复 未根治 1116-0029')
    expect(earlier?.get('span').classes()).toContain('near')
  })

  it('shows that the staircase it names has no manager of its own, and who comes instead', () => {
    const unit = evidenceOf().get('[data-testid="unit-manager"]')
    expect(unit.text()).toBe('5 单元物业无 → 第三棉纺厂 → 应急维修队5 单元不在物业合同内')
    expect(unit.get('b').classes()).toContain('near')
    expect(evidenceOf({}, 'en').get('[data-testid="unit-manager"]').text()).toContain(
      'Manager, unit 5none → 第三棉纺厂',
    )
  })

  it('says nothing of a staircase that the building’s manager answers for', () => {
    expect(evidenceOf({ unit: 3 }).find('[data-testid="unit-manager"]').exists()).toBe(false)
    expect(evidenceOf({ unit: null }).text()).toContain('同庆物业')
  })

  it.each([
    ['统建里 14 号楼 5 单元', 5],
    ['5单元又停电了', 5],
    ['五单元没电', 5],
    ['１２ 单元', 12],
    ['8 号楼 402', null],
  ])('hears the staircase in “%s”', (said, unit) => {
    expect(unitIn(said)).toBe(unit)
  })
})

describe('the alarm at the desk', () => {
  const alarm = (about: Partial<SeenAlarm> = {}) =>
    makeSeenAlarm({
      raisedAt: '2026-11-18T11:38:30.000Z',
      steps: [
        { step: 0, called: 'coordinator', post: '值班调度', at: '2026-11-18T11:38:30.000Z' },
        { step: 1, called: 'leader', post: '街道党工委副书记', at: '2026-11-18T11:39:30.000Z' },
      ],
      deliveries: [{ label: '值班调度 02', at: '2026-11-18T11:38:31.000Z' }],
      nextStepAt: '2026-11-18T11:40:30.000Z',
      ...about,
    })
  const bannerOf = (about: Partial<SeenAlarm> = {}, locale: 'zh-CN' | 'en' = 'zh-CN') =>
    mount(AlarmBanner, {
      props: { alarm: alarm(about), incident: makeIncident({ kind: 'garage-fire' }), others: 0, now },
      global: { plugins: [makeWords(locale)] },
    })

  it.each([
    ['zh-CN', '19:39:30 已转带班领导（街道党工委副书记） · 已显示于 值班调度 02 · 30 秒后叫全体值班'],
    [
      'en',
      'passed to the leader on duty (街道党工委副书记) at 19:39:30 · on the screens of 值班调度 02 · to everybody on duty in 30 s',
    ],
  ] as const)('says who was called, on whose screens it is and who is next (%s)', (locale, words) => {
    expect(bannerOf({}, locale).text()).toContain(words)
  })

  it('says that it is on no screen yet, rather than nothing', () => {
    expect(bannerOf({ deliveries: [] }).text()).toContain('还没有一块屏显示')
  })

  it('is 误报 with one press', async () => {
    const banner = bannerOf()
    const button = banner.findAll('button').find((one) => one.text().startsWith('误报'))
    await button?.trigger('click')
    expect(banner.emitted('does')).toEqual([['false-alarm']])
  })

  it('comes to the leader when the desk was silent, until somebody acknowledges', () => {
    expect(isCalledToLeader(alarm())).toBe(true)
    expect(isCalledToLeader(alarm({ steps: alarm().steps?.slice(0, 1) }))).toBe(false)
    expect(isCalledToLeader(alarm({ acknowledgedAt: '2026-11-18T11:39:40.000Z' }))).toBe(false)
    expect(isCalledToLeader(alarm({ falseAlarm: true }))).toBe(false)
  })
})
