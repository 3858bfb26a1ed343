import { describe, expect, it } from 'vitest'
import { isSounding, nothingHeard, toneDue } from '../../../client/src/panels/wall/alarm-sound.ts'
import { newestFirst } from '../../../client/src/panels/wall/newest-first.ts'
import { countOpen } from '../../../client/src/panels/wall/open-counts.ts'
import { openRows } from '../../../client/src/panels/wall/open-rows.ts'
import { promiseWords } from '../../../client/src/panels/wall/promise-words.ts'
import { scaleBar } from '../../../client/src/panels/wall/scale-bar.ts'
import { percent } from '../../../client/src/panels/wall/share.ts'
import { utilityReports } from '../../../client/src/panels/wall/utility-states.ts'
import { makeSeenAlarm, makeSeenIncident } from '../make-seen.ts'

const now = Date.parse('2026-11-18T06:32:00.000Z')
const say = (key: string, values: Record<string, unknown> = {}) =>
  [key.replace('common.', ''), ...Object.values(values)].join(' ')
const many = (count: number, about: Parameters<typeof makeSeenIncident>[0] = {}) =>
  Array.from({ length: count }, () => makeSeenIncident(about))

describe('the counts of what is open', () => {
  it('add up: levels and days both make the total, and drills are not in it', () => {
    const open = [
      ...many(2, { severity: 2 }),
      ...many(3, { severity: 0, receivedAt: '2026-11-15T06:00:00.000Z', dueAt: null }),
      ...many(1, { severity: 4, dueAt: '2026-11-18T06:00:00.000Z' }),
      ...many(5, { drill: true }),
    ]
    const counts = countOpen(open, now)
    expect(counts).toMatchObject({
      total: 6,
      today: 3,
      older: 3,
      late: 1,
      bySeverity: { 0: 3, 1: 0, 2: 2, 3: 0, 4: 1 },
    })
  })

  it("count a street's day from its own midnight, sixteen hours in UTC", () => {
    const beforeMidnight = makeSeenIncident({ receivedAt: '2026-11-17T15:59:59.000Z' })
    const afterMidnight = makeSeenIncident({ receivedAt: '2026-11-17T16:00:00.000Z' })
    expect(countOpen([beforeMidnight, afterMidnight], now)).toMatchObject({ today: 1, older: 1 })
  })
})

describe('the list of what is open', () => {
  it('has a row for each case while they fit, and one for everything 日常', () => {
    const rows = openRows([...many(6), ...many(8, { severity: 0 })], 7, now)
    expect(rows.listed).toHaveLength(6)
    expect(rows).toMatchObject({ more: null, routine: { count: 8 } })
  })

  it('never has more rows than there is room for, and counts the rest with what is late among it', () => {
    const late = { dueAt: '2026-11-18T06:00:00.000Z' }
    const rows = openRows([...many(150), ...many(50, late), ...many(8, { severity: 0 })], 7, now)
    expect(rows.listed).toHaveLength(5)
    expect(rows.more).toEqual({ count: 195, late: 50 })
  })

  it('says how old the oldest 日常 is', () => {
    const rows = openRows(
      [...many(1, { severity: 0 }), ...many(1, { severity: 0, receivedAt: '2026-11-15T06:00:00.000Z' })],
      7,
      now,
    )
    expect(rows.routine?.oldestAt).toBe('2026-11-15T06:00:00.000Z')
  })
})

describe('a deadline in words', () => {
  it('says what is left, near from 80 %, and what is over', () => {
    const received = '2026-11-18T00:00:00.000Z'
    const words = (dueAt: string) =>
      promiseWords(makeSeenIncident({ receivedAt: received, dueAt, tier: 'before-night' }), now, say)
    expect(words('2026-11-18T16:00:00.000Z')).toEqual({ time: 'span.left 9:28', tier: 'tier.before-night', tone: null })
    expect(words('2026-11-18T07:00:00.000Z')).toMatchObject({ time: 'span.left 0:28', tone: 'near' })
    expect(words('2026-11-18T04:00:00.000Z')).toMatchObject({ time: 'span.over 2:32', tone: 'over' })
  })

  it('of 不过晌 taken after noon says the hour', () => {
    const taken = (dueAt: string) => promiseWords(makeSeenIncident({ dueAt }), now, say).tier
    expect(taken('2026-11-18T10:00:00.000Z')).toBe('span.before 18:00')
    expect(taken('2026-11-18T04:00:00.000Z')).toBe('tier.before-noon')
  })

  it('of a fire says its state, never the time that is left', () => {
    const fire = makeSeenIncident({ kind: 'garage-fire', severity: 1, status: 'on-scene' })
    expect(promiseWords(fire, now, say)).toEqual({ time: 'fire.on-scene', tier: '', tone: null })
  })

  it('that does not exist is said to be none', () => {
    expect(promiseWords(makeSeenIncident({ dueAt: null, tier: null }), now, say).time).toBe('span.noDeadline')
  })
})

describe('a rate', () => {
  it.each([
    [18, 19, '94.7'],
    [32, 32, '100'],
    [1_999, 2_000, '99.9'],
    [1, 4_000, '0.1'],
    [0, 7, '0'],
    [0, 0, null],
  ])('of %i in %i is printed %o', (n, d, text) => {
    expect(percent({ n, d })).toBe(text)
  })
})

describe('the newest', () => {
  it('are of today, without what was merged into another, newest first', () => {
    const [early, late] = [
      makeSeenIncident({ receivedAt: '2026-11-18T01:00:00.000Z', status: 'done' }),
      makeSeenIncident({ receivedAt: '2026-11-18T06:00:00.000Z' }),
    ]
    const merged = makeSeenIncident({ status: 'merged', receivedAt: '2026-11-18T06:30:00.000Z' })
    const yesterday = makeSeenIncident({ receivedAt: '2026-11-17T06:00:00.000Z' })
    const { today, lastHour } = newestFirst([early, yesterday, late, merged], now)
    expect(today.map(({ id }) => id)).toEqual([late.id, early.id])
    expect(lastHour).toBe(1)
  })
})

describe('water, power, gas and heating', () => {
  it('count open reports of a failing supply until it is restored', () => {
    const open = [
      makeSeenIncident({ kind: 'power-outage' }),
      makeSeenIncident({ kind: 'power-outage', restoredAt: '2026-11-18T06:10:00.000Z' }),
      makeSeenIncident({ kind: 'heating-outage', drill: true }),
      makeSeenIncident({ kind: 'pipe-burst' }),
    ]
    expect(utilityReports(open)).toEqual({ water: 0, power: 1, gas: 0, heating: 0 })
  })
})

describe('the alarm', () => {
  const raised = '2026-11-18T06:31:00.000Z'
  const seconds = (after: number) => Date.parse(raised) + after * 1_000

  it('of level 1 sounds on confirmation, or after thirty seconds without a decision', () => {
    const alarm = makeSeenAlarm({ raisedAt: raised })
    expect(isSounding(alarm, seconds(29))).toBe(false)
    expect(isSounding(alarm, seconds(30))).toBe(true)
    expect(isSounding({ ...alarm, confirmedAt: raised }, seconds(1))).toBe(true)
  })

  it('of level 1 repeats every ten seconds until somebody acknowledges it', () => {
    const alarm = makeSeenAlarm({ raisedAt: raised, confirmedAt: raised })
    const first = toneDue(nothingHeard, { alarms: [alarm], now: seconds(1), monotonicMs: 0 })
    expect(first.tone).toBe(1)
    const soon = toneDue(first.memory, { alarms: [alarm], now: seconds(10), monotonicMs: 9_999 })
    expect(soon.tone).toBeNull()
    const again = toneDue(soon.memory, { alarms: [alarm], now: seconds(11), monotonicMs: 10_000 })
    expect(again.tone).toBe(1)
    const acknowledged = { ...alarm, acknowledgedAt: raised }
    expect(toneDue(again.memory, { alarms: [acknowledged], now: seconds(30), monotonicMs: 30_000 }).tone).toBeNull()
  })

  it('of level 2 sounds once', () => {
    const alarm = makeSeenAlarm({ level: 2, raisedAt: raised })
    const first = toneDue(nothingHeard, { alarms: [alarm], now: seconds(1), monotonicMs: 0 })
    expect(first.tone).toBe(2)
    expect(toneDue(first.memory, { alarms: [alarm], now: seconds(60), monotonicMs: 60_000 }).tone).toBeNull()
  })

  it('is silent for what was acknowledged or called false while the screen was away', () => {
    const away = [
      makeSeenAlarm({ raisedAt: raised, confirmedAt: raised, acknowledgedAt: raised }),
      makeSeenAlarm({ raisedAt: raised, confirmedAt: raised, falseAlarm: true }),
      makeSeenAlarm({ level: 2, raisedAt: raised, acknowledgedAt: raised }),
      makeSeenAlarm({ level: 2, raisedAt: '2026-11-18T05:00:00.000Z' }),
    ]
    expect(toneDue(nothingHeard, { alarms: away, now: seconds(60), monotonicMs: 0 }).tone).toBeNull()
  })
})

describe('the scale bar', () => {
  it.each([
    [2.5, 300],
    [1, 100],
    [7, 1_000],
    [0.3, 30],
  ])('at %f metres a pixel is %i metres long', (metersPerPixel, meters) => {
    expect(scaleBar(metersPerPixel, 120).meters).toBe(meters)
  })
})
