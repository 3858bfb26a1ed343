import { bboxOf } from '#shared/geo'
import type { Position } from '#shared/geo'
import type { StreetDrawing } from '#shared/street'

const MARGIN = 2

/** The street as a small picture: rings of SVG points that fit into the size, not distorted. */
export function streetOutline(street: StreetDrawing, size: { width: number; height: number }) {
  const [west, south, east, north] = bboxOf(street.boundary)
  const squeeze = Math.cos(((south + north) / 2) * (Math.PI / 180))
  const [wide, high] = [(east - west) * squeeze, north - south]
  const times = Math.min(size.width / wide, size.height / high)
  const at = ([lng, lat]: Position) => ({
    x: (lng - west) * squeeze * times + MARGIN,
    y: (north - lat) * times + MARGIN,
  })
  const path = (ring: readonly Position[]) =>
    ring
      .map(at)
      .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
      .join(' ')
  return {
    view: `0 0 ${(wide * times + 2 * MARGIN).toFixed(0)} ${(high * times + 2 * MARGIN).toFixed(0)}`,
    edge: path(street.boundary),
    communities: street.communities.flatMap(({ boundary }) =>
      boundary?.coordinates[0] ? [path(boundary.coordinates[0])] : [],
    ),
    at,
    path,
  }
}
