import type { Position } from '#shared/geo'
import { centerOf, drawStreet } from './street/draw-street.ts'
import type { MadeUpStreet } from './street/made-up-street.ts'

/** How many streets a made-up district has, and a whole made-up city: for measurement, one after the other. */
export const DISTRICT_STREETS = 10
export const CITY_STREETS = 343

export interface DistrictOrder {
  seed: string
  /** The middle of the first street, WGS 84. */
  center: Position
  streets: number
}

/** Draws street after street, each when it is asked for: a city at once would take minutes and gigabytes. */
export function* drawDistrict({ seed, center, streets }: DistrictOrder): Iterable<MadeUpStreet> {
  refuseMoreThanACity(streets)
  for (let index = 0; index < streets; index++) yield drawStreet({ seed, center, index })
}

/** Where the streets of a district lie, without drawing them. */
export function centersOf(center: Position, streets: number): Position[] {
  refuseMoreThanACity(streets)
  return Array.from({ length: streets }, (_, index) => centerOf(center, index))
}

function refuseMoreThanACity(streets: number) {
  if (streets > CITY_STREETS) throw new RangeError(`expected at most ${CITY_STREETS} streets, got ${streets}`)
}
