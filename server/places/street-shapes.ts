import { createHash } from 'node:crypto'
import type { Polygon, Position, Ring } from '#shared/geo'
import type { DrawnBuilding, Ground, StreetDrawing } from '#shared/street'
import type { StreetRows } from './read-street.ts'

/** Everything of a street that screens draw, with positions to 1e-6 degrees. */
export interface StreetShapes {
  drawing: StreetDrawing
  buildings: DrawnBuilding[]
  ground: Ground
}

/** Grows with the way the files of a street are written: no screen keeps one that its new program cannot read. */
const FORMAT = 3

/**
 * What a screen learns of a street: of a building its outline, use, place and doors; who manages it stays at the desk.
 * `drawing.version` is a fingerprint of all of it, and of how it is written.
 */
export function shapesOf({ street, communities, grids, buildings }: StreetRows): StreetShapes {
  const shapes = {
    drawing: {
      name: street.name,
      demo: street.demo,
      households: communities.reduce((sum, community) => sum + community.households, 0),
      specialists: street.specialists,
      boundary: roundRing(street.boundary.coordinates[0] ?? []),
      communities: communities.map((community) => ({
        ...community,
        boundary: community.boundary && roundPolygon(community.boundary),
        labelAt: community.labelAt && roundPosition(community.labelAt),
      })),
      grids: grids.map((grid) => ({
        ...grid,
        boundary: roundPolygon(grid.boundary),
        labelAt: roundPosition(grid.labelAt),
      })),
    },
    buildings: buildings.map(({ id, footprint, place, use, households }) => ({
      id,
      footprint: roundRing(footprint),
      place,
      use,
      households,
    })),
    ground: roundGround(street.ground),
  }
  const version = createHash('sha256')
    .update(JSON.stringify([FORMAT, shapes]))
    .digest('base64url')
    .slice(0, 16)
  return { ...shapes, drawing: { version, ...shapes.drawing } }
}

function roundGround({ landmarks, ...ground }: Ground): Ground {
  const rounded = (lines: Position[][]) => lines.map(roundRing)
  return {
    blocks: rounded(ground.blocks),
    greens: rounded(ground.greens),
    parks: rounded(ground.parks),
    ponds: rounded(ground.ponds),
    canal: rounded(ground.canal),
    bridges: rounded(ground.bridges),
    landmarks: landmarks.map(({ name, ring }) => ({ name, ring: roundRing(ring) })),
    lanes: rounded(ground.lanes),
    farRoads: rounded(ground.farRoads),
    farWater: rounded(ground.farWater),
  }
}

const STEPS_PER_DEGREE = 1e6

/** 11 cm, so that corners which neighbours share stay shared. */
function roundPosition([lng, lat]: Position): Position {
  return [Math.round(lng * STEPS_PER_DEGREE) / STEPS_PER_DEGREE, Math.round(lat * STEPS_PER_DEGREE) / STEPS_PER_DEGREE]
}

function roundRing(ring: Ring): Ring {
  return ring.map(roundPosition)
}

function roundPolygon(polygon: Polygon): Polygon {
  return { ...polygon, coordinates: polygon.coordinates.map(roundRing) }
}
