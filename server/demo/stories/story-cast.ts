import type { KindId } from '#shared/kind'
import type { Department } from '#shared/people'
import type { Instant } from '#shared/time'
import { castOf } from '../street-cast.ts'
import type { MadeUpStreet } from '../street/made-up-street.ts'
import type { Random } from '../street/random.ts'

export interface StoryUnit {
  assignee: 'worker' | 'team' | 'department'
  assigneeId: string
}

/** Where the stories happen and who plays in them. */
export interface StoryCast {
  /** The twelve slabs of the pipe burst. */
  slabs: readonly string[]
  house(place: string): { buildingId: string }
  caller(random: Random): { name: string; phone: string }
  /** A team or an own office by what it is called. */
  unit(label: string): StoryUnit
  /** The id of an outside department that can be whistled, by what it is called. */
  department(label: string): string
  /** Whom one sends to this house for such a thing at such a time. */
  nearest(kind: KindId, at: Instant, buildingId: string): StoryUnit
}

export function storyCastOf(street: MadeUpStreet, random: Random): StoryCast {
  const cast = castOf(street)
  const departmentOf = (label: string, relation: Department['relation']) =>
    street.people.departments.find((one) => one.label === label && one.relation === relation)
  return {
    slabs: street.hero.buildingIds,
    house: (place) => ({ buildingId: cast.houseNamed(place, random.fork(place)).id }),
    caller: cast.caller,
    unit(label) {
      const team = street.people.teams.find((one) => one.team.label === label)
      if (team) return { assignee: 'team', assigneeId: team.team.id }
      const office = departmentOf(label, 'own')
      if (office) return { assignee: 'department', assigneeId: office.id }
      throw new Error(`expected a team or own office of the street, got ${label}`)
    },
    department(label) {
      const outside = departmentOf(label, 'whistled')
      if (outside) return outside.id
      throw new Error(`expected a department that can be whistled, got ${label}`)
    },
    nearest: (kind, at, buildingId) => cast.responder(kind, at, cast.positionOf(buildingId)),
  }
}
