import { describe, expect, it } from 'vitest'
import type { StreetDrawing } from '#shared/street'
import { gridLoads, keepSame } from '../../../client/src/map/grid-load.ts'
import { groundStyle } from '../../../client/src/map/layers/ground-style.ts'
import { labelId, nameId, placeMarks } from '../../../client/src/map/layers/marks.ts'
import { spreadMarks } from '../../../client/src/map/layers/spread-marks.ts'
import { pixelsPerDegree, sharePictured, staffArrays } from '../../../client/src/map/layers/staff-arrays.ts'
import { placeLabels } from '../../../client/src/map/place-labels.ts'
import { slotStates } from '../../../client/src/positions/positions.ts'
import { rgbaOf } from '../../../client/src/look/token-color.ts'
import { deskZoom, screenScale } from '../../../client/src/look/useScreenScale.ts'

const frame = { left: 0, top: 0, right: 1_000, bottom: 800 }
const square = (west: number, south: number): [number, number][] => [
  [west, south],
  [west + 0.01, south],
  [west + 0.01, south + 0.01],
  [west, south],
]
const gridId = '11111111-1111-4111-8111-111111111111'
const colors = {
  far: '#000000', land: '#000000', block: '#000000', building: '#000000', green: '#000000',
  park: '#000000', water: '#000000', waterFar: '#000000', grid: '#000000', community: '#000000', edge: '#000000',
  loads: ['#11111111', '#22222222'] as const, density: ['#3b2549', '#a877c2', '#d9c2e6'], worker: '#4fd1b8', lost: '#e9eff5',
} // prettier-ignore
const drawing: StreetDrawing = {
  version: '1',
  name: '演示街道',
  demo: true,
  households: 1,
  specialists: 1,
  boundary: square(116.3, 39.9),
  communities: [],
  grids: [
    {
      id: gridId,
      code: 'G1',
      communityId: gridId,
      name: '01 网格',
      boundary: { type: 'Polygon', coordinates: [square(116.3, 39.9)] },
      labelAt: [116.3, 39.9],
    },
  ],
}

describe('the ground', () => {
  it('needs nothing from anywhere else: no glyphs, no sprite, no host', () => {
    const style = groundStyle(drawing, colors, 1)
    expect(style).not.toHaveProperty('glyphs')
    expect(style).not.toHaveProperty('sprite')
    expect(JSON.stringify(style)).not.toMatch(/https?:/)
  })

  it('asks for its tiles where the page came from, by the version of the drawing', () => {
    const { ground } = groundStyle({ ...drawing, version: 'abc' }, colors, 1).sources
    expect(ground).toMatchObject({ tiles: ['/api/places/ground/abc/{z}/{x}/{y}'], minzoom: 8, maxzoom: 13 })
  })

  it('draws its lines twice as thick on a screen twice as high', () => {
    const edge = (scale: number) => groundStyle(drawing, colors, scale).layers.find(({ id }) => id === 'edge')
    expect(edge(1)?.paint).toMatchObject({ 'line-width': 3 })
    expect(edge(2)?.paint).toMatchObject({ 'line-width': 6 })
  })

  it('shades a grid by what is open in it, in three tones', () => {
    const open = (count: number) => Array.from({ length: count }, () => ({ gridId }))
    const tone = (count: number) => gridLoads(open(count)).get(gridId) ?? 0
    expect([0, 1, 2, 3, 40].map(tone)).toEqual([0, 1, 1, 2, 2])
    expect(gridLoads([{ gridId: null }]).size).toBe(0)
  })

  it('is not shaded anew while the same is open, however often it is asked', () => {
    const before = gridLoads([{ gridId }])
    expect(keepSame(before, gridLoads([{ gridId }, { gridId }]))).toBe(before)
    expect(keepSame(before, gridLoads([]))).not.toBe(before)
  })
})

describe('placing labels', () => {
  const label = { id: 'a', width: 100, height: 20, must: false }

  it('takes the first place that covers nothing', () => {
    const candidates = [
      { x: 200, y: 200 },
      { x: 200, y: 240 },
    ]
    const obstacle = { left: 190, top: 190, right: 210, bottom: 210 }
    expect(placeLabels([{ ...label, candidates }], [obstacle], frame).get('a')).toEqual({ x: 200, y: 240 })
  })

  it('leaves a label out that has no place, but never one that must be said', () => {
    const candidates = [{ x: 200, y: 200 }]
    const obstacle = { left: 0, top: 0, right: 400, bottom: 400 }
    expect(placeLabels([{ ...label, candidates }], [obstacle], frame).size).toBe(0)
    expect(placeLabels([{ ...label, candidates, must: true }], [obstacle], frame).size).toBe(1)
  })

  it('keeps labels on the screen', () => {
    const candidates = [
      { x: 980, y: 200 },
      { x: 900, y: 200 },
    ]
    expect(placeLabels([{ ...label, candidates }], [], frame).get('a')).toEqual({ x: 900, y: 200 })
  })

  it('moves the name of a community away from an incident that lies on it', () => {
    const parts = { teams: [], frame, fontSize: 20, widthOf: (text: string) => 20 * text.length, scale: 1 }
    const names = [{ id: 'n', at: { x: 500, y: 400 }, text: '望河' }]
    const incidents = [{ id: 'i', severity: 2 as const, at: { x: 500, y: 400 }, label: '积水' }]
    expect(placeMarks({ ...parts, names, incidents: [] }).get(nameId('n'))).toEqual({ x: 500, y: 400 })
    const places = placeMarks({ ...parts, names, incidents })
    expect(places.get(nameId('n'))).not.toEqual({ x: 500, y: 400 })
    expect(places.get(labelId('i'))?.x).toBeGreaterThan(500)
  })
})

describe('the newest case', () => {
  it('keeps its words, clear of the ring it wears', () => {
    const parts = { teams: [], names: [], frame, fontSize: 20, widthOf: (text: string) => 20 * text.length, scale: 1 }
    const incident = { id: 'i', severity: 3 as const, at: { x: 500, y: 400 }, label: '停电' }
    const [plain, ringed] = [false, true].map((isRinged) =>
      placeMarks({ ...parts, incidents: [{ ...incident, ringed: isRinged }] }).get(labelId('i')),
    )
    expect(ringed?.x).toBeGreaterThan(plain?.x ?? Infinity)
  })
})

describe('marks that lie on one another', () => {
  const mark = (id: string, x: number, severity: 2 | 4 = 4) => ({ id, severity, at: { x, y: 100 } })

  it('are moved aside until each can be seen; the most urgent stays where it is', () => {
    const [first, second, third] = spreadMarks([mark('a', 100, 2), mark('b', 100), mark('c', 101)], 1)
    expect(first?.at).toEqual({ x: 100, y: 100 })
    const apart = [first, second, third].map((one) => `${one?.at.x},${one?.at.y}`)
    expect(new Set(apart).size).toBe(3)
    expect(Math.abs((second?.at.x ?? 0) - 100)).toBeGreaterThan(20)
  })

  it('are left alone when they are far enough apart', () => {
    const marks = [mark('a', 100), mark('b', 140)]
    expect(spreadMarks(marks, 1)).toEqual(marks)
  })
})

describe('staff on the map', () => {
  const view = {
    length: 4,
    current: Float64Array.of(116.3, 39.9, 116.31, 39.9, 116.32, 39.9, NaN, NaN),
    previous: Float64Array.of(116.299, 39.9, 116.31, 39.9, 116.32, 39.9, NaN, NaN),
    states: Uint8Array.of(slotStates.fresh, slotStates.fading, slotStates.lost, slotStates.none),
    receivedMs: 0,
    version: 1,
  }
  const staff = staffArrays(view, () => true)

  it('look by what their position is worth, and not at all where nobody is or where a team has a mark of its own', () => {
    expect([...staff.states]).toEqual([slotStates.fresh, slotStates.fading, slotStates.lost, slotStates.none])
    expect(staffArrays(view, (slot) => slot !== 0).states[0]).toBe(slotStates.none)
  })

  it('stand to the millimetre where they are, counted from one of them', () => {
    const [west, south] = staff.origin
    const [east = NaN, north = NaN] = staff.places
    expect(west + east).toBeCloseTo(view.current[0] ?? NaN, 8)
    expect(south + north).toBeCloseTo(view.current[1] ?? NaN, 8)
  })

  it('are counted from one of them also when nobody was there before', () => {
    const nobody = { ...view, current: new Float64Array(8).fill(NaN), states: new Uint8Array(4) }
    const before = staffArrays(nobody, () => true)
    expect(before.origin.every(Number.isFinite)).toBe(true)
    expect(staffArrays(view, () => true, before).origin).toEqual([116.3, 39.9])
  })

  it('know where they were, so that the movement can be drawn in between', () => {
    expect((staff.places[2] ?? NaN) - (staff.places[0] ?? NaN)).toBeCloseTo(-0.001, 6)
    expect(staff.farthest).toBeCloseTo(0.001, 6)
  })

  it('are news only where somebody moved or looks different', () => {
    const again = (seen: typeof view) =>
      staffArrays(
        seen,
        () => true,
        staffArrays(view, () => true),
      ).isNew
    expect(again(view)).toBe(false)
    expect(again({ ...view, states: Uint8Array.of(1, 2, 3, 1) })).toBe(true)
    expect(again({ ...view, current: view.current.map((degrees, at) => (at === 3 ? degrees + 1e-5 : degrees)) })).toBe(true) // prettier-ignore
    expect(again({ ...view, current: view.current.map((degrees, at) => (at === 2 ? degrees + 1e-5 : degrees)) })).toBe(true) // prettier-ignore
  })

  it('are drawn where MapLibre would draw them, to a hundredth of a pixel over ten kilometres', () => {
    // Web Mercator: https://en.wikipedia.org/wiki/Web_Mercator_projection#Formulas
    const down = (latitude: number, zoom: number) =>
      ((512 * 2 ** zoom) / (2 * Math.PI)) * (Math.PI - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)))
    for (const north of [-0.09, -0.01, 0.03, 0.09]) {
      const { north: perDegree, bend } = pixelsPerDegree(15, 39.9)
      const drawn = north * (perDegree + north * bend)
      expect(Math.abs(drawn - (down(39.9, 15) - down(39.9 + north, 15)))).toBeLessThan(0.01)
    }
    expect(pixelsPerDegree(15, 39.9).east).toBeCloseTo((512 * 2 ** 15) / 360, 6)
  })

  it('get as few pictures as move nobody by more than a pixel, at most ten a second, and end where they are', () => {
    const picturesFor = (pixels: number) =>
      new Set(Array.from({ length: 100 }, (_, at) => sharePictured((at + 1) / 100, pixels))).size
    expect([0, 0.3, 1, 2.5, 400].map(picturesFor)).toEqual([1, 1, 1, 3, 10])
    expect(sharePictured(0.01, 0.3)).toBe(1)
    expect(sharePictured(0.4, 2)).toBe(0.5)
    expect(sharePictured(1, 400)).toBe(1)
  })
})

describe('sizes', () => {
  it.each([
    ['wall', 1_920, 1_080, 1],
    ['wall', 3_840, 2_160, 2],
    ['wall', 7_680, 2_160, 2],
    ['wall', 1_440, 900, 900 / 1_080],
    ['wall', 1_024, 1_366, 0.64],
    ['desk', 3_840, 2_160, 1],
  ] as const)('on the %s at %i by %i are times %f', (reading, width, height, scale) => {
    expect(screenScale(reading, { width, height })).toBeCloseTo(scale, 5)
  })
})

describe('a page drawn for the desk', () => {
  it.each([
    [1_440, 900, 1],
    [1_920, 1_080, 1],
    [2_560, 1_440, 4 / 3],
    [3_840, 2_160, 2],
    [3_840, 1_080, 1],
    [390, 844, 1],
  ])('stands at %i by %i %f times as large', (width, height, times) => {
    expect(deskZoom({ width, height })).toBeCloseTo(times, 5)
  })
})

describe('a colour token', () => {
  it('becomes bytes, and is refused when it is no colour', () => {
    expect(rgbaOf('#4fd1b8')).toEqual([79, 209, 184, 255])
    expect(rgbaOf('#4fd1b880')).toEqual([79, 209, 184, 128])
    expect(() => rgbaOf('')).toThrow(/expected a colour/)
  })
})
