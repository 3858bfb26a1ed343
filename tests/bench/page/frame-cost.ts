import { ScatterplotLayer } from '@deck.gl/layers'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import type { LayersList } from '@deck.gl/core'
import { GeoJSONSource } from 'maplibre-gl'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { createFrameEncoder } from '#shared/frame'
import '../../../client/src/look/tokens.css'
import { openStaffCanvas } from '../../../client/src/map/layers/staff-canvas.ts'
import type { StaffCanvas } from '../../../client/src/map/layers/staff-canvas.ts'
import { mapColors } from '../../../client/src/map/map-colors.ts'
import { createPositions } from '../../../client/src/positions/positions.ts'
import type { Positions } from '../../../client/src/positions/positions.ts'
import { staffOnCard } from '../../support/staff-on-card.ts'
import { makeWalkers, ORIGIN } from '../../rules/tracks/walkers.ts'
import { openBlankMap } from './blank-map.ts'

/** One way to draw where everybody is: takes what the lane of positions brought, and hands it to the graphics card. */
interface Way {
  draw(streets: readonly Positions[]): void
  /** How many it drew last. */
  count(): number
}

const RADIUS = 4.5
const COLOR: [number, number, number, number] = [79, 209, 184, 230]
const WALK_AT = 1_763_427_600_000
/** Of one frame: a server of many people is several streets, each with frames of its own. */
const SLOTS_OF_A_STREET = 50_000

let way: Way
let map: MapLibreMap
let lane: Lane
let drawnFrames = 0

Object.assign(window, {
  start,
  tick,
  isRight: (number: number) => lane.isRight(number) && way.count() === lane.expected,
})

/** Makes everything that arrives before the clock starts: so many seconds of frames. */
async function start(kind: keyof typeof ways, workers: number, ticks: number): Promise<void> {
  map = await openBlankMap(ORIGIN)
  map.on('render', () => drawnFrames++)
  lane = kind === 'empty' ? noLane : makeLane(workers, ticks)
  way = ways[kind]()
}

/** Ends when the picture with this tick's positions has been drawn. */
async function tick(number: number): Promise<void> {
  const before = drawnFrames
  way.draw(lane.take(number))
  do await new Promise((resolve) => requestAnimationFrame(resolve))
  while (drawnFrames === before)
  await new Promise((resolve) => requestAnimationFrame(resolve))
}

interface Lane {
  /** Takes the frames of one second in, as all ways must. */
  take(number: number): readonly Positions[]
  /** Do the stores hold now what the simulator says for that second? */
  isRight(number: number): boolean
  expected: number
}

const noLane: Lane = { take: () => [], isRight: () => true, expected: 0 }

/** The product's frames and stores, one of each for a street. */
function makeLane(workers: number, ticks: number): Lane {
  const walkers = makeWalkers(workers, 20_261_118)
  const streets = Array.from({ length: Math.ceil(workers / SLOTS_OF_A_STREET) }, (_, street) => {
    const from = street * SLOTS_OF_A_STREET
    const slots = Array.from({ length: Math.min(SLOTS_OF_A_STREET, workers - from) }, (_slot, slot) => slot)
    const encoder = createFrameEncoder(ORIGIN)
    encoder.restart(1, slots.length)
    return { from, slots, encoder, frames: [] as Uint8Array<ArrayBuffer>[], store: createPositions() }
  })
  const positions: Float64Array[] = []
  for (let number = 0; number < ticks; number++) {
    const at = WALK_AT + number * 1_000
    walkers.walk(at)
    positions.push(walkers.positions.slice())
    for (const { from, slots, encoder, frames } of streets) {
      const own = walkers.positions.subarray(2 * from, 2 * (from + slots.length))
      const delta = encoder.advance(at, { positions: own, takenAt: walkers.takenAt }, slots)
      frames.push(number === 0 ? encoder.full() : delta)
    }
  }
  const stores = streets.map(({ store }) => store)
  return {
    expected: workers,
    take(number) {
      for (const { frames, store } of streets) store.takeFrame(frames[number]?.buffer, performance.now())
      return stores
    },
    isRight: (number) =>
      streets.every(({ from, store }) =>
        store.view.current.every((degrees, at) => {
          // Half a step of 0.25 m, in degrees, and a little.
          return Math.abs(degrees - (positions[number]?.[2 * from + at] ?? NaN)) < 2.5e-6
        }),
      ),
  }
}

const ways = {
  empty: (): Way => ({ draw: () => map.triggerRepaint(), count: () => 0 }),

  setData(): Way {
    let shown = featuresOf([])
    map.addSource('workers', { type: 'geojson', data: shown })
    map.addLayer({
      id: 'workers',
      type: 'circle',
      source: 'workers',
      paint: { 'circle-radius': RADIUS, 'circle-color': '#4fd1b8' },
    })
    return {
      draw(streets) {
        shown = featuresOf(streets.flatMap(pointsOf))
        const source = map.getSource('workers')
        if (source instanceof GeoJSONSource) source.setData(shown)
      },
      count: () => shown.features.length,
    }
  },

  objects(): Way {
    const draw = addOverlay()
    let shown: [number, number][] = []
    return {
      draw(streets) {
        shown = streets.flatMap(pointsOf)
        draw([
          new ScatterplotLayer({
            id: 'workers', data: shown, getPosition: (point: [number, number]) => point, getRadius: RADIUS,
            getFillColor: COLOR, radiusUnits: 'pixels',
          }), // prettier-ignore
        ])
      },
      count: () => shown.length,
    }
  },

  /** As the manual of deck.gl says; a layer for each street. Everybody looks the same and nobody glides. */
  binary(): Way {
    const draw = addOverlay()
    let count = 0
    return {
      draw(streets) {
        count = 0
        draw(
          streets.map(({ view: { length, current } }, street) => {
            count += length
            const data = { length, attributes: { getPosition: { value: current, size: 2 } } }
            return new ScatterplotLayer({ id: `workers ${street}`, data, getRadius: RADIUS, getFillColor: COLOR, radiusUnits: 'pixels' }) // prettier-ignore
          }),
        )
      },
      count: () => count,
    }
  },

  /** The product's own, a canvas for each street: who is late looks it, and everybody glides. */
  ours(): Way {
    const colors = mapColors()
    const canvases: StaffCanvas[] = []
    return {
      draw(streets) {
        streets.forEach(({ view }, street) => {
          const canvas = (canvases[street] ??= openStaffCanvas(map))
          canvas.take(view, () => true, colors)
          canvas.draw(1, 1)
        })
        drawnFrames++
      },
      count: () => [...document.querySelectorAll<HTMLCanvasElement>('canvas.staff-dots')].flatMap(staffOnCard).length,
    }
  },
}

/** On a canvas of its own over the map, as the product has it. */
function addOverlay(): (layers: LayersList) => void {
  const overlay = new MapLibreOverlay({ interleaved: false, layers: [], onAfterRender: () => drawnFrames++ })
  map.addControl(overlay)
  return (layers) => overlay.setProps({ layers })
}

function pointsOf({ view: { length, current } }: Positions): [number, number][] {
  return Array.from({ length }, (_, at) => [current[2 * at] ?? NaN, current[2 * at + 1] ?? NaN])
}

function featuresOf(points: readonly [number, number][]) {
  return {
    type: 'FeatureCollection' as const,
    features: points.map((coordinates) => ({
      type: 'Feature' as const,
      geometry: { type: 'Point' as const, coordinates },
      properties: null,
    })),
  }
}
