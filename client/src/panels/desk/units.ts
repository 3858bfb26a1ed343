import { distanceMeters } from '#shared/geo'
import type { Position } from '#shared/geo'
import type { KindId } from '#shared/kind'
import { kindOf } from '#shared/kind'
import type { KindGroup } from '#shared/kind'
import type { Department, Team, Worker } from '#shared/people'
import type { AssignmentState } from '#shared/assignment'
import { MINUTE_MS } from '#shared/time'

/** Older than this a position says where somebody was, not where they are: 无定位. */
export const LOST_AFTER_MS = 5 * MINUTE_MS
/** Only so many are proposed; the keys 1 to 3 send them. */
export const MOST_PROPOSED = 3

/** Where somebody was last seen, and how long ago. */
export interface Fix {
  position: Position
  ageMs: number
}

/** What a unit is doing, and for which incident. */
export interface Errand {
  incidentId: string
  summary: string
  place: string
  state: AssignmentState
}

export interface Unit {
  type: 'worker' | 'team' | 'department'
  id: string
  label: string
  /** The name behind the label; at the desk only. */
  name: string | null
  teamKind: Team['kind'] | null
  gridId: string | null
  people: number | null
  equipment: readonly string[]
  fix: Fix | null
  distanceMeters: number | null
  errand: Errand | null
}

/** Why a unit that is near was not proposed. Said, never enforced: any of them can be sent. */
export type WhyNot = 'busy' | 'no-position' | 'other-trade' | 'further' | 'here'

/** How far the command to send a unit here is. `failed`: it waits in the list of what is not delivered. */
export type SendState = 'free' | 'sending' | 'failed' | 'sent'

export interface Proposal {
  proposed: readonly Unit[]
  /** Nearest first, each with why it was not proposed. */
  others: readonly { unit: Unit; whyNot: WhyNot }[]
}

/** Whom the dock can choose from. */
export interface UnitParts {
  workers: readonly Worker[]
  teams: readonly Team[]
  departments: readonly Department[]
  fixOf: (unitId: string) => Fix | null
  errandOf: (unitId: string) => Errand | null
}

/** Staff and teams on duty and the street's own offices, as they stand to `at`. Whistling is not sending. */
export function unitsNear(at: Position, { workers, teams, departments, fixOf, errandOf }: UnitParts): Unit[] {
  const placed = (id: string) => {
    const fix = fixOf(id)
    return { fix, distanceMeters: fix && Math.round(distanceMeters(fix.position, at)), errand: errandOf(id) }
  }
  return [
    ...teams
      .filter(({ duty }) => duty === 'on')
      .map((team) => ({
        type: 'team' as const,
        id: team.id,
        label: team.label,
        name: null,
        teamKind: team.kind,
        gridId: null,
        people: team.people,
        equipment: team.equipment,
        ...placed(team.id),
      })),
    ...workers
      // Members of a team move with it.
      .filter(({ duty, teamId }) => duty === 'on' && teamId === null)
      .map((worker) => ({
        type: 'worker' as const,
        id: worker.id,
        label: worker.label,
        name: worker.name,
        teamKind: null,
        gridId: worker.gridId,
        people: null,
        equipment: worker.skills,
        ...placed(worker.id),
      })),
    ...departments
      .filter(({ relation }) => relation === 'own')
      .map((office) => ({
        type: 'department' as const,
        id: office.id,
        label: office.label,
        name: null,
        teamKind: null,
        gridId: null,
        people: null,
        equipment: [],
        fix: null,
        distanceMeters: null,
        errand: null,
      })),
  ]
}

/** Which teams know this trade, the one it belongs to first; where none is named, the grid worker goes and looks. */
const tradeOf: Partial<Record<KindId, readonly Team['kind'][]>> = {
  'garage-fire': ['micro-fire-station', 'medical', 'patrol'],
  'gas-leak': ['micro-fire-station', 'emergency-squad', 'patrol'],
  'lift-trapped': ['micro-fire-station', 'medical'],
  'pipe-burst': ['emergency-squad', 'water-truck'],
  waterlogging: ['emergency-squad'],
  'power-outage': ['power', 'emergency-squad'],
  'water-outage': ['water-truck', 'emergency-squad'],
  'heating-outage': ['emergency-squad'],
  'sewage-overflow': ['emergency-squad'],
  manhole: ['emergency-squad', 'patrol'],
  'fire-lane-blocked': ['patrol', 'micro-fire-station'],
}

/** Things a grid worker alone does not settle: a team goes first, the worker of the grid comes along. */
const needsTeam: ReadonlySet<KindGroup> = new Set<KindGroup>(['utility'])

interface About {
  kind: KindId
  gridId: string | null
  /** Units that are on this incident already. */
  sentIds: ReadonlySet<string>
}

/**
 * The three to propose: fit for the kind, free, with a position that can be trusted, nearest first. For an
 * emergency the teams of the trade come first; for everything else the worker of the same grid does.
 */
export function rankUnits(units: readonly Unit[], about: About): readonly string[] {
  return units
    .filter((unit) => fits(unit, about.kind) && !unit.errand && !about.sentIds.has(unit.id) && isTrusted(unit.fix))
    .sort((a, b) => rank(a, about) - rank(b, about) || byDistance(a, b))
    .slice(0, MOST_PROPOSED)
    .map(({ id }) => id)
}

/**
 * The proposal as it stands now, in the order it was ranked: rows must not change places under a finger, so who
 * was sent meanwhile keeps the row.
 */
export function proposalOf(units: readonly Unit[], ranked: readonly string[], about: About): Proposal {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const chosen = new Set(ranked)
  const others = units
    .filter(({ id }) => !chosen.has(id))
    .sort(byDistance)
    .map((unit) => ({ unit, whyNot: whyNot(unit, about) }))
  return { proposed: ranked.flatMap((id) => byId.get(id) ?? []), others }
}

const fits = (unit: Unit, kind: KindId) =>
  unit.type === 'worker' || (unit.teamKind !== null && (tradeOf[kind] ?? []).includes(unit.teamKind))

/** 0 comes first: where a team is needed the first trade named, then the next; then the grid's own worker; then whoever is near. */
function rank(unit: Unit, { kind, gridId }: About): number {
  const trades = tradeOf[kind] ?? []
  if (unit.teamKind !== null && needsTeam.has(kindOf(kind).group)) return trades.indexOf(unit.teamKind)
  return unit.gridId !== null && unit.gridId === gridId ? trades.length : trades.length + 1
}

export function isTrusted(fix: Fix | null): boolean {
  return fix !== null && fix.ageMs <= LOST_AFTER_MS
}

function whyNot(unit: Unit, { kind, sentIds }: About): WhyNot {
  if (sentIds.has(unit.id)) return 'here'
  if (unit.errand) return 'busy'
  if (unit.type !== 'department' && !isTrusted(unit.fix)) return 'no-position'
  return fits(unit, kind) ? 'further' : 'other-trade'
}

/** Nearest first; who has no position comes last, by label. */
function byDistance(a: Unit, b: Unit): number {
  return (
    (a.distanceMeters ?? Number.MAX_SAFE_INTEGER) - (b.distanceMeters ?? Number.MAX_SAFE_INTEGER) ||
    a.label.localeCompare(b.label, 'zh-CN')
  )
}

/** Straight lines are not streets: about a third longer, at a brisk walk. Guessed; measure before relying on it. */
const DETOUR = 1.35
const WALK_METERS_PER_MINUTE = 75

/** Whole minutes on foot, at least one. Always said with 约. */
export function minutesOnFoot(straightMeters: number): number {
  return Math.max(1, Math.round((straightMeters * DETOUR) / WALK_METERS_PER_MINUTE))
}
