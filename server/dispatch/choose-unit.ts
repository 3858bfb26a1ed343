import { distanceMeters } from '#shared/geo'
import type { Position } from '#shared/geo'
import type { Incident } from '#shared/incident'
import type { LegParty } from '#shared/leg'
import type { Team } from '#shared/people'
import type { Db } from '../db/transaction.ts'
import type { RosterStore } from '../roster/roster.ts'

/** Somebody of ours who can be sent. */
export interface OurUnit {
  assignee: 'worker' | 'team'
  assigneeId: string
  label: string
}

export interface ChoiceParts {
  roster: Pick<RosterStore, 'workers' | 'teams'>
  /** Where the device of this worker was last, if it can be trusted; null otherwise. */
  positionOf(workerId: string): Position | null
}

const teamOf: Partial<Record<LegParty, Team['kind']>> = {
  'micro-fire-station': 'micro-fire-station',
  'emergency-squad': 'emergency-squad',
  power: 'power',
  'water-truck': 'water-truck',
  medical: 'medical',
}

interface Candidate extends OurUnit {
  isBusy: boolean
  meters: number
  isOwnGrid: boolean
}

/**
 * Who of ours goes on this leg: on duty, free before busy, from door to door the worker of the grid before others,
 * then the nearest. A team without a position is taken to be at its base. Null when nobody of that trade is on duty.
 */
export async function chooseUnit(
  db: Db,
  { roster, positionOf }: ChoiceParts,
  party: LegParty,
  incident: Pick<Incident, 'position' | 'gridId'>,
  taken: ReadonlySet<string>,
): Promise<OurUnit | null> {
  const kind = teamOf[party]
  if (!kind && party !== 'evacuation' && party !== 'doors') return null
  const busy = await busyIds(db)
  const meters = (at: Position | null) => (at ? distanceMeters(at, incident.position) : Number.MAX_SAFE_INTEGER)
  const candidates: Candidate[] = kind
    ? (await teamsAt(db, positionOf)).flatMap(({ at, ...team }) =>
        team.kind === kind && team.duty === 'on'
          ? [{ assignee: 'team' as const, assigneeId: team.id, label: team.label, isBusy: busy.has(team.id), meters: meters(at), isOwnGrid: false }]
          : [],
      ) // prettier-ignore
    : (await roster.workers(db)).flatMap(({ id, label, duty, teamId, gridId }) =>
        duty === 'on' && teamId === null
          ? [{ assignee: 'worker' as const, assigneeId: id, label, isBusy: busy.has(id), meters: meters(positionOf(id)), isOwnGrid: gridId !== null && gridId === incident.gridId }]
          : [],
      ) // prettier-ignore
  const [best] = candidates
    .filter(({ assigneeId }) => !taken.has(assigneeId))
    .sort(
      (a, b) =>
        Number(a.isBusy) - Number(b.isBusy) ||
        Number(b.isOwnGrid) - Number(a.isOwnGrid) ||
        a.meters - b.meters ||
        (a.label < b.label ? -1 : 1),
    )
  return best ? { assignee: best.assignee, assigneeId: best.assigneeId, label: best.label } : null
}

/** Teams, each where its leader's device is, else at its base. */
async function teamsAt(db: Db, positionOf: ChoiceParts['positionOf']) {
  const { rows } = await db.query<
    Pick<Team, 'id' | 'label' | 'kind' | 'duty'> & { base: Position; leaderId: string | null }
  >(
    `select t.id, t.label, t.kind, t.duty, t.base,
            (select worker_id from team_member where team_id = t.id and leads) as "leaderId"
     from team t order by t.code`,
  )
  return rows.map(({ base, leaderId, ...team }) => ({ ...team, at: (leaderId && positionOf(leaderId)) || base }))
}

async function busyIds(db: Db): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>(
    `select distinct assignee_id as id from assignment
     where state in ('planned', 'offered', 'accepted', 'on-the-way', 'arrived')`,
  )
  return new Set(rows.map(({ id }) => id))
}
