import type { Position } from '#shared/geo'
import type { CommunityHistory, HistoryGroup, Hotspots, LeftOut, RecurrenceRule, WallHotspots } from '#shared/history'
import { kindOf } from '#shared/kind'
import type { Building, Community } from '#shared/street'
import { between, plus } from '#shared/time'
import type { Instant } from '#shared/time'
import { againstChance, deviationOf } from './against-chance.ts'
import { CELL_METERS, FEWEST_IN_CELL } from './cells.ts'
import type { Cells } from './cells.ts'
import type { LookBack } from './look-back.ts'
import { monthsBefore } from './months.ts'
import type { PastIncident } from './past-incident.ts'

export interface Span {
  from: Instant
  to: Instant
}

/** The street, as the history divides it. */
export interface Division {
  cells: Cells
  communities: readonly Community[]
  buildings: readonly Building[]
  isVague: (position: Position) => boolean
}

export const isIn = ({ from, to }: Span, { receivedAt }: Pick<PastIncident, 'receivedAt'>) =>
  receivedAt >= from && receivedAt < to
export const isOf = (group: HistoryGroup, { kind }: Pick<PastIncident, 'kind'>) =>
  group === 'all' || kindOf(kind).group === group

/** What is in no cell, because nobody knows where it was. */
export const UNPLACED = 'unplaced'

export function cellIdOf({ cells, isVague }: Pick<Division, 'cells' | 'isVague'>, incident: PastIncident): string {
  return isVague(incident.position) && incident.buildingId === null ? UNPLACED : cells.idOf(incident.position)
}

export interface HotspotOrder extends Span {
  back: LookBack
  division: Division
  group: HistoryGroup
  rule: RecurrenceRule
  now: Instant
}

/** Counts over a period, divided by cell, month and community. Every division adds up to the same total. */
export function hotspotsOf({ back, division, group, rule, now, from, to }: HotspotOrder): Hotspots {
  const span = { from, to }
  const ofGroup = back.counted.filter((incident) => isOf(group, incident))
  const within = ofGroup.filter((incident) => isIn(span, incident))
  const spanMs = between(from, to)
  const before = ofGroup.filter((incident) => isIn({ from: plus(from, -spanMs), to: from }, incident)).length
  return {
    asOf: now,
    from,
    to,
    group,
    rule,
    total: within.length,
    reports: within.reduce((sum, { reportCount }) => sum + reportCount, 0),
    recurring: within.filter(({ id }) => back.recurring.has(id)).length,
    leftOut: leftOutOf(back, group, span),
    cellMeters: CELL_METERS,
    ...cellsOf(within, division),
    months: monthsBefore(now).map((month) => ({
      ...month,
      count: ofGroup.filter((incident) => isIn(month, incident)).length,
    })),
    communities: communitiesOf(within, division, back.recurring),
    before: {
      total: before,
      // Two counts that both vary: their difference is as wide as that of one count and a sum twice as large.
      comparison: againstChance(within.length / 2, before / 2),
      isWhole: (back.counted[0]?.receivedAt ?? now) <= plus(from, -spanMs),
    },
  }
}

function leftOutOf(back: LookBack, group: HistoryGroup, span: Span): Record<LeftOut, number> {
  const count = (why: LeftOut) =>
    (back.leftOut.get(why) ?? []).filter((incident) => isIn(span, incident) && isOf(group, incident)).length
  return {
    drill: count('drill'),
    'false-alarm': count('false-alarm'),
    merged: count('merged'),
    'care-call': count('care-call'),
    'repeat-caller': count('repeat-caller'),
    'no-trouble': count('no-trouble'),
  }
}

/** Counts per cell; those under three only as a remainder. */
function cellsOf(incidents: readonly PastIncident[], division: Division) {
  const counts = countBy(incidents, (incident) => cellIdOf(division, incident))
  const unplaced = counts.get(UNPLACED) ?? 0
  counts.delete(UNPLACED)
  const drawn = [...counts].filter(([, count]) => count >= FEWEST_IN_CELL)
  const thin = [...counts].filter(([, count]) => count < FEWEST_IN_CELL)
  const households = new Map<string, number>()
  for (const building of division.buildings) {
    if (building.households === 0) continue
    const id = division.cells.idOf(building.position)
    households.set(id, (households.get(id) ?? 0) + building.households)
  }
  return {
    cells: drawn.map(([id, count]) => ({
      id,
      center: division.cells.centerOf(id),
      ring: division.cells.ringOf(id),
      count,
      households: households.get(id) ?? 0,
    })),
    remainder: { incidents: thin.reduce((sum, [, count]) => sum + count, 0), cells: thin.length },
    unplaced,
  }
}

function communitiesOf(
  incidents: readonly PastIncident[],
  { communities }: Division,
  recurring: ReadonlySet<string>,
): CommunityHistory[] {
  const known = new Set(communities.map(({ id }) => id))
  const groups = new Map<string | null, PastIncident[]>()
  for (const incident of incidents) {
    const id = incident.communityId !== null && known.has(incident.communityId) ? incident.communityId : null
    groups.set(id, [...(groups.get(id) ?? []), incident])
  }
  const allHouseholds = communities.reduce((sum, { households }) => sum + households, 0)
  const atHome = communities.reduce(
    (sum, { id, households }) => sum + (households > 0 ? (groups.get(id)?.length ?? 0) : 0),
    0,
  )
  const row = (id: string | null, name: string | null, households: number): CommunityHistory => {
    const own = groups.get(id) ?? []
    const expected = households > 0 ? (atHome * households) / allHouseholds : null
    const from = (origin: PastIncident['origin']) => own.filter((incident) => incident.origin === origin).length
    return {
      id,
      name,
      households,
      count: own.length,
      recurring: own.filter((incident) => recurring.has(incident.id)).length,
      byOrigin: { own: from('own'), found: from('found'), '12345': from('12345') },
      comparison: expected === null ? null : againstChance(own.length, expected),
      expected,
      deviation: expected === null ? null : deviationOf(own.length, expected),
    }
  }
  const inOrder = [...communities].sort((one, other) => one.ordinal - other.ordinal)
  return [
    ...inOrder.map(({ id, name, households }) => row(id, name, households)),
    ...(groups.has(null) ? [row(null, null, 0)] : []),
  ]
}

/** Homes behind the incidents of a cell, from which on no single dwelling is meant. */
const FEWEST_HOMES = 5

/** Only what came back, as counts in cells; and of a cell whose cases all lie at a few doors, not even that. */
export function wallHotspotsOf({ back, division, now, from, to }: Omit<HotspotOrder, 'group' | 'rule'>): WallHotspots {
  const recurring = back.counted.filter((incident) => back.recurring.has(incident.id) && isIn({ from, to }, incident))
  const homes = new Map(division.buildings.map(({ id, households }) => [id, households]))
  const byCell = new Map<string, PastIncident[]>()
  for (const incident of recurring) {
    const id = cellIdOf(division, incident)
    byCell.set(id, [...(byCell.get(id) ?? []), incident])
  }
  const isForAll = ([id, own]: [string, PastIncident[]]) => {
    const at = [...new Set(own.flatMap(({ buildingId }) => buildingId ?? []))]
    const doors = at.reduce((sum, building) => sum + (homes.get(building) ?? 0), 0)
    return id !== UNPLACED && own.length >= FEWEST_IN_CELL && (doors === 0 || doors >= FEWEST_HOMES)
  }
  const cells = [...byCell].filter(isForAll)
  const shown = cells.reduce((sum, [, own]) => sum + own.length, 0)
  return {
    asOf: now,
    from,
    to,
    cellMeters: CELL_METERS,
    cells: cells.map(([id, own]) => ({ center: division.cells.centerOf(id), count: own.length })),
    remainder: recurring.length - shown,
  }
}

function countBy<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const thing of things) counts.set(keyOf(thing), (counts.get(keyOf(thing)) ?? 0) + 1)
  return counts
}
