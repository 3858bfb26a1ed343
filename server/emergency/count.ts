import type { DeskCounters, EmergencyCounters, Reached } from '#shared/emergency'
import type { Db } from '../db/transaction.ts'

const none: Reached = { reached: 0, all: 0 }

/**
 * Counts an emergency anew from its rows, in the transaction that changed them: the wall's figures are ordinary
 * changes, and no figure can drift from what it counts.
 */
export async function countEmergency(db: Db, emergencyId: string): Promise<Counted> {
  const { rows: tiers } = await db.query<TierRow>(
    `select tier, count(*) as "all", count(*) filter (where ${reached}) as reached,
            count(*) filter (where contacted_at is not null) as contacted,
            count(*) filter (where no_answer) as "noAnswer",
            count(*) filter (where visitor_id is null and not ${closed}) as unassigned,
            count(*) filter (where ${closed}) as closed,
            count(*) filter (where outcome = 'supplied') as supplied,
            count(*) filter (where outcome = 'moved') as moved,
            count(*) filter (where outcome = 'with-family') as "withFamily",
            count(*) filter (where outcome = 'refused') as refused,
            count(*) filter (where contacted_at is not null or ${reached}) as warned,
            array_agg(distinct building_id) filter (where not (${reached})) as waiting
       from ledger_row where emergency_id = $1 and left_at is null group by tier order by tier`,
    [emergencyId],
  )
  const { rows: told } = await db.query<SweepSum>(
    `select coalesce(sum(told), 0)::int as told, coalesce(sum(households), 0)::int as households
       from sweep_unit where emergency_id = $1`,
    [emergencyId],
  )
  const { rows: utilities } = await db.query<EmergencyCounters['utilities'][number]>(
    `select utility, count(*) filter (where state = 'cut') as cut,
            count(*) filter (where state = 'temporary') as temporary, count(*) filter (where state = 'on') as "on"
       from building_utility where emergency_id = $1 group by utility
      order by array_position(array['water', 'power', 'gas', 'heating'], utility)`,
    [emergencyId],
  )
  return countersOf(tiers, told[0], utilities)
}

/** Of an emergency that has no rows yet. */
export const nothingCounted = (): Counted => countersOf([], undefined, [])

export interface Counted {
  counters: EmergencyCounters
  deskCounters: DeskCounters
}

interface SweepSum {
  told: number
  households: number
}

function countersOf(
  tiers: readonly TierRow[],
  sweep: SweepSum | undefined,
  utilities: EmergencyCounters['utilities'],
): Counted {
  const of = (tier: number): Reached => {
    const row = tiers.find((one) => one.tier === tier)
    return row ? { reached: row.reached, all: row.all } : none
  }
  const sum = (key: Exclude<keyof TierRow, 'tier' | 'waiting'>, upTo = 3) =>
    tiers.filter(({ tier }) => tier <= upTo).reduce((total, row) => total + row[key], 0)
  const waiting = tiers.filter(({ tier }) => tier <= 2).flatMap((row) => row.waiting ?? [])
  return {
    counters: {
      priority: { reached: sum('reached', 2), all: sum('all', 2) },
      attention: of(3),
      told: sweep?.told ?? 0,
      households: sweep?.households ?? 0,
      utilities,
      waitingBuildingIds: [...new Set(waiting)].sort(),
    },
    deskCounters: {
      tiers: { '0': of(0), '1': of(1), '2': of(2), '3': of(3) },
      contacted: sum('contacted'),
      noAnswer: sum('noAnswer'),
      unassigned: sum('unassigned'),
      closed: sum('closed'),
      supplied: sum('supplied'),
      moved: sum('moved'),
      withFamily: sum('withFamily'),
      refused: sum('refused'),
      warned: { reached: sum('warned', 1), all: sum('all', 1) },
    },
  }
}

/** As in ledger-rules.ts. */
const reached = `visited_at is not null or outcome is not null`
const closed = `(outcome is not null and not (tier = 0 and outcome = 'refused'))`

interface TierRow extends Omit<DeskCounters, 'warned' | 'tiers'>, Reached {
  tier: number
  warned: number
  waiting: string[] | null
}
