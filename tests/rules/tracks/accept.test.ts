import { describe, expect, it } from 'vitest'
import { distanceMeters, offsetMeters } from '#shared/geo'
import type { Position } from '#shared/geo'
import { judgeFix } from '../../../server/tracks/accept.ts'
import type { DeviceMemory, Fix } from '../../../server/tracks/accept.ts'
import { ORIGIN } from './walkers.ts'

const NOW = Date.parse('2026-11-18T01:00:00.000Z')
const MINUTE = 60_000
const isNear = (position: Position) => distanceMeters(position, ORIGIN) < 8_000

const makeFix = (about: Partial<Fix> = {}): Fix => ({ position: ORIGIN, claimedMs: NOW, accuracyMeters: 10, ...about })

const noMemory: DeviceMemory = { last: null, quietSinceMs: NOW }

/** A device whose last fix was taken at the origin, so many seconds ago. */
const tookOne = (secondsAgo: number): DeviceMemory => ({
  last: { position: ORIGIN, claimedMs: NOW - secondsAgo * 1_000 },
  quietSinceMs: NOW - secondsAgo * 1_000,
})

const judge = (fix: Fix, memory = noMemory) => judgeFix(fix, memory, { ms: NOW, isNear })

describe('a fix that is nonsense by itself', () => {
  it.each<[string, Partial<Fix>, string]>([
    ['NaN as longitude', { position: [NaN, 39.87] }, 'impossible'],
    ['infinity as latitude', { position: [116.39, Infinity] }, 'impossible'],
    ['minus infinity', { position: [-Infinity, 39.87] }, 'impossible'],
    ['a latitude of 95 degrees', { position: [116.39, 95] }, 'impossible'],
    ['0/0, what a phone says that knows nothing', { position: [0, 0] }, 'zero'],
    ['latitude and longitude swapped', { position: [39.87, 116.39] }, 'swapped'],
    ['another city', { position: [121.47, 31.23] }, 'outside'],
    ['just beyond five kilometres around the street', { position: offsetMeters(ORIGIN, 8_050, 0) }, 'outside'],
    ['a circle of five kilometres', { accuracyMeters: 5_000 }, 'inaccurate'],
    ['a circle of 201 metres', { accuracyMeters: 201 }, 'inaccurate'],
  ])('is rejected: %s', (_what, about, reason) => {
    expect(judge(makeFix(about))).toEqual({ ok: false, reason })
  })

  it.each<[string, Partial<Fix>]>([
    ['a circle of 200 metres', { accuracyMeters: 200 }],
    ['a phone that does not say how accurate it is', { accuracyMeters: null }],
    ['just within five kilometres around the street', { position: offsetMeters(ORIGIN, 7_950, 0) }],
  ])('is not: %s', (_what, about) => {
    expect(judge(makeFix(about))).toEqual({ ok: true, atMs: NOW })
  })

  it('is never forgiven, however long nothing better came', () => {
    const memory = { ...tookOne(1), quietSinceMs: NOW - 60 * MINUTE }
    expect(judge(makeFix({ position: [0, 0] }), memory)).toEqual({ ok: false, reason: 'zero' })
    expect(judge(makeFix({ position: [121.47, 31.23] }), memory)).toEqual({ ok: false, reason: 'outside' })
  })
})

describe('a fix beside the one before it', () => {
  it.each<[string, Partial<Fix>, DeviceMemory, string]>([
    ['the same one again', { claimedMs: NOW - 5_000 }, tookOne(5), 'duplicate'],
    ['an older one that comes late', { claimedMs: NOW - 6_000 }, tookOne(5), 'older'],
    ['41 m in a second', { position: offsetMeters(ORIGIN, 41, 0) }, tookOne(1), 'too-fast'],
    ['a jump of three kilometres in a minute', { position: offsetMeters(ORIGIN, 0, 3_000) }, tookOne(60), 'too-fast'],
  ])('is rejected: %s', (_what, about, memory, reason) => {
    expect(judge(makeFix(about), memory)).toEqual({ ok: false, reason })
  })

  it.each<[string, Partial<Fix>, DeviceMemory]>([
    ['standing still', {}, tookOne(1)],
    ['a wobble of 20 m within a tenth of a second', { position: offsetMeters(ORIGIN, 20, 0) }, tookOne(0.1)],
    ['39 m in a second', { position: offsetMeters(ORIGIN, 39, 0) }, tookOne(1)],
    ['two kilometres after a tunnel of a minute', { position: offsetMeters(ORIGIN, 2_000, 0) }, tookOne(60)],
  ])('is taken: %s', (_what, about, memory) => {
    expect(judge(makeFix(about), memory)).toEqual({ ok: true, atMs: NOW })
  })
})

describe('the clock of a phone', () => {
  it('may be a minute ahead; the fix then counts as of now', () => {
    expect(judge(makeFix({ claimedMs: NOW + MINUTE }))).toEqual({ ok: true, atMs: NOW })
    expect(judge(makeFix({ claimedMs: NOW + MINUTE + 1 }))).toEqual({ ok: false, reason: 'future' })
  })

  it.each(['1970-01-01T00:00:00.000Z', '2026-11-17T01:00:00.000Z'])(
    'that says %s makes its fix as old as it says, never negative',
    (claimedAt) => {
      expect(judge(makeFix({ claimedMs: Date.parse(claimedAt) }))).toEqual({ ok: true, atMs: Date.parse(claimedAt) })
    },
  )
})

describe('a worker', () => {
  const quiet = (minutes: number): DeviceMemory => ({ ...tookOne(1), quietSinceMs: NOW - minutes * MINUTE })

  it.each<[string, Partial<Fix>]>([
    ['whose phone jumped to where it really is', { position: offsetMeters(ORIGIN, 2_000, 0) }],
    ['whose phone lives in tomorrow', { claimedMs: NOW + 24 * 60 * MINUTE }],
    ['whose phone was set back to yesterday', { claimedMs: NOW - 24 * 60 * MINUTE }],
  ])('%s is muted for five minutes and not for ever', (_what, about) => {
    expect(judge(makeFix(about), quiet(5))).toMatchObject({ ok: false })
    expect(judge(makeFix(about), { ...quiet(5), quietSinceMs: NOW - 5 * MINUTE - 1 })).toEqual({ ok: true, atMs: NOW })
  })

  it('whose phone lived in tomorrow from its first word is heard in the end too', () => {
    const fix = makeFix({ claimedMs: NOW + 24 * 60 * MINUTE })
    expect(judge(fix, { last: null, quietSinceMs: NOW - 6 * MINUTE })).toEqual({ ok: true, atMs: NOW })
  })
})
