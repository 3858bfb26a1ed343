import type { Position } from '#shared/geo'

/** Rings and points as typed arrays: in degrees from a centre, so that 32 bits tell centimetres. */
export interface StreetArrays {
  /** Where each ring begins among the corners, and where the last one ends. */
  starts: Uint32Array<ArrayBuffer>
  /** Two numbers for each corner of a ring. */
  corners: Float32Array<ArrayBuffer>
  /** Two numbers for each point. */
  points: Float32Array<ArrayBuffer>
}

/** One block: how many rings and points, then the arrays one after the other, as this machine and its browser hold them. */
export function writeStreet(rings: readonly Position[][], points: readonly Position[], center: Position): Buffer {
  const starts = [0]
  for (const ring of rings) starts.push((starts.at(-1) ?? 0) + ring.length)
  const fromCenter = ([lng, lat]: Position) => [lng - center[0], lat - center[1]]
  const arrays = [
    Uint32Array.of(rings.length, points.length),
    Uint32Array.from(starts),
    Float32Array.from(rings.flat().flatMap(fromCenter)),
    Float32Array.from(points.flatMap(fromCenter)),
  ]
  return Buffer.concat(arrays.map((array) => new Uint8Array(array.buffer)))
}

/** Views of the block; nothing is copied. */
export function readStreet(block: ArrayBuffer): StreetArrays {
  const [rings = 0, points = 0] = new Uint32Array(block, 0, 2)
  const starts = new Uint32Array(block, 8, rings + 1)
  const corners = new Float32Array(block, 8 + starts.byteLength, 2 * (starts.at(-1) ?? 0))
  return { starts, corners, points: new Float32Array(block, 8 + starts.byteLength + corners.byteLength, 2 * points) }
}
