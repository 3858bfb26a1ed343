import { describe, expect, it } from 'vitest'
import { originOfIncident, type Origin } from '#shared/channel'
import { KindId, kindOf, type KindGroup } from '#shared/kind'
import { ReportRequest } from '#shared/report'
import { atStreetHour, DAY_MS, HOUR_MS, plus, type Instant } from '#shared/time'
import { createDay } from '../../../server/demo/day.ts'
import type { DayStep } from '../../../server/demo/day-step.ts'
import { phrases } from '../../../server/demo/phrases.ts'
import { DEMO_CENTER, DEMO_SEED, drawStreet } from '../../../server/demo/street/draw-street.ts'
import { kindFromText } from '../../../server/intake/kind-from-text.ts'
import { createCalendar } from '../../../server/promises/calendar.ts'
import { dueAt } from '../../../server/promises/promise.ts'

const street = drawStreet({ seed: DEMO_SEED, center: DEMO_CENTER })
const makeDay = (openedOn?: string) =>
  createDay({ street, seed: DEMO_SEED, ...(openedOn === undefined ? {} : { openedOn }) })

/** A Wednesday in winter, the day of the picture. */
const wednesday = '2026-11-18'
const clock = (hours: number, minutes = 0) => atStreetHour(wednesday, hours + minutes / 60)
const picture = clock(14, 32)

/** What steps come to: one row per incident, as the server would keep it. */
function incidentsAfter(steps: readonly DayStep[]) {
  const opened = steps.flatMap((step) => (step.does === 'report' && step.sameAs === null ? [step] : []))
  return opened.map(({ at, report }) => {
    const facts = steps.filter((step) => step.does === 'fact' && step.reportId === report.id)
    const timeOf = (kind: string) => facts.find((step) => step.does === 'fact' && step.kind === kind)?.at ?? null
    const revisit = facts.find((step) => step.does === 'fact' && step.kind === 'revisited')
    const { tier, severity, group } = kindOf(report.kind)
    const promised = report.kind !== 'question' && report.kind !== 'suggestion'
    return {
      ...report,
      receivedAt: at,
      severity,
      group,
      origin: originOfIncident([report.channel]),
      dueAt: promised ? dueAt(tier, at, createCalendar()) : null,
      doneAt: timeOf('done'),
      revisitedAt: revisit?.at ?? null,
      satisfied: revisit?.does === 'fact' ? revisit.satisfied : null,
      isAnswered: steps.some(
        (step) => (step.does === 'answer' || step.does === 'assign') && step.reportId === report.id,
      ),
    }
  })
}

const count = <T>(things: readonly T[], is: (thing: T) => boolean) => things.filter(is).length

describe('the opening state at 14:32 of a winter Wednesday', () => {
  const steps = makeDay().openingState(picture)
  const incidents = incidentsAfter(steps)
  const midnight = clock(0)
  const received = incidents.filter((incident) => incident.receivedAt >= midnight)
  const open = incidents.filter((incident) => incident.doneAt === null)

  it('has 32 received: 19 on the own line, 6 found, 7 by 12345', () => {
    const from = (origin: Origin) => count(received, (incident) => incident.origin === origin)
    expect([received.length, from('own'), from('found'), from('12345')]).toEqual([32, 19, 6, 7])
  })

  it('has 20 of them done and 12 open, with 2 older ones', () => {
    expect(count(received, (incident) => incident.doneAt !== null)).toBe(20)
    expect(count(received, (incident) => incident.doneAt === null)).toBe(12)
    expect(open).toHaveLength(14)
  })

  it('has of the open ones 0, 1, 2 and 3 in the levels 1 to 4, and 8 daily ones', () => {
    const inLevel = (severity: number) => count(open, (incident) => incident.severity === severity)
    expect([1, 2, 3, 4, 0].map(inLevel)).toEqual([0, 1, 2, 3, 8])
  })

  it('is late with exactly one, the lift of the morning', () => {
    const late = open.filter((incident) => incident.dueAt !== null && incident.dueAt < picture)
    expect(late.map((incident) => incident.kind)).toEqual(['lift-outage'])
  })

  it('had 19 due by now, 18 of them done in time', () => {
    const due = incidents.filter(({ dueAt: due }) => due !== null && due >= midnight && due <= picture)
    const inTime = due.filter((incident) => incident.doneAt !== null && incident.doneAt <= (incident.dueAt ?? ''))
    expect([inTime.length, due.length]).toEqual([18, 19])
  })

  it('reached 12 on a revisit today, of whom 11 are content', () => {
    const asked = incidents.filter((incident) => incident.revisitedAt !== null && incident.revisitedAt >= midnight)
    const reached = asked.filter((incident) => incident.satisfied !== null)
    expect([count(reached, (incident) => incident.satisfied === true), reached.length]).toEqual([11, 12])
  })

  it('has answered every single one', () => {
    expect(incidents.filter((incident) => !incident.isAnswered)).toEqual([])
  })

  it('heard nine times from specialists in the chat group, and four times within the last hour', () => {
    expect(count(received, (incident) => incident.channel === 'wechat')).toBe(9)
    expect(count(received, (incident) => incident.receivedAt > plus(picture, -HOUR_MS))).toBe(4)
  })

  it('tells it in the order of time, nothing after now', () => {
    const times = steps.map((step) => step.at)
    expect(times).toEqual([...times].sort())
    expect(times.filter((at) => at > picture)).toEqual([])
  })
})

describe('the opening state at other hours', () => {
  it.each([
    [5, 1, 3],
    [9, 8, 13],
    [12, 18, 25],
    [20, 38, 60],
  ])('of a day first seen at %i:00 has between %i and %i received', (hour, fewest, most) => {
    const received = incidentsAfter(makeDay().openingState(clock(hour))).filter(
      ({ receivedAt }) => receivedAt >= clock(0),
    )
    expect(received.length).toBeGreaterThanOrEqual(fewest)
    expect(received.length).toBeLessThanOrEqual(most)
  })

  it('goes on where it ended: what came by noon and what comes after noon are the whole day', () => {
    const begun = makeDay().openingState(clock(12))
    const goesOn = makeDay(wednesday).stepsBetween(clock(12), clock(23, 59))
    expect([...begun, ...goesOn]).toEqual(makeDay().openingState(clock(23, 59)))
  })
})

describe('the stream of a made-up year', () => {
  const day = makeDay()
  const from = atStreetHour('2026-01-01', 0)
  const days = 365
  const reports = day.reportsBetween(from, plus(from, days * DAY_MS))
  const opening = reports.filter((step) => step.sameAs === null)
  const share = (is: (step: (typeof opening)[number]) => boolean) => count(opening, is) / opening.length

  it('is about 34 incidents a day, told in 1.3 reports each', () => {
    expect(opening.length / days).toBeGreaterThan(32.5)
    expect(opening.length / days).toBeLessThan(35.5)
    expect(reports.length / opening.length).toBeGreaterThan(1.2)
    expect(reports.length / opening.length).toBeLessThan(1.4)
  })

  it.each<[KindGroup, number]>([
    ['utility', 0.15],
    ['property', 0.3],
    ['question', 0.2],
    ['road', 0.12],
    ['neighbour', 0.1],
    ['other', 0.13],
  ])('has, of the group %s, a share of about %f', (group, expected) => {
    expect(Math.abs(share(({ report }) => kindOf(report.kind).group === group) - expected)).toBeLessThan(0.02)
  })

  it.each<[Origin, number]>([
    ['own', 0.59],
    ['found', 0.19],
    ['12345', 0.22],
  ])('comes, from the origin %s, in a share of about %f', (origin, expected) => {
    expect(Math.abs(share(({ report }) => originOfIncident([report.channel]) === origin) - expected)).toBeLessThan(0.02)
  })

  it('brings about 120 on the day the heating starts', () => {
    const start = day.reportsBetween(atStreetHour('2026-11-15', 0), atStreetHour('2026-11-15', 24))
    expect(Math.abs(count(start, (step) => step.sameAs === null) - 120)).toBeLessThan(10)
  })

  it('comes mostly by day', () => {
    const hour = (at: Instant) => (new Date(at).getUTCHours() + 8) % 24
    expect(share(({ at }) => hour(at) >= 7 && hour(at) < 20)).toBeGreaterThan(0.8)
    expect(share(({ at }) => hour(at) < 5)).toBeLessThan(0.03)
  })

  it('speaks as the front door expects, from a place on the street, of nobody who can be rung', () => {
    const buildings = new Set(street.buildings.map((building) => building.id))
    for (const { report } of reports.slice(0, 2_000)) {
      ReportRequest.parse(report)
      expect(report.buildingId === undefined || buildings.has(report.buildingId)).toBe(true)
      expect(report.reporter?.phone ?? '1003').toMatch(/^1003/)
    }
  })

  it('says the same again for the same seed, whatever the pieces in which it is asked for', () => {
    const noon = plus(from, DAY_MS / 2)
    const end = plus(from, 3 * DAY_MS)
    const inPieces = [...makeDay().stepsBetween(from, noon), ...makeDay().stepsBetween(noon, end)]
    expect(inPieces).toEqual(makeDay().stepsBetween(from, end))
  })

  it('uses no id twice', () => {
    const steps = day.stepsBetween(from, plus(from, 30 * DAY_MS))
    const ids = steps.map((step) => (step.does === 'report' ? step.report.id : step.id))
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('the words', () => {
  it.each(KindId.options)('of %s are understood by the rules that suggest a kind', (kind) => {
    const words = [...phrases[kind].said, ...phrases[kind].found]
    const misread = words.filter((text) => kindFromText(text).kind !== kind)
    expect(misread).toEqual([])
  })

  it.each(KindId.options)('of %s are many enough not to sound like a machine', (kind) => {
    expect(phrases[kind].said.length).toBeGreaterThanOrEqual(4)
  })
})
