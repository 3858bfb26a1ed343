import type { Pool } from 'pg'
import type { Audience } from '#shared/account'
import type { BuildingUtility, Emergency, PlanStep, SweepUnit, Tier, Utility } from '#shared/emergency'
import { countDefinitions } from '#shared/emergency-report'
import type { CountKey, EmergencyReport, ReportRow } from '#shared/emergency-report'
import { project } from '#shared/privacy'
import type { Clock, Instant } from '#shared/time'
import { isMeant } from '#shared/whistle'
import { inTransaction } from '../db/transaction.ts'
import type { Db } from '../db/transaction.ts'
import { find as findIncident } from '../incidents/incident-store.ts'
import { eventsOf, planOf, suppliesOf, sweep, upwardReportsOf, utilities } from './emergency-store.ts'
import { isReached } from './ledger-rules.ts'
import { errandsOf, reportRowsOf, reportsOf, whistlesOf } from './report-store.ts'

/**
 * The report of an emergency, read at one moment: every number is counted from the list that stands in the same
 * document, so that it adds up and can be counted again.
 */
export function readReport(
  { pool, clock }: { pool: Pool; clock: Clock },
  emergency: Emergency,
  audience: Audience,
): Promise<EmergencyReport> {
  return inTransaction(
    pool,
    async (db) => compose(emergency, await readParts(db, emergency), audience, clock.now()),
    'repeatable read read only',
  )
}

async function readParts(db: Db, { id, incidentId }: Emergency) {
  const incident = await findIncident(db, incidentId)
  if (!incident) throw new Error('An emergency has lost its incident')
  return {
    incident,
    rows: await reportRowsOf(db, id),
    utilities: await utilities.of(db, id),
    sweep: await sweep.of(db, id),
    plan: await planOf(db, id),
    supplies: await suppliesOf(db, id),
    reports: await reportsOf(db, incidentId),
    upward: await upwardReportsOf(db, id),
    assignments: await errandsOf(db, incidentId),
    whistles: await whistlesOf(db, incidentId),
    timeline: await eventsOf(db, id),
  }
}
type Parts = Awaited<ReturnType<typeof readParts>>

function compose(emergency: Emergency, parts: Parts, audience: Audience, asOf: Instant): EmergencyReport {
  const { incident, rows, supplies, reports, upward, assignments, whistles, timeline } = parts
  const isDesk = audience === 'desk'
  return {
    asOf,
    emergencyId: emergency.id,
    incidentId: incident.id,
    number: incident.number,
    kind: incident.kind,
    summary: incident.summary,
    place: incident.place,
    drill: emergency.drill,
    state: emergency.state,
    casualties: emergency.casualties,
    trapped: emergency.trapped,
    receivedAt: incident.receivedAt,
    declaredAt: emergency.declaredAt,
    endedAt: emergency.endedAt,
    restoredAt: incident.restoredAt,
    rootedOutAt: incident.rootedOutAt,
    decided: decisionsOf(emergency, audience),
    counts: countsOf(emergency, parts),
    utilities: suppliesByUtility(parts.utilities),
    tiers: ([0, 1, 2, 3] as const).map((tier) => reachedOf(tier, rows)),
    rows: isDesk ? rows : null,
    sweep: toldByBuilding(parts.sweep),
    plan: parts.plan.map(({ id, text, dueAt, doneAt }) => ({ id, text, dueAt, doneAt })),
    supplies: supplies.map(({ id, item, stock, given, setAside }) => ({ id, item, stock, given, setAside })),
    reports,
    upward,
    assignments,
    whistles,
    timeline: timeline.map(({ at, by, text }) => ({ at, text, by: isDesk ? by : null })),
  }
}

/** Only what the policy lets this audience know of who decided. */
function decisionsOf(emergency: Emergency, audience: Audience): EmergencyReport['decided'] {
  const seen = project('emergency', emergency, audience) as Partial<Emergency> // the same fields, some absent
  const decision = (
    what: EmergencyReport['decided'][number]['what'],
    at: Instant | null | undefined,
    by: string | null | undefined,
    reason: string | null = null,
  ) => (at && by ? [{ what, at, by, reason }] : [])
  return [
    ...decision('declared', seen.declaredAt, seen.declaredBy),
    ...decision('planned-cut', seen.plannedCutAt, seen.plannedCutBy),
    ...decision('distribution', seen.distributionStartedAt, seen.distributionBy, seen.distributionReason ?? null),
  ]
}

function countsOf(emergency: Emergency, parts: Parts): EmergencyReport['counts'] {
  const { rows, plan, reports, upward, assignments, whistles } = parts
  const priority = rows.filter(({ tier }) => tier <= 2)
  const attention = rows.filter(({ tier }) => tier === 3)
  const settled = (outcome: ReportRow['outcome']) => rows.filter((row) => row.outcome === outcome).length
  const meant = whistles.filter(isMeant)
  const households = sumOf(parts.sweep, ({ households: doors }) => doors)
  const needed = reports.filter(({ needsAnswer }) => needsAnswer)
  const arrived = (errands: readonly { arrivedAt: Instant | null }[]) =>
    errands.filter(({ arrivedAt }) => arrivedAt !== null).length
  const counted: Record<CountKey, [n: number, of: number | null]> = {
    buildings: [emergency.buildingIds.length, null],
    households: [households, null],
    told: [sumOf(parts.sweep, ({ told }) => told), households],
    staircases: [parts.sweep.filter(isTold).length, parts.sweep.length],
    priority: [priority.filter(isReached).length, priority.length],
    attention: [attention.filter(isReached).length, attention.length],
    contacted: [rows.filter(({ contactedAt }) => contactedAt !== null).length, rows.length],
    supplied: [settled('supplied'), rows.length],
    moved: [settled('moved'), rows.length],
    withFamily: [settled('with-family'), rows.length],
    refused: [settled('refused'), rows.length],
    open: [settled(null), rows.length],
    reports: [reports.length, null],
    answered: [needed.filter(({ answeredAt }) => answeredAt !== null).length, needed.length],
    assignments: [arrived(assignments), assignments.length],
    whistles: [arrived(meant), meant.length],
    upward: [upward.length, null],
    steps: [plan.filter(isDone).length, plan.length],
  }
  const keys = Object.keys(counted) as CountKey[] // keys of that very record
  return keys.map((key) => ({ key, n: counted[key][0], of: counted[key][1], definition: countDefinitions[key] }))
}

const isTold = ({ completedAt }: SweepUnit) => completedAt !== null
const isDone = ({ doneAt }: PlanStep) => doneAt !== null
const sumOf = <T>(things: readonly T[], of: (thing: T) => number) => things.reduce((sum, thing) => sum + of(thing), 0)

const order: readonly Utility[] = ['water', 'power', 'gas', 'heating']

/** Each supply with its buildings by state; it is back when it runs in the last of them. */
function suppliesByUtility(all: readonly BuildingUtility[]): EmergencyReport['utilities'] {
  return order.flatMap((utility) => {
    const ones = all.filter((one) => one.utility === utility)
    if (ones.length === 0) return []
    const inState = (state: BuildingUtility['state']) => ones.filter((one) => one.state === state)
    const states = { cut: inState('cut').length, temporary: inState('temporary').length, on: inState('on').length }
    const last = ones.reduce((latest, { since }) => (since > latest ? since : latest), '')
    return [{ utility, states, buildings: ones.length, restoredAt: states.on === ones.length ? last : null }]
  })
}

/** In the order in which staircases come: building by building. */
function toldByBuilding(units: readonly SweepUnit[]): EmergencyReport['sweep'] {
  return [...new Set(units.map(({ place }) => place))].map((place) => {
    const ones = units.filter((unit) => unit.place === place)
    return {
      place,
      households: sumOf(ones, ({ households }) => households),
      told: sumOf(ones, ({ told }) => told),
      staircases: ones.length,
      finished: ones.filter(isTold).length,
    }
  })
}

function reachedOf(tier: Tier, rows: readonly ReportRow[]): EmergencyReport['tiers'][number] {
  const ones = rows.filter((row) => row.tier === tier)
  const times = ones
    .filter(isReached)
    .map(({ visitedAt, outcomeAt }) => visitedAt ?? outcomeAt)
    .filter((at) => at !== null)
    .sort()
  const isWhole = times.length === ones.length
  return {
    tier,
    reached: times.length,
    all: ones.length,
    firstAt: times[0] ?? null,
    lastAt: isWhole ? (times.at(-1) ?? null) : null,
  }
}
