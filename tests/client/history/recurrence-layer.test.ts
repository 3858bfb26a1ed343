import { describe, expect, it } from 'vitest'
import { recurrenceLayer, recurrencePoints } from '../../../client/src/map/layers/recurrence-layer.ts'

const ramp = ['#111111', '#222222', '#333333']

describe('the blur of what keeps coming back', () => {
  it('weighs a place by how often it came back', () => {
    const { features } = recurrencePoints([{ position: [116.3, 39.9], weight: 7 }])
    expect(features.map(({ properties, geometry }) => [properties, geometry])).toEqual([
      [{ weight: 7 }, { type: 'Point', coordinates: [116.3, 39.9] }],
    ])
  })

  it('begins out of nothing: a street without recurrences looks as always', () => {
    const layer = JSON.stringify(recurrenceLayer(ramp, 39.9))
    expect(layer).toContain('0,"rgba(17, 17, 17, 0)"')
    expect(recurrencePoints([]).features).toEqual([])
  })

  it('is as wide on the ground at every zoom', () => {
    const layer = recurrenceLayer(ramp, 39.9)
    const radius = layer.type === 'heatmap' ? layer.paint?.['heatmap-radius'] : null
    if (!Array.isArray(radius)) throw new Error('expected a radius that follows the zoom')
    const [, , , fromZoom, fromPixels, toZoom, toPixels] = radius.map(Number)
    expect(Math.log2((toPixels ?? 0) / (fromPixels ?? 1))).toBeCloseTo((toZoom ?? 0) - (fromZoom ?? 0), 6)
  })
})
