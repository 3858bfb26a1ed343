import type { Way } from './plane.ts'

/** Metres that a way takes from the land on each side of its middle line. */
export const halfWidthOf: Record<Way, number> = {
  boundary: 20,
  canal: 56,
  avenue: 19,
  road: 12.5,
  lane: 8,
  alley: 4.5,
}

export const CANAL_HALF_WIDTH_METERS = 32
/** The middle of the road on each bank, from the middle of the water. */
export const BANK_ROAD_METERS = 44
/** People walk just inside the boundary, so that a position on it still belongs to the street. */
export const BOUNDARY_ROAD_METERS = 9
