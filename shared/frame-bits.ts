import { Problem } from './problem.ts'

/**
 * Columns of small numbers in as few bits as they carry: Rice coding, the first bit of a byte the highest.
 *
 * A column begins with its width k in 5 bits. Each number n ≥ 0 is then n >> k in unary (that many ones and a zero),
 * followed by its k lowest bits; from 16 ones on there is no zero, the number itself follows in 24 bits.
 * The width 31 says that every number of the column is zero, and nothing follows.
 */
const WIDTH_BITS = 5
const ALL_ZERO = 31
const WIDEST = 20
const LONGEST_RUN = 16
const RAW_BITS = 24

/** Numbers of both signs as numbers that are not negative, small ones staying small: 0, -1, 1, -2 … become 0, 1, 2, 3 … */
export const zigZag = (value: number) => ((value << 1) ^ (value >> 31)) >>> 0
export const unZigZag = (value: number) => (value >>> 1) ^ -(value & 1)

export interface BitWriter {
  /** The lowest `count` (at most 32) bits of a number that is not negative. */
  bits(value: number, count: number): void
  /** A column, in the width that makes it shortest. */
  column(values: readonly number[]): void
  finish(): Uint8Array<ArrayBuffer>
}

export function createBitWriter(): BitWriter {
  let bytes = new Uint8Array(1_024)
  let length = 0
  /** Bits that do not fill a byte yet, and how many: at most 7, so that 24 more fit into an integer. */
  let begun = 0
  let begunBits = 0

  function bits(value: number, count: number) {
    if (count > 24) {
      bits(value >>> 16, count - 16)
      bits(value & 0xffff, 16)
      return
    }
    if (length + 4 > bytes.length) {
      const longer = new Uint8Array(bytes.length * 2)
      longer.set(bytes)
      bytes = longer
    }
    begun = (begun << count) | (value & ((1 << count) - 1))
    begunBits += count
    while (begunBits >= 8) {
      begunBits -= 8
      bytes[length++] = begun >>> begunBits
    }
    begun &= (1 << begunBits) - 1
  }

  function column(values: readonly number[]) {
    const width = narrowestWidth(values)
    bits(width, WIDTH_BITS)
    if (width === ALL_ZERO) return
    for (const value of values) {
      const run = value >>> width
      if (run < LONGEST_RUN) {
        bits((1 << (run + 1)) - 2, run + 1)
        bits(value, width)
      } else {
        bits(2 ** LONGEST_RUN - 1, LONGEST_RUN)
        bits(value, RAW_BITS)
      }
    }
  }

  function finish() {
    if (begunBits > 0) bits(0, 8 - begunBits)
    return bytes.slice(0, length)
  }

  return { bits, column, finish }
}

function narrowestWidth(values: readonly number[]): number {
  if (values.every((value) => value === 0)) return ALL_ZERO
  let best = 0
  let fewest = Infinity
  for (let width = 0; width <= WIDEST; width++) {
    let total = 0
    for (const value of values) {
      const run = value >>> width
      total += run < LONGEST_RUN ? run + 1 + width : LONGEST_RUN + RAW_BITS
    }
    if (total > fewest) break // wider only wastes more
    best = width
    fewest = total
  }
  return best
}

export interface BitReader {
  bits(count: number): number
  column(count: number): Uint32Array
  /** Refuses bytes that nothing has asked for. */
  end(): void
}

/** Reads what the writer wrote. Anything else is a Problem, and a count is believed only when the bits for it are there. */
export function createBitReader(bytes: Uint8Array): BitReader {
  const length = bytes.length * 8
  let read = 0

  /** The next bits, the first one the highest: at least 25 of them, zeros after the end. */
  function ahead(): number {
    const at = read >>> 3
    const word = ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8)
    return (word | (bytes[at + 3] ?? 0)) << (read & 7)
  }

  function pass(count: number) {
    if (count > length - read) throw refusal('it ends too early')
    read += count
  }

  function bits(count: number): number {
    if (count > 24) return bits(count - 16) * 2 ** 16 + bits(16)
    if (count === 0) return 0
    const value = ahead() >>> (32 - count)
    pass(count)
    return value
  }

  function number(width: number): number {
    const run = Math.clz32(~ahead())
    if (run < LONGEST_RUN) {
      pass(run + 1)
      return (run << width) + bits(width)
    }
    pass(LONGEST_RUN)
    return bits(RAW_BITS)
  }

  function column(count: number): Uint32Array {
    const width = bits(WIDTH_BITS)
    if (width === ALL_ZERO) return new Uint32Array(count)
    if (width > WIDEST) throw refusal(`expected a column of at most ${WIDEST} bits, got ${width}`)
    if (count > length - read) throw refusal('it says more than it holds')
    const numbers = new Uint32Array(count)
    for (let at = 0; at < count; at++) numbers[at] = number(width)
    return numbers
  }

  function end() {
    if (length - read >= 8) throw refusal('something follows its end')
  }

  return { bits, column, end }
}

/** The one way in which a frame is refused. */
export const refusal = (why: string) => new Problem('invalid', `This is not a valid frame: ${why}`)
