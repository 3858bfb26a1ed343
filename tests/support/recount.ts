import type { CountKey } from '#shared/emergency-report'

/** Each number counted again from the facts, by somebody with psql: [n, of]. $1 emergency, $2 incident. */
export const recount: Record<CountKey, string> = {
  buildings: `select cardinality(building_ids), null from emergency where id = $1`,
  households: `select count(*), null from household where building_id = any(select unnest(building_ids) from emergency where id = $1)`,
  told: `select sum(told), (select count(*) from household where building_id = any(select unnest(building_ids) from emergency where id = $1)) from sweep_unit where emergency_id = $1`,
  staircases: `select count(*) filter (where told = households), count(*) from sweep_unit where emergency_id = $1`,
  priority: `select count(*) filter (where exists (select 1 from ledger_fact f where f.row_id = l.id and (f.kind in ('visited', 'supplied', 'outcome') or f.kind = 'attempt' and f.means = 'door' and f.answered))), count(*) from ledger_row l where emergency_id = $1 and tier <= 2`,
  attention: `select count(*) filter (where exists (select 1 from ledger_fact f where f.row_id = l.id and (f.kind in ('visited', 'supplied', 'outcome') or f.kind = 'attempt' and f.means = 'door' and f.answered))), count(*) from ledger_row l where emergency_id = $1 and tier = 3`,
  contacted: `select count(*) filter (where exists (select 1 from ledger_fact f where f.row_id = l.id and (f.kind in ('contacted', 'visited', 'supplied') or f.kind = 'attempt' and f.answered))), count(*) from ledger_row l where emergency_id = $1`,
  supplied: newestOutcome('supplied'),
  moved: newestOutcome('moved'),
  withFamily: newestOutcome('with-family'),
  refused: newestOutcome('refused'),
  open: `select count(*) filter (where not exists (select 1 from ledger_fact f where f.row_id = l.id and f.kind = 'outcome')), count(*) from ledger_row l where emergency_id = $1`,
  reports: `select count(*), null from report where incident_id = $2`,
  answered: `select count(answered_at), count(*) from report where incident_id = $2 and needs_answer`,
  assignments: `select count(arrived_at), count(*) from assignment where incident_id = $2`,
  whistles: `select count(*) filter (where exists (select 1 from whistle_fact f where f.whistle_id = w.id and f.kind = 'arrived')), count(*) from whistle w where incident_id = $2 and not exists (select 1 from whistle_fact f where f.whistle_id = w.id and f.kind = 'withdrawn')`,
  upward: `select count(*), null from upward_report where emergency_id = $1`,
  steps: `select count(done_at), count(*) from plan_step where emergency_id = $1`,
}

function newestOutcome(outcome: string): string {
  return `select count(*) filter (where (select f.outcome from ledger_fact f where f.row_id = l.id and f.kind = 'outcome' order by f.at desc limit 1) = '${outcome}'), count(*) from ledger_row l where emergency_id = $1`
}
