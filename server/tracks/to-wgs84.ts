import gcoord from 'gcoord'
import type { Crs, Position } from '#shared/geo'

const gcoordName = { GCJ02: gcoord.GCJ02, BD09: gcoord.BD09 } as const

/** A device's position in WGS 84: converted here, once. Outside China, where no offset exists, it stays as it is. */
export function toWgs84([lng, lat]: Position, crs: Crs): Position {
  if (crs === 'WGS84') return [lng, lat]
  // A copy, because gcoord changes what it is given.
  const [east = lng, north = lat] = gcoord.transform([lng, lat], gcoordName[crs], gcoord.WGS84)
  return [east, north]
}
