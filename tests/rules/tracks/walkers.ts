import { offsetMeters } from '#shared/geo'
import type { Position } from '#shared/geo'
import type { SlotFixes } from '#shared/frame'

/** Somewhere in the north of China; no street in particular. */
export const ORIGIN: Position = [116.39, 39.87]

/** The same numbers for the same seed (mulberry32, public domain). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface Walkers extends SlotFixes {
  /** Everybody takes a second's walk: 1–1.7 m/s, straight on, now and then round a corner. */
  walk(at: number): void
  slots: number[]
}

/** People walking within two kilometres of the origin. */
export function makeWalkers(count: number, seed = 1): Walkers {
  const random = createRandom(seed)
  const people = Array.from({ length: count }, () => ({
    east: (random() - 0.5) * 4_000,
    north: (random() - 0.5) * 4_000,
    heading: random() * 2 * Math.PI,
    speed: 1 + random() * 0.7,
  }))
  const positions = new Float64Array(2 * count)
  const takenAt = new Float64Array(count)

  return {
    positions,
    takenAt,
    slots: people.map((_, slot) => slot),
    walk(at) {
      people.forEach((person, slot) => {
        if (random() < 0.02) person.heading += random() < 0.5 ? Math.PI / 2 : -Math.PI / 2
        person.east += Math.cos(person.heading) * person.speed
        person.north += Math.sin(person.heading) * person.speed
        positions.set(offsetMeters(ORIGIN, person.east, person.north), 2 * slot)
        takenAt[slot] = at
      })
    },
  }
}
