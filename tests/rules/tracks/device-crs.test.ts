import gcoord from 'gcoord'
import { describe, expect, it } from 'vitest'
import { distanceMeters } from '#shared/geo'
import type { Position } from '#shared/geo'
import { toWgs84 } from '../../../server/places/to-wgs84.ts'

/** WGS 84 and GCJ-02, longitude first. From the tests of googollee/eviltransform; the last is 万寿路, 534.8 m apart. */
const golden: [Position, Position][] = [
  [
    [121.5272106, 31.1774276],
    [121.531541859215, 31.17530398364597],
  ],
  [
    [113.912316, 22.543847],
    [113.9171764808363, 22.540796131694766],
  ],
  [
    [116.377817, 39.911954],
    [116.38404722455657, 39.91334545536069],
  ],
  [
    [116.29, 39.905],
    [116.29605641598171, 39.90624524086089],
  ],
]

describe('the coordinate system of a device', () => {
  it.each(golden)('%j is what the library calls it in GCJ-02, to 1e-9 degrees', (wgs84, gcj02) => {
    const [lng = NaN, lat = NaN] = gcoord.transform([...wgs84], gcoord.WGS84, gcoord.GCJ02)
    expect(Math.abs(lng - gcj02[0])).toBeLessThan(1e-9)
    expect(Math.abs(lat - gcj02[1])).toBeLessThan(1e-9)
  })

  it.each(golden)('%j comes back from GCJ-02 to within a centimetre', (wgs84, gcj02) => {
    expect(distanceMeters(toWgs84(gcj02, 'GCJ02'), wgs84)).toBeLessThan(0.01)
  })

  it.each(golden)('%j comes back from BD-09 to within a metre', (wgs84) => {
    const [lng = NaN, lat = NaN] = gcoord.transform([...wgs84], gcoord.WGS84, gcoord.BD09)
    expect(distanceMeters(toWgs84([lng, lat], 'BD09'), wgs84)).toBeLessThan(1)
  })

  it('matters: taken for the wrong one, a phone at 万寿路 is 534.8 m off', () => {
    const [wgs84, gcj02] = golden[3] ??
      golden[0] ?? [
        [0, 0],
        [0, 0],
      ]
    expect(distanceMeters(toWgs84(gcj02, 'WGS84'), wgs84)).toBeCloseTo(534.8, 0)
  })

  it('is not shifted outside China', () => {
    expect(toWgs84([2.2945, 48.8584], 'GCJ02')).toEqual([2.2945, 48.8584])
  })

  it('leaves what it was given untouched', () => {
    const given: Position = [116.29605641598171, 39.90624524086089]
    toWgs84(given, 'GCJ02')
    expect(given).toEqual([116.29605641598171, 39.90624524086089])
  })
})
