import { distanceMeters, type Position } from '#shared/geo'
import type { KindId } from '#shared/kind'
import type { Building } from '#shared/street'
import type { Instant } from '#shared/time'
import { isOnShift } from './shifts.ts'
import { PHONE_PREFIX } from './street/people.ts'
import type { MadeUpStreet } from './street/made-up-street.ts'
import { SURNAMES } from './street/names.ts'
import type { Random } from './street/random.ts'

/** Who can play a part in a made-up day, and where. */
export interface StreetCast {
  /** A house where somebody lives; larger houses more often. */
  home(random: Random): Building
  homeIn(community: string, random: Random): Building
  /** The house of that name, or another one of the same community on a street that was drawn otherwise. */
  houseNamed(place: string, random: Random): Building
  /** A house of the compound of that name, or another one of its community. */
  houseOfCompound(name: string, random: Random): Building
  positionOf(buildingId: string | undefined): Position
  /** A place on the roads. */
  crossing(random: Random): Position
  crossingIn(community: string, random: Random): Position
  /** The middle of the bridge nearest to a community. */
  bridgeBy(community: string): Position
  caller(random: Random): { name: string; phone: string }
  /** Whom one sends for such a thing at such a time and place. */
  responder(kind: KindId, at: Instant, place: Position): { assignee: 'worker' | 'team'; assigneeId: string }
}

/** Kinds for which a team goes; for all others the grid's own staff. */
const teamKinds: Partial<Record<KindId, string>> = {
  'waterlogging': 'emergency-squad',
  'pipe-burst': 'emergency-squad',
  'power-outage': 'power',
  'garage-fire': 'micro-fire-station',
  'gas-leak': 'micro-fire-station',
  'lift-trapped': 'micro-fire-station',
} // prettier-ignore

export function castOf(street: MadeUpStreet): StreetCast {
  const homes = street.buildings.filter((building) => building.households > 0)
  const doors = homes.flatMap((home) => Array.from({ length: Math.ceil(home.households / 6) }, () => home))
  const communityOf = new Map(street.communities.map((community) => [community.name, community]))
  const homesIn = (community: string) => {
    const id = communityOf.get(community)?.id
    const own = homes.filter((home) => home.communityId === id)
    return own.length > 0 ? own : homes
  }
  const nearest = <T>(things: readonly T[], place: Position, positionOf: (thing: T) => Position): T => {
    const [first] = [...things].sort(
      (one, other) => distanceMeters(positionOf(one), place) - distanceMeters(positionOf(other), place),
    )
    if (first === undefined) throw new Error('expected something to be near, got an empty list')
    return first
  }
  const labelAt = (community: string): Position =>
    communityOf.get(community)?.labelAt ?? street.roads.nodes[0] ?? [0, 0]
  const gridStaff = street.people.staff.filter((staff) => staff.worker.gridId !== null)
  const gridAt = new Map(street.grids.map((grid) => [grid.id, grid.labelAt]))

  return {
    home: (random) => random.pick(doors),
    homeIn: (community, random) => random.pick(homesIn(community)),
    houseNamed: (place, random) =>
      homes.find((home) => home.place === place) ?? random.pick(homesIn(place.split(' ')[0] ?? '')),
    houseOfCompound(name, random) {
      const compound = street.compounds.find((one) => one.name === name)
      const own = homes.filter((home) => home.compoundId === compound?.id)
      return random.pick(own.length > 0 ? own : homesIn(name.split(' ')[0] ?? ''))
    },
    positionOf(buildingId) {
      const found = street.buildings.find((building) => building.id === buildingId)
      if (!found) throw new Error(`expected a building of the street, got ${buildingId}`)
      return found.position
    },
    crossing: (random) => random.pick(street.roads.nodes),
    crossingIn(community, random) {
      const near = [...street.roads.nodes].sort(
        (one, other) => distanceMeters(one, labelAt(community)) - distanceMeters(other, labelAt(community)),
      )
      return random.pick(near.slice(0, 12))
    },
    bridgeBy(community) {
      const middles = street.ground.bridges.map((deck): Position => {
        const corners = deck.slice(0, -1)
        const mean = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length
        return [mean(0), mean(1)]
      })
      return nearest(middles.length > 0 ? middles : street.roads.nodes, labelAt(community), (middle) => middle)
    },
    caller: (random) => ({
      name: `${random.pick(SURNAMES)}${random.pick(['女士', '先生', '阿姨', '师傅'])}`,
      phone: PHONE_PREFIX + String(random.int(0, 9_999_999)).padStart(7, '0'),
    }),
    responder(kind, at, place) {
      const teams = street.people.teams.filter(({ team }) => team.kind === teamKinds[kind])
      if (teams.length > 0) {
        return { assignee: 'team', assigneeId: nearest(teams, place, (one) => one.base).team.id }
      }
      const present = gridStaff.filter((staff) => isOnShift(staff, at))
      const closest = nearest(present, place, ({ worker }) => gridAt.get(worker.gridId ?? '') ?? place)
      return { assignee: 'worker', assigneeId: closest.worker.id }
    },
  }
}
