import { randomUUID } from 'node:crypto'
import { distanceMeters } from '#shared/geo'
import type { Position } from '#shared/geo'
import type { Clock } from '#shared/time'
import type { Grid } from '#shared/street'
import type { UnitOnDuty } from '../../../server/tracks/table.ts'
import type { Tracks } from '../../../server/tracks/tracks.ts'
import type { PhoneFix } from '../../../server/tracks/phones.ts'
import type { TracksParts } from '../../../server/tracks/tracks.ts'
import { ORIGIN } from './walkers.ts'

export function makeUnit(about: Partial<UnitOnDuty> = {}): UnitOnDuty {
  const workerId = about.workerId ?? randomUUID()
  return { workerId, unit: 'worker', id: workerId, label: '翠屏里 03 网格', name: '演示甲', ...about }
}

/** A clock that stands until it is moved. */
export function makeClock(at = '2026-11-18T01:00:00.000Z'): Clock & { pass(ms: number): void } {
  let now = Date.parse(at)
  return {
    now: () => new Date(now).toISOString(),
    pass(ms) {
      now += ms
    },
  }
}

export function makePhoneFix(about: Partial<PhoneFix> = {}): PhoneFix {
  return { claimedAt: null, position: ORIGIN, accuracyMeters: 10, speedMps: null, ...about }
}

const makeGrid = (id: string): Grid => ({
  id,
  code: id,
  communityId: '11111111-1111-4111-8111-111111111111',
  name: id,
  boundary: { type: 'Polygon', coordinates: [] },
  labelAt: ORIGIN,
})

export const WEST_GRID = '22222222-2222-4222-8222-222222222222'
export const EAST_GRID = '33333333-3333-4333-8333-333333333333'

/** A street of two grids, west and east of the origin. */
export const twoGrids: TracksParts['places'] = {
  findGrid: ([lng]: Position) => makeGrid(lng < ORIGIN[0] ? WEST_GRID : EAST_GRID),
  isNear: (position: Position) => distanceMeters(position, ORIGIN) < 8_000,
}

export const acceptedOf = (tracks: Tracks) => tracks.stats().phones.accepted
