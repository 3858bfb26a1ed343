/** Pixels on the map, from its left upper corner. */
export interface Point {
  x: number
  y: number
}

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

export interface LabelRequest {
  id: string
  width: number
  height: number
  /** Where its middle may stand, best first. */
  candidates: readonly Point[]
  /** Written even where it covers something: then where it covers least. Otherwise it is left out. */
  must: boolean
}

/**
 * Finds each label a place on which it covers neither an obstacle nor an earlier label nor the frame's
 * edge. Greedy, in the order given, so the first are the most important. A label without a place is absent.
 */
export function placeLabels(requests: readonly LabelRequest[], obstacles: readonly Box[], frame: Box) {
  const taken = [...obstacles]
  const places = new Map<string, Point>()
  for (const request of requests) {
    const place = bestPlace(request, taken, frame)
    if (!place) continue
    places.set(request.id, place)
    taken.push(boxAround(place, request))
  }
  return places
}

function bestPlace(request: LabelRequest, taken: readonly Box[], frame: Box): Point | null {
  let best: { place: Point; covered: number } | null = null
  for (const place of request.candidates) {
    const box = boxAround(place, request)
    const covered = taken.reduce((sum, other) => sum + overlap(box, other), outside(box, frame))
    if (covered === 0) return place
    if (request.must && (!best || covered < best.covered)) best = { place, covered }
  }
  return best?.place ?? null
}

export function boxAround({ x, y }: Point, { width, height }: { width: number; height: number }): Box {
  return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 }
}

/** The smallest box in which all points lie. */
export function boxOf(points: readonly Point[]): Box {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) }
}

function overlap(a: Box, b: Box): number {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return wide > 0 && high > 0 ? wide * high : 0
}

function outside(box: Box, frame: Box): number {
  return (box.right - box.left) * (box.bottom - box.top) - overlap(box, frame)
}
