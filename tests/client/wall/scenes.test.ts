import { describe, expect, it } from 'vitest'
import {
  calmScenes,
  LOCK_HOLD_MS,
  NEWS_HOLD_MS,
  sceneAt,
  TURN_HOLD_MS,
} from '../../../client/src/screens/wall/calm-scenes.ts'
import type { SceneEvents } from '../../../client/src/screens/wall/calm-scenes.ts'
import { besideBuilding } from '../../../client/src/screens/wall/affected-buildings.ts'
import { frameOfTeams } from '../../../client/src/screens/wall/frame-of-teams.ts'
import { takeovers } from '../../../client/src/screens/wall/takeovers.ts'
import { caseSteps, waitsFor } from '../../../client/src/panels/wall/case-steps.ts'
import { communityDuty } from '../../../client/src/panels/wall/community-duty.ts'
import { incidentStory } from '../../../client/src/panels/wall/incident-story.ts'
import { nearestUnits } from '../../../client/src/panels/wall/nearest-units.ts'
import { promisesDue } from '../../../client/src/panels/wall/promises-due.ts'
import { makeSeenAlarm, makeSeenAssignment, makeSeenEmergency, makeSeenIncident, makeSeenLine } from '../make-seen.ts'

const say = (key: string, values: Record<string, unknown> = {}) => [key, ...Object.values(values)].join(' ')

describe('a calm wall', () => {
  const calm: SceneEvents = { rotates: true, startedMs: 0, newsMs: null, hand: null, isStale: false }
  const ids = calmScenes.map(({ id }) => id)
  const wholeTurn = calmScenes.reduce((sum, { dwellMs }) => sum + dwellMs, 0)

  it('shows each scene in turn for its time, and then the street again', () => {
    let at = 0
    for (const { id, dwellMs } of calmScenes) {
      expect(sceneAt(at, calm)).toMatchObject({ scene: id, why: 'turning' })
      expect(sceneAt(at + dwellMs - 1, calm).scene).toBe(id)
      at += dwellMs
    }
    expect(sceneAt(wholeTurn, calm).scene).toBe('street')
  })

  it('goes back to the street when something happens, holds it, and then turns from there', () => {
    const newsMs = 100_000
    const events = { ...calm, newsMs }
    expect(sceneAt(newsMs, calm).scene).not.toBe('street')
    expect(sceneAt(newsMs, events)).toEqual({ scene: 'street', index: 0, why: 'news' })
    expect(sceneAt(newsMs + NEWS_HOLD_MS - 1, events).why).toBe('news')
    expect(sceneAt(newsMs + NEWS_HOLD_MS, events)).toMatchObject({ scene: 'street', why: 'turning' })
    expect(sceneAt(newsMs + NEWS_HOLD_MS + calmScenes[0].dwellMs, events).index).toBe(1)
  })

  it('holds what a hand chose, and turns on from there', () => {
    const events = { ...calm, hand: { index: 2, atMs: 1_000, holdMs: TURN_HOLD_MS } }
    expect(sceneAt(1_000 + TURN_HOLD_MS - 1, events)).toEqual({ scene: ids[2], index: 2, why: 'hand' })
    const after = sceneAt(1_000 + TURN_HOLD_MS + (calmScenes[2]?.dwellMs ?? 0), events)
    expect(after).toMatchObject({ index: 3, why: 'turning' })
  })

  it('lets what happens take it from a hand, and a hand take it from what happened before', () => {
    const hand = { index: 3, atMs: 1_000, holdMs: LOCK_HOLD_MS }
    expect(sceneAt(6_000, { ...calm, hand, newsMs: 5_000 })).toMatchObject({ index: 0, why: 'news' })
    expect(sceneAt(6_000, { ...calm, hand, newsMs: 500 })).toMatchObject({ index: 3, why: 'hand' })
  })

  it('shows the street while its picture is old, whatever a hand says', () => {
    const hand = { index: 2, atMs: 0, holdMs: LOCK_HOLD_MS }
    expect(sceneAt(1, { ...calm, hand, isStale: true })).toEqual({ scene: 'street', index: 0, why: 'stale' })
  })

  it('that does not turn shows the street, and what a hand chooses for a while', () => {
    const fixed = { ...calm, rotates: false }
    expect(sceneAt(999_999, fixed)).toMatchObject({ scene: 'street', why: 'fixed' })
    const hand = { index: 1, atMs: 0, holdMs: TURN_HOLD_MS }
    expect(sceneAt(1, { ...fixed, hand }).scene).toBe(ids[1])
    expect(sceneAt(TURN_HOLD_MS, { ...fixed, hand }).scene).toBe('street')
  })
})

describe('what takes the wall over', () => {
  const fire = (about: Parameters<typeof makeSeenIncident>[0] = {}) =>
    makeSeenIncident({ kind: 'garage-fire', severity: 1, ...about })
  const known = (
    incidents: ReturnType<typeof makeSeenIncident>[],
    { emergencies = [], alarms = [] }: Partial<Omit<Parameters<typeof takeovers>[0], 'incidents'>> = {},
  ) => takeovers({ incidents: new Map(incidents.map((one) => [one.id, one])), emergencies, alarms })

  it('is an open level 1, although nobody declared an emergency, and nothing lesser', () => {
    const burning = fire()
    expect(known([burning, makeSeenIncident({ severity: 2 })])).toMatchObject([{ kind: 'level-1', id: burning.id }])
  })

  it.each([['received'], ['assigned'], ['on-scene']] as const)('holds a level 1 that is %s', (status) => {
    const burning = fire({ status })
    const alarm = makeSeenAlarm({ incidentId: burning.id, acknowledgedAt: '2026-11-18T06:02:00.000Z' })
    expect(known([burning], { alarms: [alarm] })).toHaveLength(1)
  })

  it.each([['controlled'], ['restored'], ['done'], ['closed'], ['merged']] as const)(
    'lets a level 1 go that is %s, once somebody acknowledged it',
    (status) => {
      const burning = fire({ status })
      const alarm = makeSeenAlarm({ incidentId: burning.id })
      const acknowledged = { ...alarm, acknowledgedAt: '2026-11-18T06:02:00.000Z' }
      expect(known([burning], { alarms: [alarm] })).toMatchObject([{ waiting: true }])
      expect(known([burning], { alarms: [acknowledged] })).toEqual([])
    },
  )

  it('is no false alarm', () => {
    const burning = fire()
    expect(known([burning], { alarms: [makeSeenAlarm({ incidentId: burning.id, falseAlarm: true })] })).toEqual([])
    expect(known([fire({ falseAlarm: true })])).toEqual([])
  })

  it('is the emergency once one is declared for the case, and not the case again when that has ended', () => {
    const burning = fire()
    const emergency = makeSeenEmergency({ incidentId: burning.id })
    expect(known([burning], { emergencies: [emergency] })).toMatchObject([{ kind: 'emergency', id: emergency.id }])
    expect(known([burning], { emergencies: [{ ...emergency, state: 'ended' }] })).toEqual([])
  })

  it('of several is first what is real, then an emergency, then what nobody acknowledged, then the newest', () => {
    const drill = makeSeenEmergency({ drill: true, declaredAt: '2026-11-18T06:30:00.000Z' })
    const [older, newer] = [
      makeSeenEmergency({ declaredAt: '2026-11-18T06:00:00.000Z' }),
      makeSeenEmergency({ declaredAt: '2026-11-18T06:10:00.000Z' }),
    ]
    const known1 = fire({ receivedAt: '2026-11-18T06:20:00.000Z' })
    const waiting = fire({ receivedAt: '2026-11-18T06:05:00.000Z' })
    const all = known([known1, waiting], {
      emergencies: [drill, older, newer],
      alarms: [makeSeenAlarm({ incidentId: waiting.id })],
    })
    expect(all.map(({ id }) => id)).toEqual([newer.id, older.id, waiting.id, known1.id, drill.id])
  })
})

describe('the scene of a level 1', () => {
  const incident = makeSeenIncident({ kind: 'garage-fire', severity: 1, status: 'on-scene' })
  const alarm = makeSeenAlarm({ incidentId: incident.id, acknowledgedAt: '2026-11-18T06:00:40.000Z' })
  const assignments = [
    makeSeenAssignment({ label: '微站 3', sentAt: '2026-11-18T06:01:00.000Z', arrivedAt: '2026-11-18T06:06:00.000Z' }),
    makeSeenAssignment({ label: '119', sentAt: '2026-11-18T06:01:00.000Z' }),
  ]

  it('tells its story newest first, in labels and fixed words', () => {
    expect(incidentStory(incident, { alarm, assignments }, say).map(({ text }) => text)).toEqual([
      'wall.story.arrived 微站 3',
      'wall.story.sent 119',
      'wall.story.sent 微站 3',
      'wall.story.acknowledged',
      'wall.story.received common.channel.hotline',
    ])
  })

  it('says which step it waits for, and since when', () => {
    expect(waitsFor(caseSteps(incident, { alarm: null, assignments: [] }))).toEqual({
      name: 'acknowledged',
      since: incident.receivedAt,
    })
    expect(waitsFor(caseSteps(incident, { alarm, assignments }))).toEqual({
      name: 'controlled',
      since: '2026-11-18T06:06:00.000Z',
    })
    const over = { ...incident, controlledAt: '2026-11-18T06:20:00.000Z' }
    expect(waitsFor(caseSteps(over, { alarm, assignments }))).toBeNull()
  })

  it('names the nearest first, and who cannot be seen last', () => {
    const team = (text: string, lat: number, state: 'free' | 'stale' = 'free') => ({
      text,
      position: [116.3, lat] as [number, number],
      state,
    })
    const near = nearestUnits([team('远', 39.92), team('丢', 39.9001, 'stale'), team('近', 39.901)], [116.3, 39.9])
    expect(near.map(({ label }) => label)).toEqual(['近', '远', '丢'])
  })

  it('shows three teams around the place, but never so much that the place is lost', () => {
    const wide = (meters: number[]) => {
      const ring = frameOfTeams(
        [116.3, 39.9],
        meters.map((far) => ({ meters: far })),
      )
      const [south, north] = [ring[0]?.[1] ?? 0, ring[2]?.[1] ?? 0]
      return Math.round((north - south) * 111_195)
    }
    expect(wide([])).toBe(500)
    expect(wide([100, 200, 400, 9_000])).toBe(800)
    expect(wide([100, 3_000, 5_000])).toBe(1_600)
  })
})

describe('the promises of the scene', () => {
  const now = Date.parse('2026-11-18T06:32:00.000Z')

  it('stand in the order in which they fall due, with what is late and what is due within the hour counted', () => {
    const due = (dueAt: string | null) => makeSeenIncident({ dueAt, severity: 0 })
    const [late, soon, later, never] = [
      due('2026-11-18T06:00:00.000Z'),
      due('2026-11-18T07:31:00.000Z'),
      due('2026-11-18T10:00:00.000Z'),
      due(null),
    ]
    const told = promisesDue([later, never, soon, late], now)
    expect(told.promised.map(({ id }) => id)).toEqual([late.id, soon.id, later.id])
    expect(told).toMatchObject({ late: 1, soon: 1 })
  })
})

describe('the communities on duty', () => {
  it('keep their order, say none where nobody is, and do not expect staff in an online one', () => {
    const communities = [
      { id: 'b', name: '望河', ordinal: 2, virtual: false },
      { id: 'a', name: '翠屏里', ordinal: 1, virtual: false },
      { id: 'c', name: '云上邻里', ordinal: 3, virtual: true },
    ]
    const duties = communityDuty({
      communities,
      lines: [makeSeenLine({ communityId: 'a', state: 'cut' })],
      workers: [
        { id: 'w', label: '翠屏里 01 网格', communityId: 'a', duty: 'on', revision: 1 },
        { id: 'v', label: '望河 01 网格', communityId: 'b', duty: 'off', revision: 1 },
      ],
      open: [makeSeenIncident({ communityId: 'b' }), makeSeenIncident({ communityId: 'b', drill: true })],
    })
    expect(duties).toEqual([
      { id: 'a', name: '翠屏里', line: 'cut', staff: 1, open: 0 },
      { id: 'b', name: '望河', line: null, staff: 0, open: 1 },
      { id: 'c', name: '云上邻里', line: null, staff: null, open: 0 },
    ])
  })
})

describe('the mark of an emergency', () => {
  const footprint: [number, number][] = [
    [116.3, 39.9],
    [116.301, 39.9],
    [116.301, 39.9002],
    [116.3, 39.9002],
  ]
  const area: [number, number][] = [
    [116.29, 39.89],
    [116.31, 39.91],
  ]

  it('stands beside its building, whose number it must not hide, and otherwise where the case is', () => {
    const incident = { position: [116.3005, 39.9001] as [number, number], buildingId: 'a' }
    expect(besideBuilding(incident, [{ id: 'a', footprint }], area)[0]).toBeLessThan(116.3)
    expect(besideBuilding(incident, [{ id: 'b', footprint }], area)).toEqual(incident.position)
    expect(besideBuilding({ ...incident, buildingId: null }, [{ id: 'a', footprint }], area)).toEqual(incident.position)
  })
})
