import { z } from 'zod'
import type { Position } from './geo.ts'
import { Ring } from './geo.ts'
import { Community, DrawnBuilding, Grid, StreetDrawing } from './street.ts'

/** A millionth of a degree is 11 cm: finer than any boundary is known. */
const STEPS_PER_DEGREE = 1e6

/**
 * Positions as they travel: whole steps, longitude and latitude in turn, each as its distance from the one before (the
 * first from the zero meridian and the equator). Compressed it is little more than half of what the degrees would be.
 */
const Steps = z.array(z.int()).describe('Millionths of a degree, lng and lat in turn, each relative to the one before')

const sent = <Line extends z.ZodType<Position[]>>(line: Line) =>
  z.codec(Steps, line, {
    decode: (steps) => positionsOf(steps) as z.input<Line>,
    encode: (positions) => stepsOf(positions as Position[]),
  })

function positionsOf(steps: readonly number[]): Position[] {
  let [lng, lat] = [0, 0]
  return Array.from({ length: steps.length / 2 }, (_, at): Position => {
    lng += steps[2 * at] ?? NaN
    lat += steps[2 * at + 1] ?? NaN
    return [lng / STEPS_PER_DEGREE, lat / STEPS_PER_DEGREE]
  })
}

function stepsOf(positions: readonly Position[]): number[] {
  let [lng, lat] = [0, 0]
  return positions.flatMap((position) => {
    const [east, north] = position.map((degrees) => Math.round(degrees * STEPS_PER_DEGREE)) as Position
    const step = [east - lng, north - lat]
    ;[lng, lat] = [east, north]
    return step
  })
}

const SentRing = sent(Ring)
const SentPolygon = z.object({ type: z.literal('Polygon'), coordinates: z.array(SentRing).min(1).max(50) })

/** The drawing as it travels. Parsed it is the drawing; `z.encode` makes it of one. */
export const SentDrawing = StreetDrawing.extend({
  boundary: SentRing,
  communities: z.array(Community.extend({ boundary: SentPolygon.nullable() })),
  grids: z.array(Grid.extend({ boundary: SentPolygon })),
})

/** The buildings of the drawing as they travel. */
export const SentBuildings = z.object({ items: z.array(DrawnBuilding.extend({ footprint: SentRing })) })
