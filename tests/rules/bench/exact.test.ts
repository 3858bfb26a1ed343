import { describe, expect, it } from 'vitest'
import { isInPolygon } from '#shared/geo'
import { mismatchesOf } from '../../bench/grid-lookup.ts'
import { bruteForceOf, drawDemoGrids, drawLattice, drawTestPoints } from '../../bench/lattice.ts'
import { countMessages } from '../../bench/raw-screen.ts'
import { entropyBytes, measure } from '../../bench/wire-bytes.ts'

describe('the bytes on the wire', () => {
  it('are the same in every run: 3,000 people walking cost a screen at most 0.8 bytes an update', async () => {
    const small = { workers: 300, seconds: 31 }
    const [first, second] = [await measure('ours', small), await measure('ours', small)]
    expect(first).toEqual(second)
    expect(first.isRight).toBe(true)

    const ours = await measure('ours', { workers: 3_000, seconds: 31 })
    expect(ours.isRight).toBe(true)
    expect(ours.bytes).toBeLessThan(0.8)
    expect(ours.bytes).toBeGreaterThan(entropyBytes())
  })

  it.each(['event', 'json', 'json-deflated'] as const)(
    'of the contestant %s bring the true positions too',
    async (kind) => {
      expect((await measure(kind, { workers: 50, seconds: 3 })).isRight).toBe(true)
    },
  )
})

describe('a screen that decodes nothing', () => {
  it.each([1, 2, 3, 7, 64, 1_000_000])('counts every message of a stream that comes in pieces of %i bytes', (piece) => {
    const payloads = [0, 1, 125, 126, 127, 65_535, 65_536].map((size) => Buffer.alloc(size, 0x82))
    const stream = Buffer.concat(payloads.flatMap((payload) => [headOf(payload.length), payload]))
    let messages = 0
    const count = countMessages(() => messages++)
    for (let from = 0; from < stream.length; from += piece) count(stream, from, Math.min(from + piece, stream.length))
    expect(messages).toBe(payloads.length)
  })

  function headOf(length: number): Buffer {
    const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10, 0x82)
    head[1] = length < 126 ? length : length < 65_536 ? 126 : 127
    if (head.length === 4) head.writeUInt16BE(length, 2)
    if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2)
    return head
  }
})

describe('the index of areas', () => {
  it.each([
    ['the grids of the made-up street', drawDemoGrids],
    ['2,000 areas', () => drawLattice(2_000)],
  ])('of %s finds what brute force finds, on edges and corners too', (_what, draw) => {
    expect(mismatchesOf(draw(), 10_000)).toBe(0)
  })

  it('is compared with a brute force that says what trying every area says', () => {
    const areas = drawLattice(400)
    const findSlowly = bruteForceOf(areas)
    for (const position of drawTestPoints(areas, 2_000)) {
      expect(findSlowly(position)).toBe(areas.find((area) => isInPolygon(position, area.boundary)) ?? null)
    }
  })
})
