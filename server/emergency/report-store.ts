import type { Outcome, Tier } from '#shared/emergency'
import type { EmergencyReport, ReportRow } from '#shared/emergency-report'
import type { Db } from '../db/transaction.ts'

/** The households of a ledger by building: when they were called, visited and settled. In order of need. */
export async function reportRowsOf(db: Db, emergencyId: string): Promise<ReportRow[]> {
  const { rows } = await db.query<ReportRow & { tier: Tier; outcome: Outcome | null }>(
    `select l.id, l.tier, coalesce(b.place, '') as place, l.contacted_at as "contactedAt",
            l.visited_at as "visitedAt", l.outcome, l.outcome_at as "outcomeAt"
       from ledger_row l left join building b on b.id = l.building_id
      where l.emergency_id = $1 and l.left_at is null order by l.tier, b.code, l.unit, l.floor, l.id`,
    [emergencyId],
  )
  return rows
}

/** Everybody who told us of it, the merged ones with them, by channel and time: not who they were nor what they said. */
export async function reportsOf(db: Db, incidentId: string): Promise<EmergencyReport['reports']> {
  const { rows } = await db.query<EmergencyReport['reports'][number]>(
    `select id, channel, received_at as "receivedAt", needs_answer as "needsAnswer", answered_at as "answeredAt"
       from report where incident_id = $1 order by received_at, id`,
    [incidentId],
  )
  return rows
}

export async function errandsOf(db: Db, incidentId: string): Promise<EmergencyReport['assignments']> {
  const { rows } = await db.query<EmergencyReport['assignments'][number]>(
    `select id, label, state, sent_at as "sentAt", accepted_at as "answeredAt", arrived_at as "arrivedAt"
       from assignment where incident_id = $1 order by sent_at, id`,
    [incidentId],
  )
  return rows
}

export async function whistlesOf(db: Db, incidentId: string): Promise<EmergencyReport['whistles']> {
  const { rows } = await db.query<EmergencyReport['whistles'][number]>(
    `select id, label, state, sent_at as "sentAt", answered_at as "answeredAt", arrived_at as "arrivedAt"
       from whistle where incident_id = $1 order by sent_at, id`,
    [incidentId],
  )
  return rows
}
