import gcoord from 'gcoord'
import type { Crs, Position } from '#shared/geo'

/**
 * Any source's coordinates in WGS 84, to better than 0.2 m. Called once, at the border; inside everything is WGS 84.
 * Outside China, where the offsets do not exist, a position comes back as it is.
 */
export function toWgs84(position: Position, crs: Crs): Position {
  if (crs === 'WGS84' || !isAroundChina(position)) return [...position]
  // A copy goes in: the library may change what it is given.
  const [lng, lat] = gcoord.transform([...position], systems[crs], gcoord.WGS84)
  return [lng, lat]
}

const systems = { GCJ02: gcoord.GCJ02, BD09: gcoord.BD09 } as const

/** The box within which the offset of GCJ-02 is applied (the one of the published algorithm, oceans included). */
function isAroundChina([lng, lat]: Position): boolean {
  return lng >= 72.004 && lng <= 137.8347 && lat >= 0.8293 && lat <= 55.8271
}
