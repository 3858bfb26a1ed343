import { z } from 'zod'

/** Of this zoom a whole street is six tiles, and a corner of a building is known to a quarter of a metre. */
export const FINEST_TILES = 13
/** Farther out a street is a few pixels. */
export const COARSEST_TILES = 8

/** A square of the world: `z` times halved, `x` from the west, `y` from the north (Web Mercator). */
export const TileName = z
  .object({
    z: z.coerce.number().int().min(0).max(FINEST_TILES),
    x: z.coerce.number().int(),
    y: z.coerce.number().int(),
  })
  .refine(({ z: zoom, x, y }) => [x, y].every((at) => at >= 0 && at < 2 ** zoom), 'expected a tile inside of the world')
export type TileName = z.infer<typeof TileName>

/** The layers of a ground tile, by the kind of shape. */
export type GroundLayer =
  | 'farWater'
  | 'farRoads'
  | 'land'
  | 'blocks'
  | 'greens'
  | 'parks'
  | 'ponds'
  | 'canal'
  | 'bridges'
  | 'lanes'
  | 'buildings'
  | 'grids'
  | 'communities'
