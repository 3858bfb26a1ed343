import gcoord from 'gcoord'
import { describe, expect, it } from 'vitest'
import { distanceMeters } from '#shared/geo'
import type { Position } from '#shared/geo'
import { toWgs84 } from '../../../server/places/to-wgs84.ts'

/** Computed by an independent program (googollee/eviltransform): [lat, lng] in WGS 84, the same in GCJ-02. */
const vectors: [number, number, number, number][] = [
  [31.1774276, 121.5272106, 31.17530398364597, 121.531541859215],
  [22.543847, 113.912316, 22.540796131694766, 113.9171764808363],
  [39.911954, 116.377817, 39.91334545536069, 116.38404722455657],
  [39.905, 116.29, 39.90624524086089, 116.29605641598171],
]

describe('a position from another system', () => {
  it.each(vectors)('from GCJ-02 is %d, %d within 0.2 m', (lat, lng, gcjLat, gcjLng) => {
    expect(distanceMeters(toWgs84([gcjLng, gcjLat], 'GCJ02'), [lng, lat])).toBeLessThan(0.2)
  })

  it.each(vectors)('from BD-09 is %d, %d within 0.5 m', (lat, lng) => {
    const [bdLng, bdLat] = gcoord.transform([lng, lat], gcoord.WGS84, gcoord.BD09)
    expect(distanceMeters(toWgs84([bdLng, bdLat], 'BD09'), [lng, lat])).toBeLessThan(0.5)
  })

  it.each(['GCJ02', 'BD09', 'WGS84'] as const)('outside China stays as it is, whatever it says it is (%s)', (crs) => {
    expect(toWgs84([4.47, 51.92], crs)).toEqual([4.47, 51.92])
  })

  it('in WGS 84 stays as it is', () => {
    expect(toWgs84([116.29, 39.905], 'WGS84')).toEqual([116.29, 39.905])
  })

  it.each(['GCJ02', 'BD09', 'WGS84'] as const)('is never changed in place (%s)', (crs) => {
    const given: Position = [116.29, 39.905]
    const wgs = toWgs84(given, crs)
    expect(given).toEqual([116.29, 39.905])
    expect(wgs).not.toBe(given)
  })
})
