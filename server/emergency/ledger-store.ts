import type { Attempt, HelpWish, LedgerRow, Outcome, Tier, Visitor } from '#shared/emergency'
import { HOUR_MS, plus, streetDay } from '#shared/time'
import type { Clock, Instant } from '#shared/time'
import type { Db } from '../db/transaction.ts'
import type { Cipher } from '../identity/cipher.ts'
import { residentsOfHouseholds } from '../residents/resident-store.ts'
import { byNeed, follows } from './ledger-rules.ts'

/** A ledger row as it is stored: what was recorded, not who lives there. */
export interface StoredRow {
  id: string
  emergencyId: string
  householdId: string
  buildingId: string
  unit: number
  floor: number
  room: string
  tier: Tier
  reasonEnc: Buffer
  visitorKind: Visitor['kind'] | null
  visitorId: string | null
  contactedAt: Instant | null
  visitedAt: Instant | null
  supplied: string[]
  help: HelpWish | null
  helpAt: Instant | null
  outcome: Outcome | null
  outcomeAt: Instant | null
  noAnswer: boolean
  revision: number
}

type ReadRow = StoredRow & { place: string; declaredAt: Instant; endedAt: Instant | null }

/** Details close so long after the end of an emergency: then nobody sees a name or a door by it. */
export const DETAILS_MS = 24 * HOUR_MS

const columns = `
  l.id, l.emergency_id as "emergencyId", l.household_id as "householdId", l.building_id as "buildingId", l.unit,
  l.floor, l.room, l.tier, l.reason_enc as "reasonEnc", l.visitor_kind as "visitorKind", l.visitor_id as "visitorId",
  l.contacted_at as "contactedAt", l.visited_at as "visitedAt", l.supplied, l.help, l.help_at as "helpAt", l.outcome, l.outcome_at as "outcomeAt",
  l.no_answer as "noAnswer", l.revision`

const select = `
  select ${columns}, coalesce(b.place, '') as place, e.declared_at as "declaredAt", e.ended_at as "endedAt"
    from ledger_row l join emergency e on e.id = l.emergency_id left join building b on b.id = l.building_id`

export type LedgerStore = ReturnType<typeof createLedgerStore>

/** Reads ledger rows with everything the desk may know of them; who else may know less is for the projection. */
export function createLedgerStore({ cipher, clock }: { cipher: Cipher; clock: Clock }) {
  return {
    async byIds(db: Db, ids: readonly string[]): Promise<LedgerRow[]> {
      return complete(db, (await db.query<ReadRow>(`${select} where l.id = any($1) and l.left_at is null`, [ids])).rows)
    },

    async current(db: Db, since: Instant): Promise<LedgerRow[]> {
      const text = `${select} where l.left_at is null and (e.state <> 'ended' or e.ended_at >= $1)`
      return complete(db, (await db.query<ReadRow>(text, [since])).rows)
    },

    /** The whole ledger of an emergency, in order of need. */
    async of(db: Db, emergencyId: string): Promise<LedgerRow[]> {
      return complete(
        db,
        (await db.query<ReadRow>(`${select} where l.emergency_id = $1 and l.left_at is null`, [emergencyId])).rows,
      )
    },
  }

  async function complete(db: Db, rows: readonly ReadRow[]): Promise<LedgerRow[]> {
    if (rows.length === 0) return []
    const now = clock.now()
    const isShown = ({ endedAt }: ReadRow) => endedAt === null || now < plus(endedAt, DETAILS_MS)
    const shown = rows.filter(isShown)
    const households = shown.map(({ householdId }) => householdId)
    const residents = await residentsOfHouseholds(db, cipher, households, streetDay(now))
    const attempts = await attemptsOf(
      db,
      cipher,
      shown.map(({ id }) => id),
    )
    const visitors = await visitorsByIds(
      db,
      cipher,
      shown.flatMap(({ visitorId }) => visitorId ?? []),
    )
    return rows
      .map((row) => {
        const recorded = { ...row, attempts: attempts.get(row.id) ?? [] }
        return { row, recorded, ...recorded }
      })
      .sort(byNeed)
      .map(({ row, recorded }): LedgerRow => {
        const isOpen = isShown(row)
        return {
          id: row.id,
          emergencyId: row.emergencyId,
          householdId: row.householdId,
          buildingId: row.buildingId,
          tier: row.tier,
          reason: isOpen ? cipher.decrypt(row.reasonEnc) : '',
          residents: residents.get(row.householdId) ?? [],
          door: isOpen ? { place: row.place, unit: row.unit, floor: row.floor, room: row.room } : null,
          visitor: visitors.get(row.visitorId ?? '') ?? null,
          attempts: recorded.attempts,
          contactedAt: row.contactedAt,
          visitedAt: row.visitedAt,
          supplied: row.supplied,
          help: row.help && row.helpAt ? { wish: row.help, at: row.helpAt } : null,
          outcome: row.outcome,
          outcomeAt: row.outcomeAt,
          revision: row.revision,
          ...follows(recorded, row),
        }
      })
  }
}

export async function attemptsOf(db: Db, cipher: Cipher, rowIds: readonly string[]): Promise<Map<string, Attempt[]>> {
  const { rows } = await db.query<Omit<Attempt, 'note'> & { rowId: string; noteEnc: Buffer | null }>(
    `select row_id as "rowId", at, claimed_at as "claimedAt", means, answered, author as by, note_enc as "noteEnc" from ledger_fact
      where row_id = any($1) and kind = 'attempt' order by at, id`,
    [rowIds],
  )
  const byRow = new Map<string, Attempt[]>()
  for (const { rowId, noteEnc, ...attempt } of rows) {
    byRow.set(rowId, [...(byRow.get(rowId) ?? []), { ...attempt, note: noteEnc && cipher.decrypt(noteEnc) }])
  }
  return byRow
}

/** Who these are: specialists who are asked, and grid workers who are sent. */
export async function visitorsByIds(
  db: Db,
  cipher: Cipher,
  visitorIds: readonly string[],
): Promise<Map<string, Visitor>> {
  const ids = [...new Set(visitorIds)]
  const specialists = await db.query<{ id: string; nameEnc: Buffer }>(
    `select id, name_enc as "nameEnc" from specialist where id = any($1)`,
    [ids],
  )
  const workers = await db.query<{ id: string; name: string }>(`select id, name from worker where id = any($1)`, [ids])
  return new Map<string, Visitor>([
    ...specialists.rows.map(({ id, nameEnc }): [string, Visitor] => [
      id,
      { kind: 'specialist', id, label: cipher.decrypt(nameEnc) },
    ]),
    ...workers.rows.map(({ id, name }): [string, Visitor] => [id, { kind: 'worker', id, label: name }]),
  ])
}

export async function storedRowsOf(db: Db, emergencyId: string): Promise<StoredRow[]> {
  const text = `select ${columns} from ledger_row l where l.emergency_id = $1 and l.left_at is null order by l.id`
  return (await db.query<StoredRow>(text, [emergencyId])).rows
}

export async function lockRow(db: Db, id: string): Promise<StoredRow | null> {
  const { rows } = await db.query<StoredRow>(
    `select ${columns} from ledger_row l where l.id = $1 and l.left_at is null for update`,
    [id],
  )
  return rows[0] ?? null
}

export async function findRow(db: Db, id: string): Promise<Pick<StoredRow, 'emergencyId' | 'visitorId'> | null> {
  const { rows } = await db.query<Pick<StoredRow, 'emergencyId' | 'visitorId'>>(
    `select emergency_id as "emergencyId", visitor_id as "visitorId" from ledger_row where id = $1 and left_at is null`,
    [id],
  )
  return rows[0] ?? null
}

export async function saveRow(db: Db, row: StoredRow): Promise<void> {
  await db.query(
    `update ledger_row set tier = $2, reason_enc = $3, visitor_kind = $4, visitor_id = $5, contacted_at = $6,
            visited_at = $7, supplied = $8, outcome = $9, outcome_at = $10, no_answer = $11, revision = $12, help = $13, help_at = $14
      where id = $1`,
    [
      row.id, row.tier, row.reasonEnc, row.visitorKind, row.visitorId, row.contactedAt, row.visitedAt, row.supplied,
      row.outcome, row.outcomeAt, row.noAnswer, row.revision, row.help, row.helpAt,
    ], // prettier-ignore
  )
}
