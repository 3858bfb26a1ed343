import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { offsetMeters } from '#shared/geo'
import { TrackStats } from '#shared/phone'
import { plus } from '#shared/time'
import type { KeptFix } from '../../../server/tracks/history.ts'
import { createTracks } from '../../../server/tracks/tracks.ts'
import type { Device } from '../../../server/tracks/tracks.ts'
import { acceptedOf, EAST_GRID, makeClock, makePhoneFix, makeUnit, twoGrids, WEST_GRID } from './make.ts'
import { ORIGIN } from './walkers.ts'

function makeStreet() {
  const clock = makeClock()
  const kept: KeptFix[] = []
  const history = {
    add: (fix: KeptFix) => kept.push(fix),
    stats: () => ({ written: 0, waiting: kept.length, dropped: 0 }),
  }
  const tracks = createTracks({ places: twoGrids, clock, realNow: clock, history })
  const unit = makeUnit()
  const phone: Device = { id: randomUUID(), workerId: unit.workerId, crs: 'WGS84' }
  tracks.setOnDuty([unit])
  return { clock, kept, tracks, unit, phone }
}

describe('a worker on duty', () => {
  it('is where the newest fix says, in the grid that lies there', () => {
    const { tracks, phone, clock } = makeStreet()
    tracks.accept(phone, makePhoneFix({ position: offsetMeters(ORIGIN, -10, 0) }))
    expect(tracks.find(phone.workerId)).toMatchObject({ gridId: WEST_GRID, state: 'fresh', ageMs: 0 })
    clock.pass(20_000)
    tracks.accept(phone, makePhoneFix({ position: offsetMeters(ORIGIN, 10, 0) }))
    expect(tracks.find(phone.workerId)).toMatchObject({ gridId: EAST_GRID, position: offsetMeters(ORIGIN, 10, 0) })
  })

  it.each([
    [119, 'fresh'],
    [120, 'fading'],
    [299, 'fading'],
    [300, 'lost'],
  ])('whose last fix is %i s old is %s', (seconds, state) => {
    const { tracks, phone, clock } = makeStreet()
    tracks.accept(phone, makePhoneFix())
    clock.pass(seconds * 1_000)
    expect(tracks.find(phone.workerId)).toMatchObject({ state })
    expect(tracks.stats().onDuty).toEqual({ fresh: 0, fading: 0, lost: 0, [state]: 1 })
  })

  it('without any fix counts as without position', () => {
    const { tracks } = makeStreet()
    expect(tracks.stats().onDuty).toEqual({ fresh: 0, fading: 0, lost: 1 })
  })

  it('whose fix was on its way for three minutes is fading at once', () => {
    const { tracks, phone, clock } = makeStreet()
    tracks.accept(phone, makePhoneFix({ claimedAt: plus(clock.now(), -180_000) }))
    expect(tracks.find(phone.workerId)).toMatchObject({ state: 'fading', ageMs: 180_000 })
  })

  it('is where the newer of two phones says', () => {
    const { tracks, phone, clock } = makeStreet()
    tracks.accept(phone, makePhoneFix({ claimedAt: clock.now() }))
    const second = { ...phone, id: randomUUID() }
    const older = makePhoneFix({ claimedAt: plus(clock.now(), -30_000), position: offsetMeters(ORIGIN, 300, 0) })
    expect(tracks.accept(second, older)).toEqual({ ok: false, reason: 'older' })
    expect(tracks.find(phone.workerId)).toMatchObject({ position: ORIGIN })
  })

  it('has a history that keeps what the phone claims beside what the server saw', () => {
    const { tracks, phone, clock, kept } = makeStreet()
    tracks.accept(phone, makePhoneFix({ claimedAt: plus(clock.now(), -7_000), accuracyMeters: 12 }))
    expect(kept).toEqual([
      {
        workerId: phone.workerId,
        at: clock.now(),
        claimedAt: plus(clock.now(), -7_000),
        position: ORIGIN,
        accuracyMeters: 12,
        gridId: EAST_GRID,
      },
    ])
  })
})

describe('a worker off duty', () => {
  it('has no position: none is taken, kept or remembered', () => {
    const { tracks, phone, kept } = makeStreet()
    tracks.accept(phone, makePhoneFix())
    tracks.setOnDuty([])
    expect(tracks.find(phone.workerId)).toBeNull()
    expect(tracks.accept(phone, makePhoneFix())).toEqual({ ok: false, reason: 'off-duty' })
    tracks.setOnDuty([makeUnit({ workerId: phone.workerId })])
    expect(tracks.find(phone.workerId)).toBeNull()
    expect(kept).toHaveLength(1)
  })
})

describe('what is rejected', () => {
  it('is counted by reason, for all phones and for each', () => {
    const { tracks, phone } = makeStreet()
    tracks.accept(phone, makePhoneFix())
    tracks.accept(phone, makePhoneFix({ position: [0, 0] }))
    tracks.countUnreadable(phone)
    const stats = TrackStats.parse(tracks.stats())
    expect(stats.phones).toMatchObject({ accepted: 1, rejected: { zero: 1, unreadable: 1, future: 0 } })
    expect(stats.devices[phone.id]).toEqual(stats.phones)
  })
})

describe('a phone in another coordinate system', () => {
  it('is converted once, before anything else looks', () => {
    const { tracks, phone } = makeStreet()
    tracks.accept({ ...phone, crs: 'GCJ02' }, makePhoneFix({ position: [116.29605641598171, 39.90624524086089] }))
    expect(tracks.stats().phones.rejected.outside).toBe(1)
    tracks.accept({ ...phone, crs: 'GCJ02' }, makePhoneFix({ position: [116.39623, 39.8714] }))
    expect(tracks.find(phone.workerId)?.position[0]).toBeCloseTo(116.39, 3)
  })
})

describe('a phone in the demo, whose street lives at another time', () => {
  it('is moved along with the street, and ages in real time', () => {
    const realNow = makeClock('2026-11-18T01:00:00.000Z')
    const clock = makeClock('2026-12-24T20:00:00.000Z')
    const tracks = createTracks({ places: twoGrids, clock, realNow })
    const unit = makeUnit()
    tracks.setOnDuty([unit])
    const phone: Device = { id: randomUUID(), workerId: unit.workerId, crs: 'WGS84' }
    expect(tracks.accept(phone, makePhoneFix({ claimedAt: plus(realNow.now(), -10_000) }))).toEqual({ ok: true })
    expect(tracks.find(unit.workerId)).toMatchObject({ ageMs: 10_000 })

    // Sixty times as fast: 60 m in a real second are 1 m/s on the street.
    realNow.pass(1_000)
    clock.pass(60_000)
    const next = makePhoneFix({ claimedAt: plus(realNow.now(), -10_000), position: offsetMeters(ORIGIN, 60, 0) })
    expect(tracks.accept(phone, next)).toEqual({ ok: true })
  })
})

describe('a made-up walk', () => {
  it('moves a worker who has no phone, and is no phone in the counts', () => {
    const { tracks, unit } = makeStreet()
    tracks.walk(unit.workerId, ORIGIN)
    expect(tracks.find(unit.workerId)).toMatchObject({ position: ORIGIN })
    expect(acceptedOf(tracks)).toBe(0)
  })

  it('stops where a real phone speaks, wherever the walk had been, and goes on ten minutes after its last word', () => {
    const { tracks, unit, phone, clock } = makeStreet()
    tracks.walk(unit.workerId, offsetMeters(ORIGIN, 2_000, 0))
    const fix = makePhoneFix({ claimedAt: plus(clock.now(), -2_000) })
    expect(tracks.accept(phone, fix)).toEqual({ ok: true })
    clock.pass(599_000)
    tracks.walk(unit.workerId, offsetMeters(ORIGIN, 2_000, 0))
    expect(tracks.find(unit.workerId)).toMatchObject({ position: ORIGIN })
    clock.pass(2_000)
    tracks.walk(unit.workerId, offsetMeters(ORIGIN, 2_000, 0))
    expect(tracks.find(unit.workerId)).toMatchObject({ position: offsetMeters(ORIGIN, 2_000, 0) })
  })
})
