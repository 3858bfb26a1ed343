import type { Building } from '#shared/street'
import { uuidFrom } from './random.ts'

/** A flat by rule: nothing about it is stored, it follows from the building. */
export interface MadeUpHousehold {
  /** From 1; 0 in a row of bungalows, which has no staircases. */
  unit: number
  floor: number
  /** `402`; in a row of bungalows the number of the door. */
  room: string
  /** `5 单元 402`, `3 号`. Never shown on the wall. */
  label: string
}

/** The door's own id: the same wherever the door is spoken of. */
export function householdIdOf(buildingId: string, { unit, room }: Pick<MadeUpHousehold, 'unit' | 'room'>): string {
  return uuidFrom(`${buildingId}/household/${unit}/${room}`)
}

type Housing = Pick<Building, 'use' | 'units' | 'floors' | 'households'>

/**
 * Every flat of a building: staircase by staircase, from the ground up. When the flats are fewer than
 * the floors would hold, those on the ground floor are missing first: entrances and shops.
 */
export function householdsOf({ units, floors, households }: Housing): MadeUpHousehold[] {
  if (units === 0) {
    return Array.from({ length: households }, (_, index) => ({
      unit: 0,
      floor: 1,
      room: String(index + 1),
      label: `${index + 1} 号`,
    }))
  }
  const perFloor = Math.ceil(households / (units * floors))
  const doors = Array.from({ length: floors }, (_, level) =>
    Array.from({ length: units * perFloor }, (_, index) => ({
      unit: Math.floor(index / perFloor) + 1,
      floor: level + 1,
      door: (index % perFloor) + 1,
    })),
  ).flat()
  return doors
    .slice(doors.length - households)
    .sort((one, other) => one.unit - other.unit || one.floor - other.floor || one.door - other.door)
    .map(({ unit, floor, door }) => {
      const room = `${floor}${String(door).padStart(2, '0')}`
      return { unit, floor, room, label: `${unit} 单元 ${room}` }
    })
}
