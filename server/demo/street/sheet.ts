import { METERS_PER_DEGREE, type Polygon, type Position, type Ring } from '#shared/geo'
import { between, distance, type Point } from './plane.ts'
import type { Random } from './random.ts'

/** Bends the flat sheet a little and lays it on the Earth: straight cuts become streets that were there before the plan. */
export interface Sheet {
  bend(point: Point): Point
  position(point: Point): Position
  /** A closed ring through the points, as they are. */
  ring(points: readonly Point[]): Ring
  polygon(points: readonly Point[]): Polygon
  /** A line or a closed ring with enough points in between to follow the bend. */
  line(points: readonly Point[]): Position[]
  smoothRing(points: readonly Point[]): Ring
}

const STEP_METERS = 35

/** Waves of 25 to 55 m over one to three kilometres; the steepest slope stays under 0.3, so nothing folds over. */
export function createSheet(center: Position, random: Random): Sheet {
  const phases = Array.from({ length: 5 }, () => random.between(0, 2 * Math.PI))
  const [p0 = 0, p1 = 0, p2 = 0, p3 = 0, p4 = 0] = phases
  const lngPerMeter = 1 / (METERS_PER_DEGREE * Math.cos((center[1] * Math.PI) / 180))
  const latPerMeter = 1 / METERS_PER_DEGREE

  const bend = ({ x, y }: Point): Point => ({
    x: x + 40 * Math.sin(y / 430 + p0) + 18 * Math.sin((x + y) / 480 + p1) + 44 * Math.sin((x - y) / 560 + p4),
    y: y + 36 * Math.sin(x / 470 + p2) + 16 * Math.sin((x - 2 * y) / 650 + p3) + 30 * Math.sin((x - y) / 560 + p4),
  })

  // Seven decimals are a centimetre; more would only make the drawing heavy.
  const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7
  const position = (point: Point): Position => {
    const { x, y } = bend(point)
    return [round(center[0] + x * lngPerMeter), round(center[1] + y * latPerMeter)]
  }
  const ring = (points: readonly Point[]): Ring => {
    const open = points.map(position)
    return open[0] ? [...open, open[0]] : open
  }
  const dense = (points: readonly Point[]) =>
    points.flatMap((point, index) => {
      const following = points[index + 1]
      if (!following) return [point]
      const count = Math.max(1, Math.ceil(distance(point, following) / STEP_METERS))
      return Array.from({ length: count }, (_, step) => between(point, following, step / count))
    })

  return {
    bend,
    position,
    ring,
    polygon: (points) => ({ type: 'Polygon', coordinates: [ring(points)] }),
    line: (points) => dense(points).map(position),
    smoothRing: (points) => dense([...points, ...points.slice(0, 1)]).map(position),
  }
}
