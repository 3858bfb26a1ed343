import { describe, expect, it } from 'vitest'
import { createFrameEncoder } from '#shared/frame'
import { offsetMeters } from '#shared/geo'
import type { Position } from '#shared/geo'
import { Problem } from '#shared/problem'
import { createPositions, slotStates } from '../../../client/src/positions/positions.ts'

const ORIGIN: Position = [116.39, 39.87]
const AT = Date.parse('2026-11-18T01:00:00.000Z')
const ID = '22222222-2222-4222-8222-222222222222'

/** A server with so many slots, and a screen that watches it. */
function makeLane(slotCount: number) {
  const encoder = createFrameEncoder(ORIGIN)
  const truth = { positions: new Float64Array(2 * slotCount), takenAt: new Float64Array(slotCount).fill(NaN) }
  let at = AT
  encoder.restart(1, slotCount)
  return {
    encoder,
    /** A second passes; these slots are now so many metres east of the origin. */
    second(moves: Record<number, number>, ageMs = 0) {
      at += 1_000
      const slots = Object.keys(moves).map(Number)
      for (const slot of slots) {
        truth.positions.set(offsetMeters(ORIGIN, moves[slot] ?? 0, 0), 2 * slot)
        truth.takenAt[slot] = at - ageMs
      }
      return encoder.advance(at, truth, slots).buffer
    },
    full: () => encoder.full().buffer,
  }
}

const makeRoster = (version = 1) => ({
  version,
  entries: [
    { slot: 0, unit: 'worker' as const, label: '翠屏里 03 网格', id: ID },
    { slot: 1, unit: 'team' as const, label: '应急一队' },
  ],
})

describe('the positions on a screen', () => {
  it('are where the frames say, and where they were a frame before', () => {
    const lane = makeLane(2)
    const positions = createPositions()
    lane.second({ 0: 0 })
    positions.takeFrame(lane.full(), 0)
    positions.takeFrame(lane.second({ 0: 10 }), 1_000)
    const { view } = positions
    expect(view.length).toBe(2)
    expect(view.previous[0]).toBeCloseTo(ORIGIN[0], 5)
    expect(view.current[0]).toBeCloseTo(offsetMeters(ORIGIN, 10, 0)[0], 5)
    expect(view.states).toEqual(Uint8Array.from([slotStates.fresh, slotStates.none]))
  })

  it('do not slide across the street when somebody appears', () => {
    const lane = makeLane(2)
    const positions = createPositions()
    lane.second({})
    positions.takeFrame(lane.full(), 0)
    positions.takeFrame(lane.second({ 1: 500 }), 1_000)
    expect(positions.view.previous).toEqual(positions.view.current)
  })

  it('do not slide from one person to the next when the roster changes', () => {
    const lane = makeLane(2)
    const positions = createPositions()
    lane.second({ 0: 0 })
    positions.takeFrame(lane.full(), 0)
    lane.encoder.restart(2, 2)
    lane.second({ 0: 500 })
    positions.takeFrame(lane.full(), 1_000)
    expect(positions.view.previous).toEqual(positions.view.current)
  })

  it('age by the clock of the server and the time since its last word, whatever the clock of this machine says', () => {
    const lane = makeLane(2)
    const positions = createPositions()
    positions.takeRoster(makeRoster())
    lane.second({ 0: 0 })
    positions.takeFrame(lane.full(), 5_000)
    expect(positions.look(5_000)).toEqual({ fresh: 1, fading: 0, lost: 1 })
    expect(positions.look(124_999)).toEqual({ fresh: 1, fading: 0, lost: 1 })
    expect(positions.look(125_000)).toEqual({ fresh: 0, fading: 1, lost: 1 })
    expect(positions.look(305_000)).toEqual({ fresh: 0, fading: 0, lost: 2 })
    expect(positions.view.states).toEqual(Uint8Array.from([slotStates.lost, slotStates.none]))
  })

  it('stay and go on ageing when the connection breaks; then only a full frame is understood', () => {
    const lane = makeLane(1)
    const positions = createPositions()
    lane.second({ 0: 0 })
    positions.takeFrame(lane.full(), 0)
    positions.breakOff()
    expect(positions.takeFrame(lane.second({ 0: 50 }), 1_000)).toBe('gap')
    expect(positions.view.length).toBe(1)
    expect(positions.look(200_000)).toEqual({ fresh: 0, fading: 1, lost: 0 })
    expect(positions.takeFrame(lane.full(), 200_000)).toBe('full')
    expect(positions.look(200_000)).toEqual({ fresh: 1, fading: 0, lost: 0 })
  })

  it('have names only while roster and frame speak of the same slots', () => {
    const lane = makeLane(2)
    const positions = createPositions()
    lane.second({ 0: 0 })
    positions.takeFrame(lane.full(), 0)
    positions.takeRoster(makeRoster())
    expect(positions.entryAt(0)?.label).toBe('翠屏里 03 网格')
    expect(positions.find(ID, 1_000)).toMatchObject({ ageMs: 1_000, state: 'fresh' })
    positions.takeRoster(makeRoster(2))
    expect(positions.entryAt(0)).toBeNull()
    expect(positions.find(ID, 1_000)).toBeNull()
  })

  it.each([null, undefined, 'frame', 7, {}, [], new ArrayBuffer(0), new Uint8Array([1, 1, 0])])(
    'are not disturbed by %j in the place of a frame',
    (frame) => {
      const lane = makeLane(1)
      const positions = createPositions()
      lane.second({ 0: 0 })
      positions.takeFrame(lane.full(), 0)
      const before = positions.view.current.slice()
      expect(() => positions.takeFrame(frame, 1_000)).toThrow(Problem)
      expect(positions.view.current).toEqual(before)
    },
  )
})
