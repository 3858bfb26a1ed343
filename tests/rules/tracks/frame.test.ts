import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFrameDecoder, createFrameEncoder, MAX_SLOTS } from '#shared/frame'
import type { SlotFixes } from '#shared/frame'
import { distanceMeters, offsetMeters } from '#shared/geo'
import { Problem } from '#shared/problem'
import { makeWalkers, ORIGIN } from './walkers.ts'

const AT = Date.parse('2026-11-18T01:00:00.000Z')

const positionAt = (fixes: SlotFixes, slot: number) =>
  [fixes.positions[2 * slot] ?? NaN, fixes.positions[2 * slot + 1] ?? NaN] as [number, number]

function makeFixes(count: number): SlotFixes {
  return { positions: new Float64Array(2 * count), takenAt: new Float64Array(count).fill(NaN) }
}

/** Some slots of a street move to anywhere within it and five kilometres around. */
const someMoves = (slotCount: number) =>
  fc.uniqueArray(
    fc.record({
      slot: fc.integer({ min: 0, max: slotCount - 1 }),
      east: fc.double({ min: -10_000, max: 10_000, noNaN: true }),
      north: fc.double({ min: -10_000, max: 10_000, noNaN: true }),
      ageSeconds: fc.integer({ min: 0, max: 4_000 }),
    }),
    { selector: (move) => move.slot },
  )

describe('a frame', () => {
  it('brings every position to within 0.2 m, by deltas and by a full frame alike', () => {
    const SLOTS = 40
    fc.assert(
      fc.property(fc.array(someMoves(SLOTS), { minLength: 1, maxLength: 8 }), (seconds) => {
        const encoder = createFrameEncoder(ORIGIN)
        const [constant, newcomer] = [createFrameDecoder(), createFrameDecoder()]
        const truth = makeFixes(SLOTS)
        encoder.restart(1, SLOTS)
        encoder.advance(AT, truth, [])
        constant.take(encoder.full())
        seconds.forEach((moves, second) => {
          const at = AT + (second + 1) * 1_000
          for (const { slot, east, north, ageSeconds } of moves) {
            truth.positions.set(offsetMeters(ORIGIN, east, north), 2 * slot)
            truth.takenAt[slot] = at - ageSeconds * 1_000
          }
          const slots = moves.map((move) => move.slot).sort((a, b) => a - b)
          const news = constant.take(encoder.advance(at, truth, slots))
          expect(news).toEqual({ kind: 'delta', moved: Uint16Array.from(slots) })
        })
        newcomer.take(encoder.full())

        for (const decoder of [constant, newcomer]) {
          for (let slot = 0; slot < SLOTS; slot++) {
            const takenAt = truth.takenAt[slot] ?? NaN
            expect(Number.isNaN(decoder.takenAt[slot])).toBe(Number.isNaN(takenAt))
            if (Number.isNaN(takenAt)) continue
            expect(distanceMeters(positionAt(decoder, slot), positionAt(truth, slot))).toBeLessThan(0.2)
            // Ages are coarse, and never older than the truth by more than the rounding.
            expect((decoder.takenAt[slot] ?? NaN) - takenAt).toBeGreaterThanOrEqual(0)
            expect((decoder.takenAt[slot] ?? NaN) - takenAt).toBeLessThan(5_000)
          }
        }
        expect(constant.positions).toEqual(newcomer.positions)
      }),
    )
  })

  it('lets a newcomer go on with the deltas everybody gets', () => {
    const walkers = makeWalkers(50)
    const encoder = createFrameEncoder(ORIGIN)
    const [constant, newcomer] = [createFrameDecoder(), createFrameDecoder()]
    encoder.restart(7, 50)
    for (let second = 0; second < 20; second++) {
      walkers.walk(AT + second * 1_000)
      const delta = encoder.advance(AT + second * 1_000, walkers, walkers.slots)
      if (second === 0) constant.take(encoder.full())
      else constant.take(delta)
      if (second === 10) newcomer.take(encoder.full())
      if (second > 10) expect(newcomer.take(delta).kind).toBe('delta')
    }
    expect(newcomer.positions).toEqual(constant.positions)
    expect(newcomer.rosterVersion).toBe(7)
    expect(newcomer.at).toBe(AT + 19_000)
  })

  it('can be empty, and still tells the time', () => {
    const encoder = createFrameEncoder(ORIGIN)
    const decoder = createFrameDecoder()
    encoder.restart(1, 0)
    encoder.advance(AT, makeFixes(0), [])
    expect(decoder.take(encoder.full())).toEqual({ kind: 'full', moved: new Uint16Array(0) })
    decoder.take(encoder.advance(AT + 1_000, makeFixes(0), []))
    expect(decoder.at).toBe(AT + 1_000)
  })

  it('holds 65,535 slots', () => {
    const walkers = makeWalkers(MAX_SLOTS)
    const encoder = createFrameEncoder(ORIGIN)
    const decoder = createFrameDecoder()
    encoder.restart(1, MAX_SLOTS)
    walkers.walk(AT)
    encoder.advance(AT, walkers, walkers.slots)
    decoder.take(encoder.full())
    walkers.walk(AT + 1_000)
    expect(decoder.take(encoder.advance(AT + 1_000, walkers, walkers.slots)).kind).toBe('delta')
    const worst = Math.max(
      ...walkers.slots.map((slot) => distanceMeters(positionAt(decoder, slot), positionAt(walkers, slot))),
    )
    expect(worst).toBeLessThan(0.2)
  })

  it('costs less than a byte per update of 3,000 people walking, full frames included', () => {
    const walkers = makeWalkers(3_000)
    const encoder = createFrameEncoder(ORIGIN)
    encoder.restart(1, 3_000)
    walkers.walk(AT)
    encoder.advance(AT, walkers, walkers.slots)
    let bytes = 0
    const SECONDS = 120
    for (let second = 1; second <= SECONDS; second++) {
      walkers.walk(AT + second * 1_000)
      const delta = encoder.advance(AT + second * 1_000, walkers, walkers.slots)
      bytes += second % 30 === 0 ? encoder.full().length : delta.length
    }
    expect(bytes / SECONDS / 3_000).toBeLessThan(1)
  })
})

describe('a delta', () => {
  function makeStream() {
    const walkers = makeWalkers(5)
    const encoder = createFrameEncoder(ORIGIN)
    encoder.restart(1, 5)
    let at = AT
    return {
      encoder,
      next() {
        walkers.walk((at += 1_000))
        return encoder.advance(at, walkers, walkers.slots)
      },
    }
  }

  it('is ignored until a full frame came', () => {
    expect(createFrameDecoder().take(makeStream().next())).toEqual({ kind: 'ignored', because: 'gap' })
  })

  it('is ignored when one before it is missing, until the next full frame', () => {
    const { encoder, next } = makeStream()
    const decoder = createFrameDecoder()
    next()
    decoder.take(encoder.full())
    next()
    const before = decoder.positions.slice()
    expect(decoder.take(next())).toEqual({ kind: 'ignored', because: 'gap' })
    expect(decoder.positions).toEqual(before)
    decoder.take(encoder.full())
    expect(decoder.take(next()).kind).toBe('delta')
  })

  it('is taken once when it comes twice', () => {
    const { encoder, next } = makeStream()
    const decoder = createFrameDecoder()
    next()
    decoder.take(encoder.full())
    const delta = next()
    decoder.take(delta)
    const before = decoder.positions.slice()
    expect(decoder.take(delta)).toEqual({ kind: 'ignored', because: 'old' })
    expect(decoder.positions).toEqual(before)
  })

  it('of another roster is not mixed with this one', () => {
    const { encoder, next } = makeStream()
    const decoder = createFrameDecoder()
    next()
    decoder.take(encoder.full())
    encoder.restart(2, 5)
    expect(decoder.take(next())).toEqual({ kind: 'ignored', because: 'gap' })
  })

  it('means nothing after the connection was lost', () => {
    const { encoder, next } = makeStream()
    const decoder = createFrameDecoder()
    next()
    decoder.take(encoder.full())
    decoder.forget()
    expect(decoder.take(next())).toEqual({ kind: 'ignored', because: 'gap' })
  })
})

describe('a hostile frame', () => {
  function expectRefusal(bytes: Uint8Array, decoder = createFrameDecoder()) {
    try {
      decoder.take(bytes)
    } catch (error) {
      expect(error).toBeInstanceOf(Problem)
      expect(error).toMatchObject({ code: 'invalid' })
    }
  }

  it('of any bytes is refused with a Problem and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => expectRefusal(bytes)),
      { numRuns: 2_000 },
    )
  })

  it('that begins like a frame is refused with a Problem and nothing else', () => {
    const heads = fc.constantFrom([1, 0], [1, 1])
    fc.assert(
      fc.property(heads, fc.uint8Array({ maxLength: 300 }), (head, bytes) => {
        expectRefusal(Uint8Array.from([...head, ...bytes]))
      }),
      { numRuns: 5_000 },
    )
  })

  it('changed in any one byte, or cut short, is refused or understood, and a refusal changes nothing', () => {
    const walkers = makeWalkers(20)
    const encoder = createFrameEncoder(ORIGIN)
    encoder.restart(1, 20)
    walkers.walk(AT)
    encoder.advance(AT, walkers, walkers.slots)
    const full = encoder.full()
    walkers.walk(AT + 1_000)
    const delta = encoder.advance(AT + 1_000, walkers, walkers.slots)
    fc.assert(
      fc.property(fc.constantFrom(full, delta), fc.nat(), fc.nat(255), fc.boolean(), (frame, at, value, cut) => {
        const decoder = createFrameDecoder()
        decoder.take(full)
        const before = { positions: decoder.positions.slice(), takenAt: decoder.takenAt.slice() }
        const hostile = cut ? frame.slice(0, at % frame.length) : frame.slice()
        if (!cut) hostile[at % frame.length] = value
        try {
          decoder.take(hostile)
        } catch (error) {
          expect(error).toBeInstanceOf(Problem)
          expect(decoder.positions).toEqual(before.positions)
          expect(decoder.takenAt).toEqual(before.takenAt)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['nothing at all', [], 'it ends too early'],
    ['another version', [2, 0, 0, 0], 'expected version 1, got 2'],
    ['another kind', [1, 9, 0, 0], 'expected kind 0 or 1, got 9'],
    [
      'more updates than slots',
      [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 255, 255],
      'expected at most 1 updates, got 65535',
    ],
    [
      'an origin that is not on Earth',
      [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0, 0, 1, 0, 0],
      'its origin is not on Earth',
    ],
  ])('%s is refused with the reason', (_what, bytes, reason) => {
    expect(() => createFrameDecoder().take(Uint8Array.from(bytes))).toThrow(reason)
  })

  it('with something after its end is refused', () => {
    const encoder = createFrameEncoder(ORIGIN)
    encoder.restart(1, 0)
    encoder.advance(AT, makeFixes(0), [])
    expect(() => createFrameDecoder().take(Uint8Array.from([...encoder.full(), 0]))).toThrow(
      'something follows its end',
    )
  })
})
