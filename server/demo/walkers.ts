import { between as betweenInstants, MINUTE_MS, SECOND_MS, type Instant } from '#shared/time'
import { distanceMeters, offsetMeters, type Position } from '#shared/geo'
import { createRoadNet, type RoadNet } from './road-net.ts'
import { isOnShift } from './shifts.ts'
import type { MadeUpStreet } from './street/made-up-street.ts'
import type { Random } from './street/random.ts'

/** What a made-up phone tells, once in a while. */
export interface WalkerFix {
  workerId: string
  position: Position
  /** The moment of the measurement on the device. */
  at: Instant
  accuracyMeters: number
  /** Metres a second. */
  speed: number
}

export interface Walkers {
  /** Moves everybody on duty up to `now`; answers what their phones told since the last step, one fix each at most. */
  step(now: Instant): WalkerFix[]
  /** Sends a member of staff or a team to a place by the shortest way. False for whom has no device of their own. */
  send(id: string, to: Position): boolean
  /** The errand is over: back to the grid or the base. */
  release(id: string): void
  /** Is the one who was sent at the place? */
  hasArrived(id: string): boolean
}

export interface WalkersParts {
  street: MadeUpStreet
  random: Random
}

const WALKING_METERS_PER_SECOND = 1.2
const RIDING_METERS_PER_SECOND = 4
const RIDING_SHARE = 0.4
/** A grid is about 240 m across; people stay in theirs and look round the corner. */
const ROUND_METERS = 190
const TELL_MOVING_MS = 2 * SECOND_MS
const TELL_RESTING_MS = 30 * SECOND_MS
/** About one phone in 22 is in a cellar, in a pocket or empty at any time: 4 of 88. */
const SILENT_SHARE = 1 / 22
const SILENT_BEFORE_START_MS = 7 * MINUTE_MS
/** After a longer gap (the server stood still) nobody walks the whole time that was missed. */
const LONGEST_STEP_MS = 10 * MINUTE_MS

interface Walker {
  workerId: string
  isStaff: boolean
  isOnDuty: boolean
  base: Position
  /** Where it goes its rounds; empty for a team that waits at its base. */
  rounds: number[]
  metersPerSecond: number
  accuracyMeters: number
  /** What this phone is always off by. */
  bias: [east: number, north: number]
  at: Position
  /** The last crossing passed, or the one nearest when off the road. */
  node: number
  route: { position: Position; node: number | null }[]
  restsMs: number
  errand: Position | null
  silentUntil: Instant | null
  toldAt: Instant | null
}

/**
 * Staff and teams on the move: rounds through the own grid with pauses, errands by the shortest way.
 * Pure but for its own memory: the same street, chance and steps give the same fixes.
 */
export function createWalkers({ street, random }: WalkersParts): Walkers {
  const net = createRoadNet(street.roads)
  const walkers = makeWalkers(street, net, random)
  const walkerOf = new Map(walkers.map((walker) => [walker.workerId, walker]))
  for (const { team, leaderId } of street.people.teams) {
    const leader = walkerOf.get(leaderId)
    if (leader) walkerOf.set(team.id, leader)
  }
  const staffOf = new Map(street.people.staff.map((staff) => [staff.worker.id, staff]))
  let before: Instant | null = null

  return {
    step(now) {
      const isFirst = before === null
      const ms = Math.min(LONGEST_STEP_MS, Math.max(0, before === null ? 0 : betweenInstants(before, now)))
      before = now
      for (const walker of walkers) {
        const staff = staffOf.get(walker.workerId)
        const onDuty = staff !== undefined && isOnShift(staff, now)
        if (onDuty && !walker.isOnDuty) begin(walker, net)
        walker.isOnDuty = onDuty
        if (onDuty) advance(walker, ms, net, random)
      }
      const present = walkers.filter((walker) => walker.isOnDuty)
      keepSomeSilent(present, now, random)
      return present.flatMap((walker) => tell(walker, now, isFirst) ?? [])
    },
    send(id, to) {
      const walker = walkerOf.get(id)
      if (!walker) return false
      walker.errand = to
      walker.silentUntil = null
      walker.restsMs = 0
      const onTheWay = walker.route[0]
      const from = onTheWay?.node ?? walker.node
      const crossings = net.route(from, net.nearest(to)).map((node) => ({ node, position: net.position(node) }))
      walker.route = [...crossings, { node: null, position: to }]
      return true
    },
    release(id) {
      const walker = walkerOf.get(id)
      if (!walker || walker.errand === null) return
      walker.errand = null
      goTo(walker, net.nearest(walker.base), net)
    },
    hasArrived(id) {
      const walker = walkerOf.get(id)
      return walker !== undefined && walker.errand !== null && walker.route.length === 0
    },
  }
}

function makeWalkers(street: MadeUpStreet, net: RoadNet, random: Random): Walker[] {
  const gridOf = new Map(street.grids.map((grid) => [grid.id, grid]))
  const make = (workerId: string, base: Position, rounds: number[], riding: boolean): Walker => ({
    workerId,
    isStaff: false,
    isOnDuty: false,
    base,
    rounds,
    metersPerSecond: (riding ? RIDING_METERS_PER_SECOND : WALKING_METERS_PER_SECOND) * random.between(0.85, 1.15),
    accuracyMeters: Math.round(random.between(4, 14)),
    bias: [random.between(-3, 3), random.between(-3, 3)],
    at: base,
    node: net.nearest(base),
    route: [],
    restsMs: 0,
    errand: null,
    silentUntil: null,
    toldAt: null,
  })
  const staff = street.people.staff.flatMap(({ worker }) => {
    const grid = gridOf.get(worker.gridId ?? '')
    if (!grid) return []
    const rounds = net.around(grid.labelAt, ROUND_METERS)
    const start = net.position(random.pick(rounds))
    return [{ ...make(worker.id, start, rounds, random.chance(RIDING_SHARE)), isStaff: true }]
  })
  const everywhere = street.roads.nodes.map((_, index) => index)
  const teams = street.people.teams.map(({ team, base, leaderId }) => {
    const kerb = net.position(net.nearest(base))
    return make(leaderId, kerb, team.kind === 'patrol' ? everywhere : [], true)
  })
  return [...staff, ...teams]
}

/** Coming on duty begins at the base, whatever the last shift ended with. */
function begin(walker: Walker, net: RoadNet): void {
  walker.at = walker.base
  walker.node = net.nearest(walker.base)
  walker.route = []
  walker.restsMs = 0
  walker.errand = null
  walker.silentUntil = null
  walker.toldAt = null
}

function goTo(walker: Walker, node: number, net: RoadNet): void {
  const onTheWay = walker.route[0]
  const from = onTheWay?.node ?? walker.node
  walker.route = net.route(from, node).map((crossing) => ({ node: crossing, position: net.position(crossing) }))
}

/** Uses up the time: walking, resting, choosing where to go next. */
function advance(walker: Walker, ms: number, net: RoadNet, random: Random): void {
  let left = ms
  while (left > 0) {
    const next = walker.route[0]
    if (next) {
      const meters = distanceMeters(walker.at, next.position)
      const needed = (meters / walker.metersPerSecond) * SECOND_MS
      if (needed > left) {
        const share = left / needed
        const [lng, lat] = walker.at
        walker.at = [lng + (next.position[0] - lng) * share, lat + (next.position[1] - lat) * share]
        return
      }
      left -= needed
      walker.at = next.position
      walker.node = next.node ?? net.nearest(next.position)
      walker.route = walker.route.slice(1)
      if (walker.route.length === 0) walker.restsMs = random.between(0.5, 5) * MINUTE_MS
    } else if (walker.errand !== null || walker.rounds.length === 0) {
      return
    } else if (walker.restsMs > left) {
      walker.restsMs -= left
      return
    } else {
      left -= walker.restsMs
      walker.restsMs = SECOND_MS
      goTo(walker, random.pick(walker.rounds), net)
    }
  }
}

/** Some phones say nothing for a quarter of an hour or so; then it is another's turn. Whoever is sent can be heard. */
function keepSomeSilent(present: readonly Walker[], now: Instant, random: Random): void {
  for (const walker of present) {
    if (walker.silentUntil !== null && walker.silentUntil <= now) walker.silentUntil = null
  }
  const staff = present.filter((walker) => walker.isStaff)
  const wanted = Math.round(staff.length * SILENT_SHARE)
  const silent = staff.filter((walker) => walker.silentUntil !== null).length
  const others = staff.filter((walker) => walker.silentUntil === null && walker.errand === null)
  for (const walker of random.shuffle(others).slice(0, Math.max(0, wanted - silent))) {
    const until = new Date(Date.parse(now) + random.between(12, 26) * MINUTE_MS)
    walker.silentUntil = until.toISOString()
  }
}

/** A phone tells often on the move and seldom at rest. One that is silent from the start was last heard minutes ago. */
function tell(walker: Walker, now: Instant, isFirst: boolean): WalkerFix | null {
  const isSilent = walker.silentUntil !== null
  if (isSilent && !isFirst) return null
  const isMoving = walker.route.length > 0
  const pause = isMoving ? TELL_MOVING_MS : TELL_RESTING_MS
  if (walker.toldAt !== null && betweenInstants(walker.toldAt, now) < pause) return null
  walker.toldAt = now
  return {
    workerId: walker.workerId,
    position: offsetMeters(walker.at, walker.bias[0], walker.bias[1]),
    at: isSilent ? new Date(Date.parse(now) - SILENT_BEFORE_START_MS).toISOString() : now,
    accuracyMeters: walker.accuracyMeters,
    speed: isMoving ? Math.round(walker.metersPerSecond * 10) / 10 : 0,
  }
}
